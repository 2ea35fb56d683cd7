import {
  addVectors,
  formatAmount,
  shortfalls,
  subtractVectors,
  type Problem,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { ProjectStore, StoredProject } from './ProjectStore';
import type { UsageCalculator } from './UsageCalculator';
import { problem } from '../operations/problem';

/** Tells whether a project's quota has room. */
export class Quota {
  constructor(
    private readonly projects: ProjectStore,
    private readonly usage: UsageCalculator,
  ) {}

  /**
   * Checks a project's quota against what it uses and has reserved.
   *
   * @param tx - the admitting transaction; the project's row is locked in it, so that of
   * parallel requests just as many pass as there is room for
   */
  async check(
    project: StoredProject,
    takes: ResourceVector,
    field: string,
    tx?: Knex.Transaction,
  ): Promise<Problem[]> {
    if (tx) {
      await this.projects.lock(project.name, tx);
    }
    const totals = (await this.usage.totals([project.name], tx)).get(
      project.name,
    );
    if (!totals) {
      return [];
    }
    // it may have changed since the project was looked up
    const { quota } =
      (tx && (await this.projects.find(project.name, tx))) ?? project;
    const free = subtractVectors(
      quota,
      addVectors(totals.used, totals.reserved),
    );
    return shortfalls(takes, free).map(one => {
      const have =
        one.available === 0
          ? 'none is left'
          : `only ${formatAmount(one.dimension, one.available)} are left`;
      return problem(
        field,
        `The quota of ${project.name} is exceeded: ${formatAmount(
          one.dimension,
          one.requested,
        )} asked for, ${have}.`,
        'policy',
      );
    });
  }
}
