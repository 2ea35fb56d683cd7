import { need, text, type ApiCall, type Handlers } from '../api/types';
import { invalid } from '../errors';
import { HOST_DISK, nodeLoad, nodeRow } from '../cluster/resourceRows';
import { wave } from '../guests/metrics';
import { history } from './history';

const SERVICES = [
  'chrony',
  'corosync',
  'cron',
  'pve-cluster',
  'pve-firewall',
  'pve-ha-crm',
  'pve-ha-lrm',
  'pvedaemon',
  'pvefw-logger',
  'pveproxy',
  'pvescheduler',
  'pvestatd',
  'spiceproxy',
  'sshd',
];

function here(call: ApiCall) {
  return call.ctx.node(need(call, 'node'));
}

function kernel(call: ApiCall) {
  return call.ctx.major >= 9 ? '6.17.4-2-pve' : '6.8.12-16-pve';
}

function version(call: ApiCall) {
  const { facts } = call.ctx;
  return {
    version: facts.version,
    release: facts.release,
    repoid: repoId(call),
  };
}

function repoId(call: ApiCall): string {
  return call.ctx.major >= 9 ? '14a22df35955d97d' : 'b78147ef3dbe8e4c';
}

function nodeStatus(call: ApiCall) {
  const { ctx } = call;
  const node = here(call);
  const load = nodeLoad(ctx, node);
  const busy = load.cpu * node.threads;
  const release = kernel(call);
  const build = '#1 SMP PREEMPT_DYNAMIC';
  const sockets = node.threads > 64 ? 2 : 1;
  return {
    cpu: load.cpu,
    wait: 0.002,
    idle: 0,
    uptime: load.uptime,
    loadavg: [busy, busy * 0.95, busy * 0.9].map(value => value.toFixed(2)),
    memory: {
      total: node.memoryBytes,
      used: load.mem,
      free: node.memoryBytes - load.mem,
      available: node.memoryBytes - load.mem,
    },
    swap: { total: 0, used: 0, free: 0 },
    rootfs: {
      total: 94 * 1024 ** 3,
      used: HOST_DISK,
      avail: 82 * 1024 ** 3,
      free: 82 * 1024 ** 3,
    },
    cpuinfo: {
      cpus: node.threads,
      cores: node.threads / 2,
      sockets,
      model: 'AMD EPYC 9554 64-Core Processor',
      mhz: '3100.000',
      flags: 'fpu vme de pse svm',
      hvm: '1',
      user_hz: 100,
      vendor: 'AuthenticAMD',
      family: '25',
    },
    ksm: { shared: 0 },
    kversion: `Linux ${release} ${build}`,
    'current-kernel': {
      sysname: 'Linux',
      release,
      version: build,
      machine: 'x86_64',
    },
    'boot-info': { mode: 'efi', secureboot: 0 },
    pveversion: `pve-manager/${ctx.facts.version}/${repoId(call)}`,
  };
}

function listNodes(call: ApiCall) {
  const { ctx, principal } = call;
  return ctx.tables.nodes.all().map(node => ({
    ...nodeRow(
      ctx,
      node,
      ctx.access.has(principal.authid, `/nodes/${node.id}`, 'Sys.Audit'),
    ),
    ssl_fingerprint: ctx.facts.fingerprint,
  }));
}

function rrddata(call: ApiCall) {
  const { ctx } = call;
  const node = here(call);
  const { cpu, mem } = nodeLoad(ctx, node);
  return history(call, time => {
    const swing = 0.8 + 0.4 * wave(node.nodeid, time);
    return {
      cpu: Math.min(0.99, cpu * swing),
      maxcpu: node.threads,
      iowait: 0.002,
      loadavg: cpu * node.threads * swing,
      memtotal: node.memoryBytes,
      memused: mem,
      swaptotal: 0,
      swapused: 0,
      roottotal: 94 * 1024 ** 3,
      rootused: HOST_DISK,
      netin: 2_000_000 * swing,
      netout: 1_500_000 * swing,
    };
  });
}

/** Bridges and the vnets that were applied. */
function interfaces(call: ApiCall) {
  const { ctx } = call;
  const node = here(call);
  const bond = {
    iface: 'bond0',
    type: 'bond',
    active: 1,
    autostart: 1,
    exists: 1,
    slaves: 'eno1 eno2',
    bond_mode: '802.3ad',
    method: 'manual',
    method6: 'manual',
    priority: 5,
    families: ['inet'],
  };
  const nic = (iface: string, priority: number) => ({
    iface,
    type: 'eth',
    active: 1,
    exists: 1,
    method: 'manual',
    method6: 'manual',
    priority,
    families: ['inet'],
  });
  const bridge = {
    iface: 'vmbr0',
    type: 'bridge',
    active: 1,
    autostart: 1,
    method: 'static',
    method6: 'manual',
    address: node.ip,
    netmask: '16',
    cidr: `${node.ip}/16`,
    gateway: '10.240.0.1',
    bridge_ports: 'bond0',
    bridge_fd: '0',
    bridge_stp: 'off',
    bridge_vlan_aware: 1,
    bridge_vids: '2-4094',
    priority: 6,
    families: ['inet'],
  };
  const vnets = ctx.tables.vnets
    .all()
    .filter(vnet => vnet.applied)
    .map(vnet => ({
      iface: vnet.id,
      type: 'vnet',
      active: 1,
      ...(vnet.applied?.alias ? { comments: vnet.applied.alias } : {}),
    }));
  return { fixed: [nic('eno1', 3), nic('eno2', 4), bond, bridge], vnets };
}

function network(call: ApiCall) {
  const { ctx, principal } = call;
  const { fixed, vnets } = interfaces(call);
  const type = text(call, 'type');
  const maySee = (iface: string) =>
    ctx.access.hasAny(principal.authid, `/sdn/zones/localnetwork/${iface}`, [
      'SDN.Audit',
      'SDN.Use',
    ]) ||
    ctx.access.has(
      principal.authid,
      `/nodes/${need(call, 'node')}`,
      'Sys.Audit',
    );
  if (type === 'any_bridge' || type === 'any_local_bridge') {
    const bridges = fixed.filter(
      row => row.type === 'bridge' && maySee(row.iface),
    );
    return type === 'any_bridge' ? [...bridges, ...vnets] : bridges;
  }
  return fixed.filter(
    row => (type === undefined || row.type === type) && maySee(row.iface),
  );
}

function oneInterface(call: ApiCall) {
  const iface = need(call, 'iface');
  const row = interfaces(call).fixed.find(
    candidate => candidate.iface === iface,
  );
  if (!row) {
    throw invalid({ iface: 'interface does not exist' });
  }
  const { iface: _name, ...rest } = row;
  return rest;
}

function pciDevices(call: ApiCall) {
  return here(call).devices.map(device => ({
    id: device.path,
    class: device.class,
    vendor: `0x${device.vendor}`,
    vendor_name: device.vendorName,
    device: `0x${device.device}`,
    device_name: device.deviceName,
    iommugroup: device.iommugroup,
    subsystem_vendor: `0x${device.vendor}`,
    subsystem_device: '0x1533',
  }));
}

function zones(call: ApiCall) {
  const { ctx, principal } = call;
  return [
    'localnetwork',
    ...ctx.tables.zones
      .all()
      .filter(zone => zone.applied)
      .map(zone => zone.id),
  ]
    .filter(zone =>
      ctx.access.hasAny(principal.authid, `/sdn/zones/${zone}`, [
        'SDN.Audit',
        'SDN.Allocate',
        'SDN.Use',
      ]),
    )
    .map(zone => ({ zone, status: 'available' }));
}

export const nodeHandlers: Handlers = {
  'GET /version': version,
  'GET /nodes': listNodes,
  'GET /nodes/{node}': call => {
    here(call);
    return [
      'qemu',
      'lxc',
      'storage',
      'tasks',
      'status',
      'network',
      'version',
      'rrddata',
      'hardware',
    ].map(name => ({ name }));
  },
  'GET /nodes/{node}/version': version,
  'GET /nodes/{node}/status': nodeStatus,
  'GET /nodes/{node}/time': call => {
    const time = Math.floor(call.ctx.clock.now() / 1000);
    return { time, localtime: time, timezone: 'UTC' };
  },
  'GET /nodes/{node}/rrddata': rrddata,
  'GET /nodes/{node}/services': () =>
    SERVICES.map(name => ({
      name,
      service: name,
      desc: name,
      state: 'running',
      'active-state': 'active',
      'unit-state': 'enabled',
    })),
  'GET /nodes/{node}/network': network,
  'GET /nodes/{node}/network/{iface}': oneInterface,
  'GET /nodes/{node}/sdn/zones': zones,
  'GET /nodes/{node}/hardware/pci': pciDevices,
  // no card of the estate is cut into mediated devices
  'GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev': call => {
    here(call);
    return [];
  },
};
