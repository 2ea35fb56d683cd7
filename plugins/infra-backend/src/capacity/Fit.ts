import {
  addVectors,
  formatAmount,
  growth,
  shortfalls,
  subtractVectors,
  sumVectors,
  vector,
  type Problem,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { HostRow, InventoryStore } from '../inventory/InventoryStore';
import type { ProjectStore } from '../projects/ProjectStore';
import { problem } from '../operations/problem';

/** A host does not limit how many instances it takes. */
const UNCOUNTED = { instances: Infinity };
const UNLIMITED_INSTANCES = vector(UNCOUNTED);

function freeOf(host: HostRow): ResourceVector {
  return {
    ...subtractVectors(host.capacity.deliverable, host.capacity.allocated),
    ...UNCOUNTED,
  };
}

function sentence(
  takes: ResourceVector,
  free: ResourceVector[],
  provider: string,
): string {
  const missing = shortfalls(takes, sumVectors([...free, UNLIMITED_INSTANCES]));
  if (missing.length > 0) {
    return `${provider} has no room: ${missing
      .map(
        one =>
          `${formatAmount(one.dimension, one.requested)} asked for, ${
            one.available === 0
              ? 'none'
              : formatAmount(one.dimension, one.available)
          } free`,
      )
      .join('; ')}.`;
  }
  return `No single host of ${provider} has room for ${describe(takes)}.`;
}

function describe(takes: ResourceVector): string {
  const parts = [
    formatAmount('vcpus', takes.vcpus),
    formatAmount('memoryBytes', takes.memoryBytes),
    ...Object.entries(takes.gpus).map(([model, count]) =>
      formatAmount(`gpus.${model}`, count),
    ),
  ];
  return parts.join(', ');
}

/** Tells whether a provider's hosts have room, as far as the inventory knows. */
export class Fit {
  constructor(
    private readonly inventory: InventoryStore,
    private readonly projects: ProjectStore,
  ) {}

  /**
   * Checks that a host has room and that open operations leave enough of it.
   * A yes is no promise: the provider's own scheduler decides.
   *
   * @param tx - the admitting transaction, whose lock keeps others from taking the same room
   */
  async check(
    provider: string,
    takes: ResourceVector,
    field: string,
    tx?: Knex.Transaction,
  ): Promise<Problem[]> {
    if (tx) {
      await this.projects.lockProvider(provider, tx);
    }
    const up = (await this.inventory.hosts(tx)).filter(
      host => host.provider === provider && host.status === 'up',
    );
    const shared = up.filter(host => host.kind === 'storage').map(freeOf);
    const free = up.filter(host => host.kind === 'hypervisor').map(freeOf);
    // a disk lies on one storage, the host's own or a shared one
    const largest = Math.max(0, ...shared.map(one => one.storageBytes));
    const fitting = free.filter(
      host =>
        shortfalls(takes, {
          ...host,
          storageBytes: Math.max(host.storageBytes, largest),
        }).length === 0,
    );
    if (fitting.length === 0) {
      return [
        problem(
          field,
          sentence(takes, [...free, ...shared], provider),
          'capacity',
        ),
      ];
    }
    const promised = await this.promised(provider, tx);
    const left = subtractVectors(sumVectors([...fitting, ...shared]), promised);
    if (shortfalls(takes, { ...left, ...UNCOUNTED }).length > 0) {
      return [
        problem(
          field,
          `${provider} has no room for ${describe(
            takes,
          )}: what is free is promised to requests that are under way.`,
          'capacity',
        ),
      ];
    }
    return [];
  }

  /** What open operations will take that no host has counted yet. */
  async promised(provider: string, tx?: Knex.Transaction) {
    const open = await this.projects.reservations({ provider }, tx);
    const placed = new Set(await this.inventory.placedOperations(provider, tx));
    const resized = await this.inventory.getMany(
      open.flatMap(one => one.ref ?? []),
      tx,
    );
    const counted = new Map(resized.map(row => [row.ref, row.vector]));
    return open
      .filter(one => !placed.has(one.operationId))
      .map(one => growth(counted.get(one.ref ?? '') ?? vector(), one.vector))
      .reduce(addVectors, vector());
  }
}
