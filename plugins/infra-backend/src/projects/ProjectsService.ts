import type {
  Page,
  ProjectDetails,
  ProjectListItem,
  ProjectQuery,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** Tells which projects there are and what they use. */
export interface ProjectsService {
  list(
    query: ProjectQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<Page<ProjectListItem>>;
  /** @throws NotFoundError */
  get(name: string, caller: Caller): Promise<ProjectDetails>;
}
