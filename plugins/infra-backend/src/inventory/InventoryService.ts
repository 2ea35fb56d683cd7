import type {
  ProviderIssue,
  ProviderStatus,
  Resource,
  ResourceExportQuery,
  ResourceFacets,
  ResourceFilters,
  ResourcePage,
  ResourceQuery,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** Tells what there is. */
export interface InventoryService {
  providers(caller: Caller): Promise<ProviderStatus[]>;
  /** What can't be read at the moment. */
  issues(): Promise<ProviderIssue[]>;
  list(
    query: ResourceQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<ResourcePage>;
  /** How many rows there are of each sort. */
  facets(
    filters: ResourceFilters,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<ResourceFacets>;
  /** All rows of a list, page by page, each read when it is asked for. That it was asked for is audited. */
  export(
    query: ResourceExportQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<AsyncIterable<Resource[]>>;
  /** @throws NotFoundError */
  get(ref: string, caller: Caller): Promise<Resource>;
  /** Starts a read now. @throws NotFoundError */
  sync(provider: string, caller: Caller): Promise<void>;
  /** Lets the next read remove whatever is missing. @throws NotFoundError */
  confirmRemovals(provider: string, caller: Caller): Promise<void>;
}
