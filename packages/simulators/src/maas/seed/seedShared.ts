import type { Estate } from '../../estate/model';
import { stableHex } from '../../kernel/ids';
import { demoMaas } from '../demo';
import type { MaasContext } from '../MaasContext';
import type { ImageRow } from '../rows';

/** Ids that the machines' seed refers to. */
export const seeded = {
  domain: '0',
  pxeVlan: '1',
  storageVlan: '2',
  pxeSubnet: '1',
  storageSubnet: '2',
  defaultPool: '0',
} as const;

function seedPeople(context: MaasContext): void {
  const people: Array<[name: string, apiKey: string, admin: boolean]> = [
    [demoMaas.username, demoMaas.apiKey, true],
    [demoMaas.platformUsername, demoMaas.platformApiKey, true],
    [demoMaas.memberUsername, demoMaas.memberApiKey, false],
    [demoMaas.readerUsername, demoMaas.readerApiKey, false],
  ];
  context.tables.users.insert({
    id: 'MAAS',
    email: 'maas@localhost',
    admin: false,
    active: true,
  });
  for (const [name, apiKey, admin] of people) {
    const [consumerKey, id, secret] = apiKey.split(':');
    context.tables.users.insert({
      id: name,
      email: `${name}@example.com`,
      admin,
      active: true,
    });
    context.tables.tokens.insert({
      id,
      consumerKey,
      secret,
      name: 'MAAS consumer',
      user: name,
    });
  }
}

function seedPlaces(context: MaasContext, estate: Estate): void {
  const { tables, next } = context;
  const named = (name: string, description: string, id: string) => ({
    id,
    name,
    description,
  });
  tables.domains.insert(named('maas', '', seeded.domain));
  tables.zones.insert(named('default', '', String(next('zones'))));
  const sites = new Set(estate.machines.map(machine => machine.site));
  for (const site of sites) {
    tables.zones.insert(named(site, `Site ${site}`, String(next('zones'))));
  }
  tables.pools.insert(named('default', 'Default pool', seeded.defaultPool));
  const own: Array<[string, string]> = [
    ['platform', 'Controllers and storage'],
    ['openstack', 'Hypervisors of the OpenStack cloud'],
    ['proxmox', 'Nodes of the Proxmox clusters'],
  ];
  const teams = estate.projects.map(name => [name, `Machines of ${name}`]);
  for (const [name, description] of [...own, ...teams]) {
    tables.pools.insert(named(name, description, String(next('pools'))));
  }
}

function seedTags(context: MaasContext, estate: Estate): void {
  const nvidia = (product: string) =>
    `//node[@class="display"]/product[contains(.,"${product}")]`;
  const tags: Array<[string, string, string, string]> = [
    ['virtual', '', '', ''],
    ['gpu-a100', 'NVIDIA A100', nvidia('GA100'), ''],
    ['gpu-h100', 'NVIDIA H100', nvidia('GH100'), 'iommu=pt'],
    ['openstack', 'Hypervisor of OpenStack', '', ''],
    ['proxmox', 'Node of Proxmox', '', ''],
    ['metal', 'For single users', '', ''],
    ['compute', '', '', ''],
    ['gpu', '', '', ''],
    ['storage', '', '', ''],
    ['controller', '', '', ''],
    ...estate.racks.map((rack): [string, string, string, string] => [
      `rack-${rack.name}`,
      `Rack ${rack.name} at ${rack.site}`,
      '',
      '',
    ]),
  ];
  for (const [id, comment, definition, kernelOpts] of tags) {
    context.tables.tags.insert({ id, comment, definition, kernelOpts });
  }
}

function seedNetworks(context: MaasContext): void {
  const { tables, next } = context;
  tables.spaces.insert({ id: '1', name: 'mgmt', description: '' });
  const fabrics = ['fabric-0', 'fabric-storage'];
  fabrics.forEach((name, i) =>
    tables.fabrics.insert({ id: String(i), name, classType: null }),
  );
  const vlans = [
    { fabricId: '0', vid: 0, name: 'untagged', mtu: 1500, spaceId: '1' },
    { fabricId: '1', vid: 100, name: 'storage', mtu: 9000, spaceId: null },
    { fabricId: '0', vid: 250, name: 'bmc', mtu: 1500, spaceId: '1' },
  ];
  const subnets = [
    { name: 'mgmt', cidr: '10.240.0.0/16', gatewayIp: '10.240.0.1' },
    { name: 'storage', cidr: '10.230.0.0/16', gatewayIp: null },
    { name: 'bmc', cidr: '10.250.0.0/16', gatewayIp: '10.250.0.1' },
  ];
  vlans.forEach((vlan, i) => {
    const vlanId = String(next('vlan'));
    tables.vlans.insert({
      ...vlan,
      id: vlanId,
      dhcpOn: vlan.vid === 0,
      primaryRack: null,
      secondaryRack: null,
    });
    tables.subnets.insert({
      ...subnets[i],
      id: String(next('subnet')),
      vlanId,
      dnsServers: i === 0 ? ['10.240.255.250'] : [],
    });
  });
  const range = (type: 'dynamic' | 'reserved', from: number, to: number) =>
    tables.ipRanges.insert({
      id: String(next('range')),
      type,
      startIp: `10.240.255.${from}`,
      endIp: `10.240.255.${to}`,
      subnetId: seeded.pxeSubnet,
      comment: type === 'reserved' ? 'Switches and firewalls' : '',
    });
  range('dynamic', 1, 200);
  range('reserved', 201, 240);
}

function seedImages(context: MaasContext): void {
  const subarches =
    'generic,ga-20.04,ga-22.04,ga-24.04,hwe-20.04,hwe-22.04,hwe-24.04';
  const images: Array<[string, string, string | null, string | null]> = [
    ['ubuntu/jammy', 'amd64/ga-22.04', '22.04 LTS', subarches],
    ['ubuntu/focal', 'amd64/ga-20.04', '20.04 LTS', subarches],
    ['ubuntu/noble', 'amd64/ga-24.04', '24.04 LTS', subarches],
    ['ubuntu/jammy', 'arm64/ga-22.04', null, 'generic,ga-22.04'],
    ['custom/dgx-base-6', 'amd64/generic', 'DGX base OS 6', null],
    ['custom/proxmox-ve-8', 'amd64/generic', 'Proxmox VE 8 node', null],
  ];
  for (const [name, architecture, title, kernels] of images) {
    context.tables.images.insert({
      id: String(context.next('image')),
      name,
      architecture,
      type: kernels ? 'Synced' : 'Uploaded',
      title,
      subarches: kernels,
      lastDeployed: null,
      size: kernels ? 629_145_600 : 4_294_967_296,
      sha256: stableHex('image', name) + stableHex('image2', name),
      version: '20260801',
    });
  }
  seedUndeployable(context);
}

/** Listed beside the others, and refused when a machine is to be deployed with them. */
function seedUndeployable(context: MaasContext): void {
  const others: Array<[string, string, Partial<ImageRow>]> = [
    ['grub-efi-signed/uefi', 'amd64/generic', { bootloader: true }],
    ['pxelinux/pxe', 'amd64/generic', { bootloader: true }],
    [
      'ubuntu/questing',
      'amd64/ga-25.10',
      { progress: 42, title: '25.10', subarches: 'generic,ga-25.10' },
    ],
  ];
  for (const [name, architecture, more] of others) {
    context.tables.images.insert({
      id: String(context.next('image')),
      name,
      architecture,
      type: 'Synced',
      title: null,
      subarches: null,
      lastDeployed: null,
      size: 629_145_600,
      sha256: stableHex('image', name) + stableHex('image2', name),
      version: '20260801',
      ...more,
    });
  }
}

function seedSettings(context: MaasContext): void {
  const settings: Record<string, unknown> = {
    commissioning_distro_series: 'jammy',
    default_distro_series: 'jammy',
    default_osystem: 'ubuntu',
    default_min_hwe_kernel: '',
    default_storage_layout: 'flat',
    enable_http_proxy: true,
    http_proxy: '',
    kernel_opts: '',
    maas_name: 'eu1-maas',
    node_timeout: 30,
    ntp_servers: 'ntp.example.com',
    upstream_dns: '',
  };
  for (const [id, value] of Object.entries(settings)) {
    context.tables.settings.insert({ id, value });
  }
}

/** Everything but the machines. */
export function seedShared(context: MaasContext, estate: Estate): void {
  seedPeople(context);
  seedPlaces(context, estate);
  seedTags(context, estate);
  seedNetworks(context);
  seedImages(context);
  seedSettings(context);
}
