import { stableUuid } from '../../kernel/ids';
import type { Estate, Gpu, Machine } from '../../estate/model';
import type { CloudTables } from '../CloudState';
import type { Inventory, ProviderRow } from '../placement/rows';

export const GPU_ZONE = 'gpu';

const hostTraits = [
  'COMPUTE_DEVICE_TAGGING',
  'COMPUTE_NET_ATTACH_INTERFACE_WITH_TAG',
  'COMPUTE_VOLUME_MULTI_ATTACH',
  'COMPUTE_TRUSTED_CERTS',
  'COMPUTE_ACCELERATORS',
  'COMPUTE_IMAGE_TYPE_RAW',
  'COMPUTE_NET_ATTACH_INTERFACE',
  'COMPUTE_VOLUME_EXTEND',
  'COMPUTE_NODE',
  'COMPUTE_VOLUME_ATTACH_WITH_TAG',
];

const VGPUS_PER_CARD = 4;

function inventory(total: number, ratio = 1, reserved = 0): Inventory {
  return {
    total,
    reserved,
    min_unit: 1,
    max_unit: total,
    step_size: 1,
    allocation_ratio: ratio,
  };
}

type Draft = Omit<ProviderRow, 'seq' | 'generation' | 'used' | 'updatedAt'>;

/**
 * Three ways a cloud offers GPUs: half of the A100 cards cut into VGPUs, the
 * other half passed through as PCI devices (child providers both), and H100
 * cards as a custom class of the host itself.
 */
function cards(machine: Machine, rootId: string): Draft[] {
  return machine.gpus
    .filter(gpu => gpu.model === 'NVIDIA A100')
    .map((gpu, i) =>
      i % 2 === 0 ? vgpu(machine, gpu, rootId) : pci(machine, gpu, rootId),
    );
}

function vgpu(machine: Machine, gpu: Gpu, rootId: string): Draft {
  const name = `${machine.hostname}_pci_${gpu.pciAddress.replace(
    /[:.]/g,
    '_',
  )}`;
  return {
    id: stableUuid('provider', machine.id, name),
    name,
    parentId: rootId,
    rootId,
    inventories: { VGPU: inventory(VGPUS_PER_CARD) },
    traits: ['CUSTOM_NVIDIA_A100', `CUSTOM_GPU_MEMORY_${gpu.memoryGib}GB`],
    aggregates: [],
  };
}

function pci(machine: Machine, gpu: Gpu, rootId: string): Draft {
  const name = `${machine.hostname}_${gpu.pciAddress}`;
  const resourceClass =
    `CUSTOM_PCI_${gpu.vendorId}_${gpu.productId}`.toUpperCase();
  return {
    id: stableUuid('provider', machine.id, name),
    name,
    parentId: rootId,
    rootId,
    inventories: { [resourceClass]: inventory(1) },
    traits: ['COMPUTE_MANAGED_PCI_DEVICE'],
    aggregates: [],
  };
}

function root(machine: Machine, id: string, aggregates: string[]): Draft {
  const h100 = machine.gpus.filter(gpu => gpu.model === 'NVIDIA H100').length;
  return {
    id,
    name: machine.hostname,
    parentId: null,
    rootId: id,
    inventories: {
      VCPU: inventory(machine.threads, 4),
      MEMORY_MB: inventory(machine.memoryMib, 1, 16_384),
      DISK_GB: inventory(machine.diskGib, 1, 50),
      ...(h100 > 0 ? { CUSTOM_GPU_H100: inventory(h100) } : {}),
    },
    traits:
      machine.gpus.length > 0 ? [...hostTraits, 'CUSTOM_GPU_NODE'] : hostTraits,
    aggregates,
  };
}

/** Machines that this cloud runs become compute hosts and providers. */
export function seedHosts(
  tables: CloudTables,
  estate: Estate,
  now: number,
): void {
  const service = (binary: string, host: string) =>
    tables.computeServices.insert({
      id: stableUuid(estate.seed, 'service', binary, host),
      binary,
      host,
      disabled: false,
      disabledReason: null,
      forcedDown: false,
      alive: true,
      updatedAt: now,
    });
  const controllers = estate.machines.filter(m => m.role === 'infra');
  for (const controller of controllers.slice(0, 3)) {
    service('nova-scheduler', controller.hostname);
    service('nova-conductor', controller.hostname);
  }
  const hosts = estate.machines.filter(
    machine => machine.platform === 'openstack',
  );
  const gpuHosts = hosts.filter(machine => machine.role === 'gpu');
  const aggregateId = stableUuid(estate.seed, 'aggregate', GPU_ZONE);
  if (gpuHosts.length > 0) {
    tables.aggregates.insert({
      id: aggregateId,
      number: 1,
      name: 'gpu-hosts',
      metadata: { availability_zone: GPU_ZONE },
      hosts: gpuHosts.map(machine => machine.hostname),
      createdAt: now - 400 * 86_400_000,
      updatedAt: null,
    });
  }
  for (const machine of hosts) {
    const { id: serviceId } = service('nova-compute', machine.hostname);
    const id = stableUuid('hypervisor', machine.id);
    tables.hypervisors.insert({
      id,
      hostname: machine.hostname,
      serviceId,
      machineId: machine.id,
      hostIp: machine.managementAddress,
      vcpus: machine.threads,
      memoryMb: machine.memoryMib,
      localGb: machine.diskGib,
    });
    const aggregates = machine.role === 'gpu' ? [aggregateId] : [];
    for (const draft of [
      root(machine, id, aggregates),
      ...cards(machine, id),
    ]) {
      tables.providers.insert({
        ...draft,
        generation: 2,
        used: {},
        updatedAt: now,
      });
    }
  }
}
