import { GiB, MiB, vector } from '@ironstage/plugin-infra-common';
import { clip, type InventoryItem } from '@ironstage/plugin-infra-node';
import type { GpuModels } from '../accelerators';
import { utc } from '../transport/time';
import { countsOf, hardwareOfNode } from './nodeAccelerators';
import { conditionOfNode } from './status';
import type { WireNode } from './types';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `10.0.0.7` of an address or of a URL. */
function hostOf(address: string | null | undefined): string | undefined {
  if (!address) {
    return undefined;
  }
  try {
    return new URL(address).hostname || address;
  } catch {
    return address;
  }
}

function powerOf(state: string | null | undefined): 'on' | 'off' | 'unknown' {
  switch (state) {
    case 'power on':
      return 'on';
    case 'power off':
      return 'off';
    default:
      return 'unknown';
  }
}

function faultOf(node: WireNode): string | undefined {
  return node.maintenance
    ? node.maintenance_reason || node.fault || node.last_error || undefined
    : node.last_error || undefined;
}

/** Ironic node with the MAC addresses of its ports → inventory row. */
export function toMachineItem(
  node: WireNode,
  macs: readonly string[],
  gpuModels: GpuModels,
): InventoryItem {
  const { properties, extra, driver_info: bmc } = node;
  const { status, sentence } = conditionOfNode(node);
  const hardware = hardwareOfNode(node, gpuModels);
  const systemUuid = properties.system_uuid ?? extra.system_uuid;
  const fault =
    status === 'failed' || status === 'broken'
      ? faultOf(node) ?? `It ${sentence}.`
      : undefined;
  const attributes = {
    hostname: node.name ?? undefined,
    macs: [...macs].map(mac => mac.toLowerCase()).sort(),
    systemUuid:
      systemUuid && UUID.test(systemUuid)
        ? systemUuid.toLowerCase()
        : undefined,
    serial: properties.serial_number ?? extra.serial ?? undefined,
    bmcAddress: hostOf(
      bmc.ipmi_address ??
        bmc.redfish_address ??
        bmc.ilo_address ??
        bmc.irmc_address ??
        bmc.drac_address ??
        bmc.xclarity_manager_ip,
    ),
    architecture: properties.cpu_arch ?? undefined,
    vendor: properties.vendor ?? undefined,
    rack: extra.rack ?? undefined,
    pool: node.conductor_group || undefined,
    powerType: node.driver ?? undefined,
    powerState: powerOf(node.power_state),
    provisionState: node.provision_state ?? undefined,
    resourceClass: node.resource_class ?? undefined,
    tags: [...node.traits].sort(),
    gpus: hardware.gpus.length > 0 ? hardware.gpus : undefined,
    unknownAccelerators:
      hardware.unknown.length > 0 ? hardware.unknown : undefined,
    instance: node.instance_uuid ?? undefined,
    fault: fault && clip(fault.trim(), 500),
  };
  return {
    kind: 'machine',
    externalId: node.uuid,
    name: node.name ?? node.uuid,
    status,
    projectExternalId: node.lessee ?? undefined,
    vector: vector({
      vcpus: properties.cpus ?? 0,
      memoryBytes: (properties.memory_mb ?? 0) * MiB,
      storageBytes: (properties.local_gb ?? 0) * GiB,
      gpus: countsOf(hardware).gpus,
    }),
    // what is undefined goes, so that a row is the same before and after it has been stored
    attributes: JSON.parse(JSON.stringify(attributes)),
    createdAt: utc(node.created_at),
  };
}
