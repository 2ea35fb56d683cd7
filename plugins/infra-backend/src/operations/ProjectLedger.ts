import type { Knex } from 'knex';

/** What the engine has to know of projects, which stand above it. */
export interface ProjectLedger {
  /** @returns undefined when there is no such project */
  find(name: string): Promise<object | undefined>;

  /** Gives back what an operation has reserved; nothing happens when it has nothing. */
  release(operationId: string, tx?: Knex.Transaction): Promise<void>;
}
