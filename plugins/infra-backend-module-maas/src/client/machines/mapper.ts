import {
  knownMac,
  knownSerial,
  knownSystemUuid,
  MiB,
  vector,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { Accelerators, GpuCard } from '../devices/gpus';
import { nodeStatus } from './status';
import type { WireMachine } from './types';

/** Written on a machine that an operation holds. */
export const OPERATION_KEY = 'ironstage-operation';

/** What the list leaves out of a machine. */
export interface MachineFacts {
  accelerators: Accelerators;
  /** as the power parameters have it: an address, or a URL of one */
  powerAddress?: string;
}

/** MB as MAAS counts storage. */
const MEGABYTE = 1_000_000;
/** MAAS writes this where commissioning found nothing. */
const UNKNOWN = 'Unknown';

/**
 * Power types whose address is that of the machine's own controller. Others share theirs with more machines:
 * a hypervisor, a chassis, a switched socket.
 */
const OWN_CONTROLLER = new Set(['ipmi', 'redfish', 'amt', 'openbmc', 'wedge']);

/** `https://[fd00::5]:443/redfish` → `fd00::5` */
function hostOf(address: string): string {
  const [, host] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(\[[^\]]+\]|[^/]*)/i.exec(address.trim()) ??
    [];
  const bare = (host ?? '').toLowerCase();
  return bare.startsWith('[') || bare.split(':').length > 2
    ? bare.replace(/[[\]]/g, '')
    : bare.split(':')[0];
}

function bmcAddressOf(
  machine: WireMachine,
  address: string | undefined,
): string | undefined {
  return address && OWN_CONTROLLER.has(machine.power_type ?? '')
    ? hostOf(address) || undefined
    : undefined;
}

/** MAAS promises no order, and an order that changes would write the row at every sync. */
const sorted = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  [...items].sort((a, b) =>
    key(a).localeCompare(key(b), 'en', { numeric: true }),
  );

/** The rest of the first tag with a prefix. */
function tagged(machine: WireMachine, prefix: string): string | undefined {
  return sorted(machine.tag_names, tag => tag)
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
    serial: knownSerial(known(machine, 'system_serial')),
    systemUuid: knownSystemUuid(machine.hardware_uuid),
    macs: sorted(
      [
        ...new Set(
          (machine.interface_set ?? [])
            .filter(one => one.type === 'physical')
            .flatMap(one => knownMac(one.mac_address) ?? []),
        ),
      ],
      mac => mac,
    ),
    disks: sorted(machine.physicalblockdevice_set ?? [], disk => disk.name).map(
      disk => ({
        name: disk.name,
        model: disk.model || undefined,
        sizeBytes: disk.size ?? 0,
        kind: diskKind(disk),
      }),
    ),
    nics: sorted(machine.interface_set ?? [], nic => nic.name).map(nic => ({
      name: nic.name,
      mac: nic.mac_address?.toLowerCase(),
      vlan: nic.vlan?.vid,
      network: nic.vlan ? `${nic.vlan.fabric}/${nic.vlan.name}` : undefined,
      up: nic.link_connected ?? undefined,
      speedMbps: nic.link_speed || undefined,
      addresses: sorted(
        nic.links.flatMap(link => link.ip_address || []),
        address => address,
      ),
    })),
    // from 3.7 on they come in any order
    numaNodes: sorted(machine.numanode_set ?? [], node => `${node.index}`).map(
      node => ({
        index: node.index,
        vcpus: node.cores?.length ?? 0,
        memoryBytes: (node.memory ?? 0) * MiB,
      }),
    ),
    gpus: facts.accelerators.cards.map(card => ({
      model: card.model,
      vendorId: card.vendorId,
      productId: card.productId,
      pciAddress: card.pciAddress,
      numaNode: card.numaNode,
    })),
    unknownAccelerators:
      facts.accelerators.unknown.length > 0
        ? facts.accelerators.unknown
        : undefined,
  };
}

/** Machine → inventory row. */
export function toMachineItem(
  machine: WireMachine,
  facts: MachineFacts,
  prefixes: { rack: string; role: string },
): InventoryItem {
  const { status, held } = nodeStatus(machine.status);
  const os = [machine.osystem, machine.distro_series].filter(Boolean).join('/');
  const attributes = {
    ...hardware(machine, facts),
    hostname: machine.hostname,
    fqdn: machine.fqdn || undefined,
    statusName: machine.status_name,
    bmcAddress: bmcAddressOf(machine, facts.powerAddress),
    rack: tagged(machine, prefixes.rack),
    role: tagged(machine, prefixes.role),
    pool: machine.pool?.name,
    tags: [...machine.tag_names].sort(),
    powerType: machine.power_type || undefined,
    powerState: machine.power_state ?? undefined,
    owner: machine.owner ?? undefined,
    os: os || undefined,
    addresses: sorted(machine.ip_addresses ?? [], address => address),
    locked: machine.locked || undefined,
    fault:
      status === 'failed' || status === 'broken'
        ? machine.error_description || machine.status_name
        : undefined,
    operationId:
      held && machine.owner ? machine.owner_data?.[OPERATION_KEY] : undefined,
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
      gpus: countGpus(facts.accelerators.cards),
    }),
    // undefined ones go, so that a row is the same before and after it has been stored
    attributes: JSON.parse(JSON.stringify(attributes)),
  };
}
