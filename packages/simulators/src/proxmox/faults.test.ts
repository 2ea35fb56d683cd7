import type { Fault } from '../faults/types';
import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { eventually, PveClient, sleep } from './testing/pveClient';

describe('what goes wrong on a simulated cluster', () => {
  let estate: SimulatedEstate;
  let pve: PveClient;
  let node: string;
  let clone: string;

  beforeAll(async () => {
    estate = await startSimulators({ speed: 200 });
    pve = new PveClient(estate.proxmox[0]);
    node = await pve.firstNode();
    clone = `/nodes/${node}/qemu/9000/clone`;
  });
  afterEach(() => estate.faults.clear());
  afterAll(() => estate.stop());

  function on(...faults: Fault[]) {
    estate.faults.set(faults.map(fault => ({ service: 'pve-eu1', ...fault })));
  }

  async function configOf(vmid: number) {
    return pve.ask('GET', `/nodes/${node}/qemu/${vmid}/config`);
  }

  it('a lost worker ends with an unexpected status and leaves its lock', async () => {
    on({ kind: 'lost-task', name: 'qmclone 9000 6000', times: 1 });
    expect(await pve.run('POST', clone, { newid: 6000 })).toBe(
      'unexpected status',
    );
    expect((await configOf(6000)).body.data.lock).toBe('clone');
  });

  it('a half clone fails and leaves a locked configuration', async () => {
    on({ kind: 'half-clone', times: 1 });
    expect(await pve.run('POST', clone, { newid: 6001 })).toMatch(
      /^clone failed/,
    );
    expect((await configOf(6001)).body.data.lock).toBe('clone');
    // Nobody but root may go past the lock.
    const answer = await pve.ask('DELETE', `/nodes/${node}/qemu/6001`, {
      skiplock: 1,
    });
    expect(answer.body.errors).toEqual({
      skiplock: 'Only root may use this option.',
    });
  });

  it('a stuck task runs until it is stopped, which undoes the clone', async () => {
    on({ kind: 'stuck-task', times: 1 });
    const upid = await pve.data('POST', clone, { newid: 6002 });
    await sleep(80);
    const path = `/nodes/${node}/tasks/${encodeURIComponent(upid)}`;
    expect((await pve.data('GET', `${path}/status`)).status).toBe('running');
    await pve.data('DELETE', path);
    expect(await pve.end(upid)).toBe('received interrupt');
    expect((await configOf(6002)).status).toBe(500);
  });

  it('a task with warnings has done its work', async () => {
    on({ kind: 'task-warnings', times: 1 });
    const upid = await pve.data('POST', clone, { newid: 6003 });
    expect(await pve.end(upid)).toBe('WARNINGS: 1');
    expect((await configOf(6003)).body.data.lock).toBeUndefined();
    const log = await pve.data(
      'GET',
      `/nodes/${node}/tasks/${encodeURIComponent(upid)}/log`,
    );
    expect(log[log.length - 1].t).toBe('TASK WARNINGS: 1');
  });

  it('a lock that is not had in time fails a write, or a clone', async () => {
    await pve.run('POST', clone, { newid: 6004 });
    on({ kind: 'lock-timeout', name: '^VM 6004$', times: 1 });
    const write = await pve.ask('PUT', `/nodes/${node}/qemu/6004/config`, {
      cores: 1,
    });
    expect(write.reason).toBe(
      "can't lock file '/var/lock/qemu-server/lock-6004.conf' - got timeout",
    );
    on({ kind: 'lock-timeout', name: '^VM 9000$', times: 1 });
    expect(await pve.run('POST', clone, { newid: 6005 })).toBe(
      "can't lock file '/var/lock/qemu-server/lock-9000.conf' - got timeout",
    );
    on({ kind: 'lock-timeout', name: '^storage ', times: 1 });
    expect(await pve.run('POST', clone, { newid: 6005 })).toBe(
      "cfs-lock 'storage-ceph-vm' error: got lock request timeout",
    );
    expect((await configOf(6005)).status).toBe(500);
  });

  it('a node that is off cannot be asked, the others can', async () => {
    on({ kind: 'node-offline', name: 'r13-n02' });
    const answer = await pve.ask('GET', '/nodes/r13-n02/qemu');
    expect([answer.status, answer.reason, answer.body]).toEqual([
      595,
      'No route to host',
      '',
    ]);
    const rows = await pve.data('GET', '/cluster/resources');
    const of = (id: string) => rows.find((row: any) => row.id === id);
    expect(of('node/r13-n02')).toEqual({
      id: 'node/r13-n02',
      node: 'r13-n02',
      type: 'node',
      status: 'offline',
    });
    expect(of('node/r13-n01').status).toBe('online');
    estate.faults.clear();
    expect(estate.setHostAlive('r13-n02', false)).toBe(true);
    expect((await pve.ask('GET', '/nodes/r13-n02/qemu')).status).toBe(595);
    estate.setHostAlive('r13-n02', true);
    expect((await pve.ask('GET', '/nodes/r13-n02/qemu')).status).toBe(200);
  });

  it('without quorum everything can be read and nothing written', async () => {
    on({ kind: 'no-quorum' });
    const answer = await pve.ask('POST', clone, { newid: 6006 });
    expect(answer.reason).toBe('cluster not ready - no quorum?');
    const [cluster] = await pve.data('GET', '/cluster/status');
    expect(cluster.quorate).toBe(0);
    // Two of three nodes off is the same.
    estate.faults.clear();
    estate.setHostAlive('r13-n02', false);
    estate.setHostAlive('r13-n03', false);
    const write = await pve.ask('POST', '/pools', { poolid: 'x' });
    expect(write.reason).toBe('cluster not ready - no quorum?');
    estate.setHostAlive('r13-n02', true);
    estate.setHostAlive('r13-n03', true);
  });

  it('a lost answer has done its work; other clusters do not notice', async () => {
    on({ kind: 'lost-answer', method: 'POST', path: '/clone', times: 1 });
    await expect(pve.ask('POST', clone, { newid: 6007 })).rejects.toThrow();
    await eventually(
      () => configOf(6007),
      answer => answer.status === 200 && !answer.body.data.lock,
    );
    on({ kind: 'error', status: 596 });
    expect((await pve.ask('GET', '/version')).status).toBe(596);
    const other = new PveClient(estate.proxmox[1]);
    expect((await other.ask('GET', '/version')).status).toBe(200);
  });

  it('leave no error of the simulator behind', () => {
    expect(estate.stats().crashes).toEqual([]);
  });
});
