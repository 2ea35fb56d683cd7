import { FaultBoard } from '../../faults/FaultBoard';
import { Clock } from '../../kernel/Clock';
import { secretHash } from '../../kernel/ids';
import { RequestStats } from '../../stats/RequestStats';
import { joinPool } from '../guests/pools';
import { ListeningCluster } from '../http/ListeningCluster';
import { makeCertificate } from '../http/certificate';
import { ProxmoxCluster } from '../ProxmoxCluster';
import type { GuestConfig, GuestKind } from '../rows';
import { grant, seedBasics } from '../seed/seedAccess';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const YEAR = 365 * 86_400_000;

const secrets: Record<string, string> = {
  'root@pam!full': '11111111-1111-4111-8111-111111111111',
  'root@pam!sep': '22222222-2222-4222-8222-222222222222',
  'alice@pve!ci': '33333333-3333-4333-8333-333333333333',
  'bob@pve!all': '44444444-4444-4444-8444-444444444444',
  'carol@pve!x': '55555555-5555-4555-8555-555555555555',
  'bob@pve!old': '66666666-6666-4666-8666-666666666666',
};

/** Who the recorded exchanges were sent by, as an Authorization header. */
export function authorizationOf(principal: string): string | undefined {
  const header = (id: string, secret = secrets[id]) =>
    `PVEAPIToken=${id}=${secret}`;
  const known: Record<string, string | undefined> = {
    none: undefined,
    root: header('root@pam!full'),
    sep: header('root@pam!sep'),
    alice: header('alice@pve!ci'),
    bob: header('bob@pve!all'),
    disabled: header('carol@pve!x'),
    expired: header('bob@pve!old'),
    badsecret: header('root@pam!full', '00000000-0000-4000-8000-000000000000'),
    unknown: header('nobody@pve!x', '00000000-0000-4000-8000-000000000000'),
  };
  return known[principal];
}

type Tables = ProxmoxCluster['state']['tables'];

function people(tables: Tables): void {
  const user = (id: string, enable = true) =>
    tables.users.insert({
      id,
      enable,
      expire: 0,
      groups: [],
      passwordHash: null,
    });
  user('alice@pve');
  user('bob@pve');
  user('carol@pve', false);
  for (const [id, secret] of Object.entries(secrets)) {
    tables.tokens.insert({
      id,
      userId: id.split('!')[0],
      privsep: ['root@pam!sep', 'alice@pve!ci'].includes(id),
      expire: id === 'bob@pve!old' ? 1_000_000_000 : 0,
      secretHash: secretHash(secret),
    });
  }
  tables.roles.insert({
    id: 'Cloner',
    privs: ['VM.Audit', 'VM.Clone'],
    special: false,
  });
  for (const who of ['alice@pve', 'alice@pve!ci']) {
    grant(tables, '/pool/team-a', who, 'PVEVMAdmin');
    grant(tables, '/pool/team-a', who, 'PVEPoolUser');
    grant(tables, '/storage/store1', who, 'PVEDatastoreUser');
  }
}

function hosts(tables: Tables, now: number): void {
  ['pve1', 'pve2'].forEach((id, i) => {
    tables.nodes.insert({
      id,
      machineId: id,
      nodeid: i + 1,
      ip: i === 0 ? '127.0.0.1' : '127.0.0.9',
      online: i === 0,
      bootedAt: now - 86_400_000,
      threads: 16,
      memoryBytes: 64 * GIB,
      diskBytes: 100 * GIB,
      devices: [],
    });
  });
  const everything = [
    'backup',
    'vztmpl',
    'iso',
    'rootdir',
    'images',
    'snippets',
  ];
  const storage = (id: string, path: string, shared: boolean) =>
    tables.storages.insert({
      id,
      type: 'dir',
      content: shared ? ['images'] : everything,
      shared,
      options:
        id === 'local'
          ? { path, priority: 0, 'prune-backups': 'keep-all=1' }
          : { path },
      total: 250 * GIB,
      otherUsed: 30 * GIB,
    });
  storage('local', '/vz', false);
  storage('store1', '/mnt/store1', false);
  storage('shared', '/mnt/shared', true);
}

function volume(tables: Tables, volid: string, vmid: number, size: number) {
  tables.volumes.insert({
    id: `${volid}@pve1`,
    volid,
    storage: 'store1',
    node: 'pve1',
    vmid,
    content: vmid === 200 ? 'rootdir' : 'images',
    format: volid.split('.').pop() ?? 'raw',
    size,
    parent: null,
    ctime: 1_795_362_271,
  });
}

const template: GuestConfig = {
  agent: '1',
  boot: 'order=scsi0;net0',
  cores: 2,
  ide2: 'store1:100/vm-100-cloudinit.qcow2,media=cdrom,size=4M',
  memory: '2048',
  meta: 'creation-qemu=10.1.2,ctime=1760000000',
  name: 'debian-tmpl',
  net0: 'virtio=BC:24:11:00:00:01,bridge=vmbr0',
  ostype: 'l26',
  scsi0: 'store1:100/base-100-disk-0.qcow2,size=64M',
  scsihw: 'virtio-scsi-single',
  smbios1: 'uuid=1ccb8dc2-2a62-49a9-a463-1fd097404700',
  tags: 'template;linux',
  template: 1,
};

const web: GuestConfig = {
  agent: '1',
  boot: 'order=scsi0',
  ciuser: 'debian',
  cores: 2,
  ipconfig0: 'ip=dhcp',
  memory: '1024',
  name: 'web',
  net0: 'virtio=BC:24:11:00:00:02,bridge=vmbr0',
  ostype: 'l26',
  scsi0: 'store1:101/vm-101-disk-0.raw,size=1G',
  scsihw: 'virtio-scsi-single',
  tags: 'prod;web',
};

const container: GuestConfig = {
  arch: 'amd64',
  cores: 1,
  hostname: 'ct1',
  memory: 512,
  net0: 'name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:03,ip=dhcp,type=veth',
  ostype: 'debian',
  rootfs: 'store1:200/vm-200-disk-0.raw,size=64M',
  swap: 512,
};

function guests(tables: Tables, now: number): void {
  const guest = (vmid: number, config: GuestConfig, kind: GuestKind = 'qemu') =>
    tables.guests.insert({
      id: String(vmid),
      vmid,
      kind,
      node: 'pve1',
      config: { ...config },
      pending: {},
      snapshots: [],
      run: null,
      before: null,
      changedAt: now - YEAR,
      createdAt: now - YEAR,
      hidden: {},
    });
  guest(100, template);
  // The broadcast that the recording shows says that it runs; it does not.
  const since = now - 3_600_000;
  tables.guests.update(guest(101, web), {
    before: { since, pid: 1234, paused: false, agentAt: since, devices: [] },
    changedAt: now + YEAR,
  });
  guest(102, { name: 'locked', lock: 'clone' });
  guest(103, { name: 'prot', protection: 1 });
  guest(200, container, 'lxc');
  volume(tables, 'store1:100/base-100-disk-0.qcow2', 100, 64 * MIB);
  volume(tables, 'store1:100/vm-100-cloudinit.qcow2', 100, 4 * MIB);
  volume(tables, 'store1:101/vm-101-disk-0.raw', 101, GIB);
  volume(tables, 'store1:200/vm-200-disk-0.raw', 200, 64 * MIB);
  tables.pools.insert({ id: 'team-a', comment: 'Team A', storages: [] });
  tables.pools.insert({ id: 'team-b', storages: [] });
  joinPool(tables, 101, 'team-a');
}

/** The cluster that the recorded exchanges were made with. */
export async function startGoldenCluster(speed = 2000) {
  const clock = new Clock(speed);
  const requests = new RequestStats();
  const faults = new FaultBoard(() => 0);
  const cluster = new ProxmoxCluster(
    {
      name: 'lab',
      release: '9.2',
      version: '9.2.11',
      clustered: true,
      twoNode: true,
      fingerprint: null,
      secret: 'golden',
    },
    { clock, faults, requests, changed: () => undefined },
  );
  const { tables } = cluster.state;
  const now = clock.now();
  seedBasics(tables, 9);
  people(tables);
  hosts(tables, now);
  guests(tables, now);
  const ports = { https: 0, http: 0, fixed: false };
  const listening = new ListeningCluster(
    cluster,
    makeCertificate('pve1'),
    ports,
  );
  await listening.listen();
  return {
    cluster,
    requests,
    faults,
    url: listening.httpUrl,
    async stop() {
      clock.stop();
      await listening.close();
    },
  };
}
