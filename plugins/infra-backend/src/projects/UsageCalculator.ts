import {
  addVectors,
  subtractVectors,
  vector,
  type ProjectUsage,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { ProjectStore } from './ProjectStore';

/** Adds up what projects hold and are about to hold. */
export class UsageCalculator {
  constructor(
    private readonly projects: ProjectStore,
    private readonly inventory: InventoryStore,
    private readonly states: SyncStateStore,
  ) {}

  /**
   * What is reserved and used in projects. An instance whose operation still holds its
   * reservation counts as reserved, not once more as used; so does one that is being resized,
   * whose reservation covers the old and the new size until it is known which it has.
   */
  async totals(names: string[], tx?: Knex.Transaction) {
    const reservations = await this.projects.reservations(
      { projects: names },
      tx,
    );
    const held = await this.inventory.held(names, tx);
    const open = new Set(reservations.map(one => one.operationId));
    const resized = new Set(reservations.map(one => one.ref));
    const totals = new Map<
      string,
      { reserved: ResourceVector; used: ResourceVector }
    >(names.map(name => [name, { reserved: vector(), used: vector() }]));
    for (const { project, vector: amount } of reservations) {
      const total = totals.get(project);
      if (total) {
        total.reserved = addVectors(total.reserved, amount);
      }
    }
    for (const { project, ref, operationId, vector: amount } of held) {
      const total = totals.get(project);
      const reserved =
        resized.has(ref) || (operationId !== null && open.has(operationId));
      if (total && !reserved) {
        total.used = addVectors(total.used, amount);
      }
    }
    return totals;
  }

  /** Usage of projects as the REST API shows it. */
  async usage(
    projects: Array<{
      name: string;
      quota: ResourceVector;
      bindings: Array<{ provider: string }>;
    }>,
  ): Promise<Map<string, ProjectUsage>> {
    const totals = await this.totals(projects.map(project => project.name));
    const failing = new Set(
      (await this.states.list())
        .filter(state => state.failingSince !== null)
        .map(state => state.provider),
    );
    return new Map(
      projects.map(project => {
        const { reserved, used } = totals.get(project.name) ?? {
          reserved: vector(),
          used: vector(),
        };
        return [
          project.name,
          {
            project: project.name,
            quota: project.quota,
            reserved,
            used,
            free: subtractVectors(project.quota, addVectors(reserved, used)),
            stale: project.bindings
              .map(binding => binding.provider)
              .filter(provider => failing.has(provider)),
          },
        ];
      }),
    );
  }
}
