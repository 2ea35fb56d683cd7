import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { demoProxmox } from '../demo';
import { looseParts } from '../schema/propertyString';
import { admin, PveClient, tokenHeader } from '../testing/pveClient';
import { bootDiskBytes, storedNotes } from './config';
import { privilegesFor } from './optionPrivileges';

it.each([
  ['bios', ['VM.Config.Options']],
  ['keyboard', ['VM.Config.Options']],
  ['template', ['VM.Config.Options']],
  ['tdf', ['VM.Config.Options']],
  ['boot', ['VM.Config.Disk']],
  ['bootdisk', ['VM.Config.Disk']],
  ['vmstatestorage', ['VM.Config.Disk']],
  ['freeze', ['VM.PowerMgmt']],
  ['acpi', ['VM.Config.HWType']],
  ['tablet', ['VM.Config.HWType']],
  ['smbios1', ['VM.Config.HWType']],
  ['numa3', ['VM.Config.CPU']],
  ['net31', ['VM.Config.Network']],
  ['nameserver', ['VM.Config.Cloudinit', 'VM.Config.Network']],
  ['ipconfig0', ['VM.Config.Cloudinit', 'VM.Config.Network']],
  ['args', 'root'],
  ['affinity', 'root'],
  ['vmgenid', 'root'],
  ['hookscript', 'root'],
])('of a VM %s takes %j', (option, needed) => {
  expect(privilegesFor('qemu', option)).toEqual(needed);
});

it.each([
  ['hostname', ['VM.Config.Network']],
  ['nameserver', ['VM.Config.Network']],
  ['swap', ['VM.Config.Memory']],
  ['mp12', ['VM.Config.Disk']],
  ['timezone', ['VM.Config.Options']],
  ['protection', ['VM.Config.Options']],
])('of a container %s takes %j', (option, needed) => {
  expect(privilegesFor('lxc', option)).toEqual(needed);
});

it('reads a stored value past an empty last part', () => {
  expect(looseParts('virtio,bridge=vmbr0,')).toEqual({
    '': 'virtio',
    bridge: 'vmbr0',
  });
});

it('keeps notes as the file does', () => {
  expect(storedNotes('qemu', 'a\n\nb\n\n')).toBe('a\n\nb');
  expect(storedNotes('lxc', 'a\n\nb')).toBe('a\n\nb\n');
  expect(storedNotes('lxc', 'a\n\n')).toBe('a\n');
});

it.each([
  [{ boot: 'cdn', bootdisk: 'virtio0' }, 2],
  [{ boot: 'order=scsi10' }, 5],
  [{}, 3],
])('boots with %j from the disk that the original boots from', (more, gib) => {
  const config = {
    virtio0: 'a:1,size=2G',
    scsi2: 'a:2,size=3G',
    scsi10: 'a:3,size=5G',
    efidisk0: 'a:4,size=4M',
    ide2: 'none,media=cdrom',
    ...more,
  };
  expect(bootDiskBytes({ kind: 'qemu', config } as never)).toBe(
    gib * 1024 ** 3,
  );
});

describe('options over the wire', () => {
  let estate: SimulatedEstate;
  let root: PveClient;
  let node: string;
  let limited: PveClient;
  beforeAll(async () => {
    estate = await startSimulators({ speed: 100, machines: 24, instances: 4 });
    root = admin(estate.proxmox[0]);
    node = await root.firstNode();
    await root.data('POST', '/access/roles', {
      roleid: 'Limited',
      privs: 'VM.Allocate,VM.Audit,VM.Config.Options,Datastore.AllocateSpace',
    });
    const made = await root.data(
      'POST',
      `/access/users/${demoProxmox.username}/token/limited`,
      { privsep: 1 },
    );
    await root.data('PUT', '/access/acl', {
      path: '/',
      roles: 'Limited',
      tokens: made['full-tokenid'],
    });
    limited = new PveClient(
      estate.proxmox[0],
      tokenHeader(made['full-tokenid'], made.value),
    );
  });
  afterAll(() => estate.stop());

  it('a token makes a VM with what only says that it is a template, has a clock or a BIOS', async () => {
    const path = `/nodes/${node}/qemu`;
    // it changes how the host behaves
    const startup = await limited.ask('POST', path, {
      vmid: 7001,
      startup: 'order=1,',
    });
    expect(startup.reason).toBe('Permission check failed (/, Sys.Modify)');
    await limited.run('POST', path, {
      vmid: 7001,
      template: 0,
      tdf: 0,
      bios: 'ovmf',
      keyboard: 'de',
    });
    const config = await limited.data('GET', `${path}/7001/config`);
    expect(config).toMatchObject({ template: 0, tdf: 0, bios: 'ovmf' });
    const freeze = await limited.ask('PUT', `${path}/7001/config`, {
      freeze: 1,
    });
    expect(freeze.reason).toBe(
      'Permission check failed (/vms/7001, VM.PowerMgmt)',
    );
    const boot = await limited.ask('PUT', `${path}/7001/config`, {
      boot: 'order=net0',
    });
    expect(boot.reason).toBe(
      'Permission check failed (/vms/7001, VM.Config.Disk)',
    );
  });

  it('a disk is made of a value that ends with a comma', async () => {
    const path = `/nodes/${node}/qemu`;
    await root.run('POST', path, {
      vmid: 7002,
      scsi0: 'local-zfs:1,',
      boot: 'order=scsi0,',
    });
    const config = await root.data('GET', `${path}/7002/config`);
    expect(config.scsi0).toMatch(/^local-zfs:vm-7002-disk-0.*size=1G/);
  });
});
