import type {
  Project,
  ProjectBinding,
  ProjectQuery,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { Visibility } from '../database/criteria';

/** A project with what only the back end needs to know. */
export interface StoredProject extends Project {
  quota: ResourceVector;
  /** the operation that creates it, while it does */
  operationId: string | null;
}

/** Quota held by an operation that has not ended. */
export interface Reservation {
  operationId: string;
  project: string;
  provider: string;
  vector: ResourceVector;
  /** the instance whose own holding is part of `vector`, of operations that change its size */
  ref?: string;
}

/** Keeps projects, their places at providers and what is reserved in them. */
export interface ProjectStore {
  list(
    query: ProjectQuery,
    visibility: Visibility,
  ): Promise<{ items: StoredProject[]; total: number }>;

  find(name: string, tx?: Knex.Transaction): Promise<StoredProject | undefined>;
  findMany(names: string[]): Promise<StoredProject[]>;

  /** @returns false when the name is taken */
  insert(
    project: Omit<StoredProject, 'bindings'>,
    tx: Knex.Transaction,
  ): Promise<boolean>;

  activate(name: string, tx?: Knex.Transaction): Promise<void>;
  /** What the project may have from now on. */
  setQuota(
    name: string,
    quota: ResourceVector,
    tx?: Knex.Transaction,
  ): Promise<void>;
  delete(name: string, tx?: Knex.Transaction): Promise<void>;
  bind(
    project: string,
    binding: ProjectBinding,
    tx?: Knex.Transaction,
  ): Promise<void>;
  unbind(
    binding: Pick<ProjectBinding, 'provider' | 'externalId'>,
    tx?: Knex.Transaction,
  ): Promise<void>;

  /** Keeps others from admitting anything for the project until the transaction ends. */
  lock(project: string, tx: Knex.Transaction): Promise<void>;

  /** Keeps others from admitting anything at the provider until the transaction ends. */
  lockProvider(provider: string, tx: Knex.Transaction): Promise<void>;

  reserve(reservation: Reservation, tx: Knex.Transaction): Promise<void>;
  release(operationId: string, tx?: Knex.Transaction): Promise<void>;
  reservations(
    of: { projects?: string[]; provider?: string },
    tx?: Knex.Transaction,
  ): Promise<Reservation[]>;

  /** Quotas of all projects with the providers they are for. */
  grants(): Promise<Array<{ provider: string; quota: ResourceVector }>>;
}
