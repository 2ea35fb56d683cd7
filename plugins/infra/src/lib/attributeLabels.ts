import { humanize } from './format';

/** Names of well-known attributes, in the order people read them. */
const LABELS: Record<string, string> = {
  fault: 'Fault',
  disabledReason: 'Disabled because',
  description: 'Description',
  statusName: 'Status at the provider',
  os: 'Operating system',
  flavor: 'Flavor',
  image: 'Image',
  snapshotOf: 'Snapshot of',
  type: 'Type',
  cidrs: 'Address ranges',
  gateway: 'Gateway',
  dnsServers: 'DNS servers',
  fabric: 'Fabric',
  vlan: 'VLAN',
  vlanName: 'VLAN name',
  usedPercent: 'Used',
  pool: 'Pool',
  rack: 'Rack',
  role: 'Role',
  tags: 'Tags',
  hostname: 'Host name',
  bmcAddress: 'Management address',
  vendor: 'Vendor',
  product: 'Product',
  serial: 'Serial number',
  systemUuid: 'System UUID',
  cpuModel: 'CPU model',
  architecture: 'Architecture',
  macs: 'MAC addresses',
  owner: 'Owner at the provider',
  shared: 'Shared',
  ha: 'High availability',
  minMemoryBytes: 'Minimum memory',
  minStorageBytes: 'Minimum storage',
  sizeBytes: 'Size',
  sdnZone: 'SDN zone',
};

const ORDER = Object.keys(LABELS);

/** Words that are written in a way of their own. */
const SPELLINGS: Record<string, string> = {
  bmc: 'BMC',
  cidr: 'CIDR',
  cidrs: 'CIDRs',
  cpu: 'CPU',
  dhcp: 'DHCP',
  dns: 'DNS',
  fqdn: 'FQDN',
  gpu: 'GPU',
  gpus: 'GPUs',
  id: 'ID',
  ids: 'IDs',
  ip: 'IP',
  ipmi: 'IPMI',
  mac: 'MAC',
  macs: 'MACs',
  mtu: 'MTU',
  numa: 'NUMA',
  os: 'OS',
  pci: 'PCI',
  sdn: 'SDN',
  url: 'URL',
  uuid: 'UUID',
  vcpu: 'vCPU',
  vcpus: 'vCPUs',
  vlan: 'VLAN',
  vm: 'VM',
  vnet: 'VNet',
};

/** A machine word for a person, with short names in capitals: `ipmi` becomes `IPMI`. */
export function wordFor(word: string): string {
  return humanize(word)
    .split(' ')
    .map(part => SPELLINGS[part.toLowerCase()] ?? part)
    .join(' ');
}

/** What an attribute is called: `System UUID`; a unit at the end of a name goes, the value tells it. */
export function attributeLabel(name: string): string {
  return (
    LABELS[name] ?? wordFor(name.replace(/(\w)(Bytes|Percent|Mbps)$/, '$1'))
  );
}

/** Sorts names of attributes: well-known ones first, in the order people read them. */
export function byReadingOrder(a: string, b: string): number {
  const [first, second] = [a, b].map(name => {
    const at = ORDER.indexOf(name);
    return at < 0 ? ORDER.length : at;
  });
  return first - second || a.localeCompare(b);
}
