import { InputError } from '@backstage/errors';
import type { AnyOperationDefinition } from './OperationDefinition';
import type { ProjectLedger } from './ProjectLedger';

/** The operation types there are. */
export class OperationCatalog {
  private readonly definitions: Map<string, AnyOperationDefinition>;

  constructor(
    definitions: AnyOperationDefinition[],
    private readonly projects: Pick<ProjectLedger, 'find'>,
  ) {
    this.definitions = new Map(definitions.map(one => [one.type, one]));
  }

  /** True when a request for the project has something to be decided about. */
  async projectExists(name: string): Promise<boolean> {
    return (await this.projects.find(name)) !== undefined;
  }

  /** @throws InputError when there is no such type */
  get(type: string): AnyOperationDefinition {
    const definition = this.definitions.get(type);
    if (!definition) {
      throw new InputError(
        `There is no operation "${type}"; there are ${[
          ...this.definitions.keys(),
        ].join(', ')}`,
      );
    }
    return definition;
  }
}
