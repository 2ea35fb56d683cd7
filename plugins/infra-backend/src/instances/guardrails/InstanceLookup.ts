import type { ProjectBinding, Resource } from '@ironstage/plugin-infra-common';
import type { InfraProvider } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import type { Requester } from '../../operations/OperationDefinition';
import { providerOf, rowOf } from '../../operations/lookup';
import { problem, type Found } from '../../operations/problem';

/** An instance of a project that the portal manages. */
export interface ManagedInstance {
  row: Resource;
  project: string;
  owner: string;
  binding: ProjectBinding;
  provider: InfraProvider;
}

/** Finds the instances that operations act on. */
export class InstanceLookup {
  constructor(
    private readonly inventory: InventoryStore,
    private readonly providers: ProviderRegistry,
  ) {}

  /** @returns undefined when the ref is not that of an instance that is there */
  async row(ref: string, tx?: Knex.Transaction): Promise<Resource | undefined> {
    return rowOf(this.inventory, 'instance', ref, tx);
  }

  /** Name of the project of an instance. */
  async projectOf(ref: string): Promise<string | undefined> {
    return (await this.row(ref))?.project ?? undefined;
  }

  async managed(
    ref: string,
    { hiddenProject }: Pick<Requester, 'hiddenProject'>,
  ): Promise<Found<ManagedInstance>> {
    const row = await this.row(ref);
    if (
      !row?.project ||
      !row.owner ||
      !row.projectExternalId ||
      row.project === hiddenProject
    ) {
      return {
        problems: [
          problem(
            'ref',
            `There is no instance "${ref}" in any project of the portal.`,
          ),
        ],
      };
    }
    const { value: provider, problems } = providerOf(row, this.providers);
    if (!provider) {
      return { problems };
    }
    return {
      value: {
        row,
        provider,
        project: row.project,
        owner: row.owner,
        binding: {
          provider: provider.id,
          externalId: row.projectExternalId,
          networkExternalId: null,
        },
      },
    };
  }
}
