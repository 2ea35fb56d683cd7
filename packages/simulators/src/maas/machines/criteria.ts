import type { MaasContext } from '../MaasContext';
import type { NodeRow, VlanRow } from '../rows';
import { simpleStatus, statusFilterNames } from '../status';

function vlansOf(node: NodeRow, context: MaasContext): VlanRow[] {
  return node.nics.flatMap(nic => {
    const vlan = nic.vlanId && context.tables.vlans.get(nic.vlanId);
    return vlan ? [vlan] : [];
  });
}

/** What a filter compares with: the values a machine has. */
type ValuesOf = (node: NodeRow, context: MaasContext) => string[];

function fabricNames(node: NodeRow, context: MaasContext): string[] {
  return vlansOf(node, context).flatMap(vlan => {
    const fabric = context.tables.fabrics.get(vlan.fabricId);
    return fabric ? [fabric.name] : [];
  });
}

/** By name, CIDR or number, with or without the prefix `cidr:` and so on. */
function subnetNames(node: NodeRow, context: MaasContext): string[] {
  return node.nics.flatMap(nic => {
    const subnet = nic.subnetId && context.tables.subnets.get(nic.subnetId);
    return subnet
      ? [subnet.name, subnet.cidr, subnet.id].flatMap((value, i) => [
          value,
          `${['name', 'cidr', 'id'][i]}:${value}`,
        ])
      : [];
  });
}

const one = (value: string | null | undefined) => (value ? [value] : []);

/** Members of the sets that `zone`, `not_in_zone` and their like choose from. */
export const valuesOf = {
  id: node => [node.id],
  system_id: node => [node.id],
  hostname: node => [node.hostname],
  name: (node, { tables }) => [
    node.hostname,
    `${node.hostname}.${tables.domains.get(node.domainId)?.name}`,
  ],
  mac_address: node => node.nics.map(nic => nic.mac),
  domain: (node, { tables }) => one(tables.domains.get(node.domainId)?.name),
  zone: (node, { tables }) => one(tables.zones.get(node.zoneId)?.name),
  pool: (node, { tables }) => one(tables.pools.get(node.poolId)?.name),
  agent_name: node => [node.agentName],
  status: node => [statusFilterNames[node.status]],
  simple_status: node => [simpleStatus(node.status)],
  power_state: node => [node.powerState],
  owner: node => one(node.owner),
  tags: node => node.tags,
  arch: node => [node.architecture, node.architecture.split('/')[0]],
  // Nothing here is a machine of a VM host.
  pod: () => [],
  pod_type: () => [],
  fabrics: fabricNames,
  fabric_classes: (node, context) =>
    vlansOf(node, context).flatMap(vlan =>
      one(context.tables.fabrics.get(vlan.fabricId)?.classType),
    ),
  vlans: (node, context) =>
    vlansOf(node, context).flatMap(vlan => [
      vlan.id,
      `id:${vlan.id}`,
      `vid:${vlan.vid}`,
      `name:${vlan.name}`,
      vlan.name,
    ]),
  subnets: subnetNames,
} satisfies Record<string, ValuesOf>;

export type SetName = keyof typeof valuesOf;

/** Figures of which a machine must have at least so much. */
export const leastOf = {
  cpu_count: (node: NodeRow) => node.cpuCount,
  cpu_speed: (node: NodeRow) => node.cpuSpeed,
  mem: (node: NodeRow) => node.memoryMib,
  link_speed: (node: NodeRow) =>
    Math.max(0, ...node.nics.map(nic => nic.speed)),
};

export type LeastName = keyof typeof leastOf;

const deviceFields: Record<string, (pci: NodeRow['pci'][number]) => string> = {
  vendor_id: pci => pci.vendorId,
  product_id: pci => pci.productId,
  vendor_name: pci => pci.vendorName,
  product_name: pci => pci.productName,
  commissioning_driver: pci => pci.driver,
};

/** `vendor_id=10de,product_id=2330`: one device that has all of it. */
export function hasDevice(node: NodeRow, wish: string): boolean {
  const pairs = wish.split(',').map(pair => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1).toLowerCase()] as const;
  });
  return node.pci.some(pci =>
    pairs.every(
      ([key, value]) => deviceFields[key]?.(pci).toLowerCase() === value,
    ),
  );
}

export function isDeviceWish(wish: string): boolean {
  return wish
    .split(',')
    .every(pair => pair.split('=')[0] in deviceFields && pair.includes('='));
}

export interface DiskWish {
  label: string;
  /** Gigabytes of 10^9. */
  gigabytes: number;
  tags: string[];
}

/** `root:500(ssd),data:1000`, or undefined when it can't be read. */
export function readStorage(wish: string): DiskWish[] | undefined {
  const parts = wish.match(/[^,(]+(\([^)]*\))?/g) ?? [];
  const wishes = parts.map(part => {
    const [, label, size, tags] =
      /^,?(?:(\w+):)?(\d+(?:\.\d+)?)(?:\(([^)]*)\))?$/.exec(part.trim()) ?? [];
    return {
      label: label ?? '',
      gigabytes: Number(size),
      tags: tags ? tags.split(',').map(tag => tag.trim()) : [],
    };
  });
  return wishes.length > 0 && wishes.every(item => item.gigabytes >= 0)
    ? wishes
    : undefined;
}

/** Which disk serves which wish; undefined when one is left without. */
export function fitStorage(
  node: NodeRow,
  wishes: readonly DiskWish[],
): Record<string, number[]> | undefined {
  const left = [...node.disks];
  const found: Record<string, number[]> = {};
  for (const [i, wish] of wishes.entries()) {
    // The first wish is for the disk that holds the root file system.
    const pool = i === 0 ? left.slice(0, 1) : left;
    const disk = pool
      .filter(
        item =>
          item.size >= wish.gigabytes * 10 ** 9 &&
          wish.tags.every(tag => item.tags.includes(tag)),
      )
      .sort((a, b) => a.size - b.size)[0];
    if (!disk) {
      return undefined;
    }
    left.splice(left.indexOf(disk), 1);
    if (wish.label) {
      found[wish.label] = [disk.id];
    }
  }
  return found;
}
