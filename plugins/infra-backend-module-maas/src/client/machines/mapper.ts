import { MiB, vector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { GpuCard } from '../devices/gpus';
import { conditionOf } from './status';
import type { WireMachine } from './types';

/** Written on a machine that an operation holds. */
export const OPERATION_KEY = 'ironstage-operation';

/** What the list leaves out of a machine. */
export interface MachineFacts {
  gpus: GpuCard[];
  bmcAddress?: string;
}

/** MB as MAAS counts storage. */
const MEGABYTE = 1_000_000;
/** MAAS writes this where commissioning found nothing. */
const UNKNOWN = 'Unknown';

/** The rest of the first tag with a prefix. */
function tagged(machine: WireMachine, prefix: string): string | undefined {
  return machine.tag_names
    .find(tag => tag.startsWith(prefix))
    ?.slice(prefix.length);
}

function known(machine: WireMachine, name: string): string | undefined {
  const value = machine.hardware_info?.[name];
  return value && value !== UNKNOWN ? value : undefined;
}

function diskKind(disk: {
  name: string;
  tags: string[];
  id_path?: string | null;
}) {
  if (/nvme/.test(`${disk.name} ${disk.id_path ?? ''}`)) {
    return 'nvme';
  }
  if (disk.tags.includes('ssd')) {
    return 'ssd';
  }
  return disk.tags.includes('rotary') ? 'hdd' : 'unknown';
}

function countGpus(cards: GpuCard[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { model } of cards) {
    counts[model] = (counts[model] ?? 0) + 1;
  }
  return counts;
}

function hardware(machine: WireMachine, facts: MachineFacts) {
  return {
    architecture: machine.architecture?.split('/')[0],
    cpuModel: known(machine, 'cpu_model'),
    vendor: known(machine, 'system_vendor'),
    product: known(machine, 'system_product'),
    serial: known(machine, 'system_serial'),
    systemUuid: machine.hardware_uuid?.toLowerCase(),
    macs: (machine.interface_set ?? [])
      .filter(one => one.type === 'physical' && one.mac_address)
      .map(one => one.mac_address!.toLowerCase()),
    disks: (machine.physicalblockdevice_set ?? []).map(disk => ({
      name: disk.name,
      model: disk.model || undefined,
      sizeBytes: disk.size ?? 0,
      kind: diskKind(disk),
    })),
    nics: (machine.interface_set ?? []).map(nic => ({
      name: nic.name,
      mac: nic.mac_address?.toLowerCase(),
      vlan: nic.vlan?.vid,
      network: nic.vlan ? `${nic.vlan.fabric}/${nic.vlan.name}` : undefined,
      up: nic.link_connected ?? undefined,
      speedMbps: nic.link_speed || undefined,
      addresses: nic.links
        .map(link => link.ip_address)
        .filter(address => address),
    })),
    numaNodes: (machine.numanode_set ?? []).map(node => ({
      index: node.index,
      vcpus: node.cores?.length ?? 0,
      memoryBytes: (node.memory ?? 0) * MiB,
    })),
    gpus: facts.gpus.map(card => ({
      model: card.model,
      vendorId: card.vendorId,
      productId: card.productId,
      pciAddress: card.pciAddress,
      numaNode: card.numaNode,
    })),
  };
}

/** Machine → inventory row. */
export function toMachineItem(
  machine: WireMachine,
  facts: MachineFacts,
  prefixes: { rack: string; role: string },
): InventoryItem {
  const { status } = conditionOf(machine.status);
  const os = [machine.osystem, machine.distro_series].filter(Boolean).join('/');
  const attributes = {
    ...hardware(machine, facts),
    hostname: machine.hostname,
    statusName: machine.status_name,
    bmcAddress: facts.bmcAddress,
    rack: tagged(machine, prefixes.rack),
    role: tagged(machine, prefixes.role),
    pool: machine.pool?.name,
    tags: [...machine.tag_names].sort(),
    powerType: machine.power_type || undefined,
    powerState: machine.power_state ?? undefined,
    owner: machine.owner ?? undefined,
    os: os || undefined,
    addresses: machine.ip_addresses ?? [],
    locked: machine.locked || undefined,
    fault:
      status === 'failed' || status === 'broken'
        ? machine.error_description || machine.status_name
        : undefined,
    operationId: machine.owner
      ? machine.owner_data?.[OPERATION_KEY]
      : undefined,
  };
  return {
    kind: 'machine',
    externalId: machine.system_id,
    name: machine.hostname,
    status,
    zone: machine.zone?.name,
    projectExternalId: machine.pool ? String(machine.pool.id) : undefined,
    vector: vector({
      vcpus: machine.cpu_count ?? 0,
      memoryBytes: (machine.memory ?? 0) * MiB,
      storageBytes: Math.round((machine.storage ?? 0) * MEGABYTE),
      gpus: countGpus(facts.gpus),
    }),
    // undefined ones go, so that a row is the same before and after it has been stored
    attributes: JSON.parse(JSON.stringify(attributes)),
  };
}
