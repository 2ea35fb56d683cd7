import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { admin, eventually, PveClient } from './testing/pveClient';

const KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ9dYfOHcU3R4uA2qyzDTHu8wLxRnyVhQWJ2P1O6m2k3 dev@x';

describe('guests of the simulated clusters', () => {
  let estate: SimulatedEstate;

  beforeAll(async () => {
    estate = await startSimulators({ speed: 50 });
  });
  afterAll(() => estate.stop());

  function client(index: number): PveClient {
    return new PveClient(estate.proxmox[index]);
  }

  it('are on three nodes of release 9.2 and a lone one of 8.4', async () => {
    const nodes = await Promise.all(
      [0, 1].map(async i => [
        (await client(i).data('GET', '/version')).release,
        (await client(i).data('GET', '/nodes')).map((row: any) => row.node),
      ]),
    );
    expect(nodes).toEqual([
      ['9.2', ['r13-n01', 'r13-n02', 'r13-n03']],
      ['8.4', ['r13-n05']],
    ]);
    const status = await client(1).data('GET', '/cluster/status');
    expect(status.map((row: any) => row.type)).toEqual(['node']);
  });

  it.each([0, 1])('are cloned, changed, started, and deleted (%#)', async i => {
    const pve = admin(estate.proxmox[i]);
    const node = await pve.firstNode();
    const vm = `/nodes/${node}/qemu/5000`;
    const upid = await pve.data('POST', `/nodes/${node}/qemu/9000/clone`, {
      newid: 5000,
      name: 'web-1',
      pool: 'search-prod',
    });
    expect(await pve.end(upid)).toBe('OK');

    await pve.data('PUT', `${vm}/config`, {
      cores: 4,
      memory: 4096,
      ipconfig0: 'ip=10.9.0.5/24,gw=10.9.0.1',
      sshkeys: encodeURIComponent(KEY),
    });
    expect(
      await pve.run('PUT', `${vm}/resize`, { disk: 'scsi0', size: '20G' }),
    ).toBe('OK');
    const config = await pve.data('GET', `${vm}/config`);
    expect(config).toMatchObject({ cores: 4, memory: '4096', tags: 'golden' });
    expect(config.scsi0).toMatch(/base-9000-disk-0\/vm-5000-disk-0,size=20G$/);

    expect(await pve.run('POST', `${vm}/status/start`)).toBe('OK');
    const agent = `${vm}/agent/network-get-interfaces`;
    const early2 = await pve.ask('GET', agent);
    expect(early2.body.message).toBe('QEMU guest agent is not running\n');
    const interfaces = await eventually(
      () => pve.ask('GET', agent),
      answer => answer.status === 200,
    );
    expect(
      interfaces.body.data.result[1]['ip-addresses'][0]['ip-address'],
    ).toBe('10.9.0.5');

    const running = await pve.ask('DELETE', vm);
    expect(running.reason).toBe('VM 5000 is running - destroy failed');
    expect(await pve.run('POST', `${vm}/status/shutdown`)).toBe('OK');
    expect(await pve.run('DELETE', vm, { purge: 1 })).toBe('OK');
    const gone = await pve.ask('GET', `${vm}/config`);
    expect(gone.reason).toBe(
      `Configuration file 'nodes/${node}/qemu-server/5000.conf' does not exist`,
    );
  });

  it('keep what is not hot-plugged until they are started again', async () => {
    const pve = client(0);
    const node = await pve.firstNode();
    const vm = `/nodes/${node}/qemu/5001`;
    await pve.run('POST', `/nodes/${node}/qemu`, {
      vmid: 5001,
      name: 'fresh',
      memory: 1024,
      scsi0: 'ceph-vm:8',
      net0: 'virtio,bridge=vmbr0',
      start: 1,
    });
    await eventually(
      () => pve.data('GET', `${vm}/status/current`),
      status => status.status === 'running',
    );
    await pve.data('PUT', `${vm}/config`, { memory: 2048, description: 'x' });
    const pending = await pve.data('GET', `${vm}/pending`);
    expect(pending).toContainEqual({
      key: 'memory',
      value: '1024',
      pending: '2048',
    });
    expect((await pve.data('GET', `${vm}/config`, { current: 1 })).memory).toBe(
      '1024',
    );
    expect(await pve.run('POST', `${vm}/status/reboot`)).toBe('OK');
    expect((await pve.data('GET', `${vm}/status/current`)).maxmem).toBe(
      2048 * 1024 ** 2,
    );
    await pve.run('POST', `${vm}/status/stop`);
    await pve.run('DELETE', vm);
  });

  it('roll back to a snapshot, and fail on one that is not there', async () => {
    const pve = client(0);
    const node = await pve.firstNode();
    const vm = `/nodes/${node}/qemu/5002`;
    await pve.run('POST', `/nodes/${node}/qemu/9001/clone`, { newid: 5002 });
    expect((await pve.data('GET', `${vm}/config`)).name).toBe(
      'Copy-of-VM-eu-ubuntu-2025.01',
    );
    await pve.run('POST', `${vm}/snapshot`, { snapname: 'before' });
    await pve.data('PUT', `${vm}/config`, { cores: 8 });
    expect(await pve.run('POST', `${vm}/snapshot/before/rollback`)).toBe('OK');
    expect((await pve.data('GET', `${vm}/config`)).cores).toBe(2);
    expect(
      await pve.run('POST', `${vm}/snapshot`, { snapname: 'before' }),
    ).toBe("snapshot name 'before' already used");
    expect(await pve.run('DELETE', `${vm}/snapshot/none`)).toBe(
      "snapshot 'none' does not exist",
    );
    expect(await pve.run('DELETE', `${vm}/snapshot/before`)).toBe('OK');
    await pve.run('DELETE', vm);
  });

  it('move to another node when their disks are shared', async () => {
    const pve = admin(estate.proxmox[0]);
    const node = await pve.firstNode();
    await pve.run('POST', `/nodes/${node}/qemu/9000/clone`, {
      newid: 5003,
      target: 'r13-n03',
    });
    const away = '/nodes/r13-n03/qemu/5003';
    expect(
      await pve.run('POST', `${away}/migrate`, { target: 'r13-n02' }),
    ).toBe('OK');
    expect((await pve.ask('GET', `${away}/config`)).status).toBe(500);
    const here = '/nodes/r13-n02/qemu/5003';
    expect((await pve.data('GET', `${here}/config`)).lock).toBeUndefined();
    await pve.run('DELETE', here);
  });

  it('may be containers: made of a template file, cloned, resized', async () => {
    const pve = client(0);
    const node = await pve.firstNode();
    const ct = `/nodes/${node}/lxc/5100`;
    const made = await pve.run('POST', `/nodes/${node}/lxc`, {
      vmid: 5100,
      ostemplate: 'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst',
      hostname: 'ct-1',
      rootfs: 'ceph-vm:8',
      net0: 'name=eth0,bridge=vmbr0,ip=10.9.1.7/24',
      unprivileged: 1,
    });
    expect(made).toBe('OK');
    expect(await pve.data('GET', `${ct}/config`)).toMatchObject({
      hostname: 'ct-1',
      memory: 512,
      ostype: 'debian',
      rootfs: 'ceph-vm:vm-5100-disk-0,size=8G',
    });
    expect(await pve.data('GET', `${ct}/interfaces`)).toBeNull();
    expect(await pve.run('POST', `${ct}/status/start`)).toBe('OK');
    const [, eth] = await eventually(
      () => pve.data('GET', `${ct}/interfaces`),
      rows => rows[1]?.inet !== undefined,
    );
    expect(eth).toMatchObject({ name: 'eth0', inet: '10.9.1.7/24' });
    const again = await pve.ask('POST', `${ct}/status/start`);
    expect(again.reason).toBe('CT 5100 already running');
    await pve.run('POST', `${ct}/status/stop`);

    const first = await pve.data('POST', `${ct}/clone`, { newid: 5101 });
    const second = await pve.ask('POST', `${ct}/clone`, { newid: 5102 });
    expect(second.reason).toBe('CT is locked (disk)');
    expect(await pve.end(first)).toBe('OK');
    for (const vmid of [5100, 5101]) {
      await pve.run('DELETE', `/nodes/${node}/lxc/${vmid}`);
    }
  });

  it('share GPUs by mapping, and a busy one is found out at the start', async () => {
    const pve = client(0);
    const [mapping] = await pve.data('GET', '/cluster/mapping/pci');
    const cards = mapping.map.length;
    const node = /node=([^,]+)/.exec(mapping.map[0])?.[1];
    const make = async (vmid: number) => {
      await pve.run('POST', `/nodes/${node}/qemu`, {
        vmid,
        machine: 'q35',
        memory: 1024,
        hostpci0: `mapping=${mapping.id},pcie=1`,
      });
      return pve.run('POST', `/nodes/${node}/qemu/${vmid}/status/start`);
    };
    const ends: string[] = [];
    for (let i = 0; i <= cards; i += 1) {
      ends.push(await make(5200 + i));
    }
    expect(ends.slice(0, cards)).toEqual(Array(cards).fill('OK'));
    expect(ends[cards]).toMatch(
      /^PCI device '0000:[0-9a-f:.]+' already in use by VMID '52\d\d'$/,
    );
    for (let i = 0; i <= cards; i += 1) {
      await pve.run('POST', `/nodes/${node}/qemu/${5200 + i}/status/stop`);
      await pve.run('DELETE', `/nodes/${node}/qemu/${5200 + i}`);
    }
  });

  it('are seen by the cluster with a delay, new ones as a bare row', async () => {
    const slow = await startSimulators({ speed: 4 });
    try {
      const pve = new PveClient(slow.proxmox[0]);
      const node = await pve.firstNode();
      // the next broadcast is two and a half seconds (10 s / 4) away, time to look on a busy machine, too
      await eventually(
        async () => Date.now() % 2500,
        ms => ms < 100,
      );
      await pve.data('POST', `/nodes/${node}/qemu/9000/clone`, { newid: 5000 });
      const row = async () =>
        (await pve.data('GET', '/cluster/resources', { type: 'vm' })).find(
          (one: any) => one.vmid === 5000,
        );
      expect(await row()).toEqual({
        id: 'qemu/5000',
        vmid: 5000,
        node,
        type: 'qemu',
        status: 'unknown',
        lock: 'clone',
      });
      await eventually(row, one => one.status === 'stopped');
    } finally {
      await slow.stop();
    }
  });

  it('of HA start later: the task only queues the wish', async () => {
    const pve = admin(estate.proxmox[0]);
    const node = await pve.firstNode();
    const vm = `/nodes/${node}/qemu/5300`;
    await pve.run('POST', `/nodes/${node}/qemu/9000/clone`, { newid: 5300 });
    await pve.data('POST', '/cluster/ha/resources', {
      sid: 'vm:5300',
      state: 'stopped',
    });
    const upid = await pve.data('POST', `${vm}/status/start`);
    expect(upid).toContain(':hastart:5300:');
    expect(await pve.end(upid)).toBe('OK');
    expect((await pve.data('GET', `${vm}/status/current`)).status).toBe(
      'stopped',
    );
    const managed = await eventually(
      () => pve.data('GET', `${vm}/status/current`),
      status => status.status === 'running',
    );
    expect(managed.ha).toEqual({ managed: 1, state: 'started' });
    const refused = await pve.ask('DELETE', vm);
    expect(refused.reason).toBe(
      'unable to remove VM 5300 - used in HA resources and purge parameter not set.',
    );
    await pve.run('POST', `${vm}/status/stop`);
    await eventually(
      () => pve.data('GET', `${vm}/status/current`),
      status => status.status === 'stopped',
    );
    expect(await pve.run('DELETE', vm, { purge: 1 })).toBe('OK');
    expect(await pve.data('GET', '/cluster/ha/resources')).not.toContainEqual(
      expect.objectContaining({ sid: 'vm:5300' }),
    );
  });

  it('leave no error of the simulator behind', () => {
    expect(estate.stats().crashes).toEqual([]);
  });
});
