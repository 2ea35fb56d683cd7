import type { Resource } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { Requester } from '../operations/OperationDefinition';
import type { OpenOperation } from '../operations/OperationStore';
import type { Found } from '../operations/problem';

/** Something of a project that has a lease. */
export interface LeasedInstance {
  row: Resource;
  project: string;
  owner: string;
  provider: { id: string };
}

/** What leases have to know of the instances they are about, which stand above them. */
export interface LeasedInstances {
  /** @returns undefined when it is not there (any more) */
  row(ref: string, tx?: Knex.Transaction): Promise<Resource | undefined>;
  projectOf(ref: string): Promise<string | undefined>;
  managed(
    ref: string,
    requester: Pick<Requester, 'hiddenProject'>,
  ): Promise<Found<LeasedInstance>>;
}

/** The open operation that changes an instance, if one does. */
export type FindBusy = (
  row: Resource,
  open: OpenOperation[],
) => OpenOperation | undefined;
