import { GiB, type ResourceVector } from '@ironstage/plugin-infra-common';
import { fromJson, stableJson } from '../database/json';

/** Kinds whose use is told. */
export const USED_KINDS = ['instance', 'volume', 'machine'] as const;

/** A row of the inventory, as far as it tells what is held. */
export interface HoldingRow {
  ref: string;
  kind: string;
  provider: string;
  project: string | null;
  owner: string | null;
  status: string;
  vector: string | null;
  createdAt: string | null;
  removedAt: string | null;
}

/** What somebody holds, the same until it changes. */
export interface Holding {
  kind: string;
  provider: string;
  project: string | null;
  owner: string | null;
  vcpus: number;
  memory_gib: number;
  storage_gib: number;
  /** counts by model, as JSON */
  gpus: string | null;
}

/** Machines that somebody has; the others wait to be had. */
const HAD = new Set([
  'allocated',
  'deploying',
  'deployed',
  'releasing',
  'rescue',
]);

/** Instances that hold nothing: never made, or gone. */
const NEVER = new Set(['error', 'deleted']);

/** Of what stands in a cloud's storage only, the host gets the rest back. */
const STORED = new Set(['shelved']);

/**
 * What a row holds, for its project and its team as far as it has them; undefined when it holds nothing. A machine that
 * belongs to nobody is part of the platform.
 */
export function holdingOf(row: HoldingRow): Holding | undefined {
  const { kind, provider, project, owner, status, removedAt } = row;
  const isHeld = kind === 'machine' ? HAD.has(status) : !NEVER.has(status);
  const isPlatform = kind === 'machine' && project === null && owner === null;
  if (removedAt !== null || !isHeld || isPlatform) {
    return undefined;
  }
  const vector = fromJson<ResourceVector>(row.vector);
  // a machine is given away whole, whatever is in it
  const counted = kind === 'machine' ? undefined : vector;
  const onHost = STORED.has(status) ? undefined : counted;
  const gpus = onHost?.gpus ?? {};
  return {
    kind,
    provider,
    project,
    owner,
    vcpus: onHost?.vcpus ?? 0,
    memory_gib: (onHost?.memoryBytes ?? 0) / GiB,
    storage_gib: (counted?.storageBytes ?? 0) / GiB,
    gpus: Object.values(gpus).some(count => count > 0)
      ? stableJson(gpus)
      : null,
  };
}

/** Whether two are the same, so that nothing has changed. */
export function isSameHolding(a: Holding, b: Holding): boolean {
  return (
    a.project === b.project &&
    a.owner === b.owner &&
    a.vcpus === b.vcpus &&
    a.memory_gib === b.memory_gib &&
    a.storage_gib === b.storage_gib &&
    a.gpus === b.gpus
  );
}
