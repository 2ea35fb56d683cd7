import { MiB } from '@ironstage/plugin-infra-common';
import type { MachineConstraints } from '@ironstage/plugin-infra-node';
import type { Parameters } from '../client/transport/MaasTransport';

const GIGABYTE = 1_000_000_000;

/** Constraints as `allocate` takes them; it refuses those it does not know. */
export function toConstraints(wanted: MachineConstraints): Parameters {
  const { gpu } = wanted;
  return {
    system_id: wanted.externalId,
    cpu_count: wanted.minVcpus,
    mem: wanted.minMemoryBytes && Math.ceil(wanted.minMemoryBytes / MiB),
    storage:
      wanted.minStorageBytes &&
      `root:${Math.ceil(wanted.minStorageBytes / GIGABYTE)}`,
    arch: wanted.architecture,
    zone: wanted.zone,
    tags: wanted.tags?.length ? wanted.tags : undefined,
    not_tags: wanted.notTags?.length ? wanted.notTags : undefined,
    devices:
      gpu &&
      [
        `vendor_id=${gpu.vendorId}`,
        ...(gpu.productId ? [`product_id=${gpu.productId}`] : []),
      ].join(','),
  };
}
