import type { FaultKind } from '../faults/types';
import { Client, login, until } from '../testing/client';
import trace from './__fixtures__/maas-3.4.10-lifecycle-trace.json';
import {
  deployed,
  idsOf,
  settled,
  startRegion,
  type TestRegion,
} from './testing/region';

/** The recorded region had no rack: there, power stayed off meanwhile. */
const watched = [
  'status',
  'status_name',
  'status_message',
  'status_action',
  'osystem',
  'distro_series',
  'hwe_kernel',
  'locked',
] as const;

function seen(machine: any) {
  return {
    ...Object.fromEntries(watched.map(key => [key, machine[key]])),
    owned: machine.owner !== null,
  };
}

function expectAsRecorded(machine: any, start: string, more = {}): void {
  const entry = trace.find(item => item.request.startsWith(start));
  expect(seen(machine)).toEqual({ ...seen(entry?.machine), ...more });
}

describe('the life of a machine', () => {
  let region: TestRegion;

  /** A Ready machine that was released before, as in the recording. */
  async function fresh(): Promise<string> {
    const [id] = await idsOf(region.admin, { status: 'ready' });
    await region.admin.post('machines/?op=allocate', { system_id: id });
    await region.admin.post(`machines/${id}/?op=release`);
    return id;
  }
  const act = async (id: string, op: string, form = {}) =>
    (await region.admin.post(`machines/${id}/?op=${op}`, form)).body;
  const read = async (id: string) =>
    (await region.admin.get(`machines/${id}/`)).body;

  beforeAll(async () => {
    region = await startRegion();
  });
  afterEach(() => region.estate.faults.clear());
  afterAll(() => region.estate.stop());

  it('goes from allocation to deployment and back as recorded', async () => {
    const id = await fresh();
    const allocated = await region.admin.post('machines/?op=allocate', {
      system_id: id,
    });
    expectAsRecorded(allocated.body, 'POST machines/?op=allocate');
    expect(allocated.body.constraints_by_type).toEqual({});
    const deploying = await act(id, 'deploy');
    expectAsRecorded(deploying, 'POST machines/{id}/?op=deploy');
    const done = await settled(region.admin, id, 'Deployed');
    expectAsRecorded(done, 'GET after the installer');
    expect(done.power_state).toBe('on');
    expect(done.ip_addresses[0]).toBe(
      region.estate.estate.machines.find(m => m.hostname === done.hostname)
        ?.managementAddress,
    );
    expectAsRecorded(await act(id, 'lock'), 'POST machines/{id}/?op=lock');
    await act(id, 'unlock');
    const releasing = await act(id, 'release');
    expectAsRecorded(releasing, 'POST machines/{id}/?op=release while powered');
    const free = await settled(region.admin, id, 'Ready');
    expect(free).toMatchObject({ owner: null, ip_addresses: [] });
    expectAsRecorded(
      free,
      'POST machines/{id}/?op=release while known powered off',
    );
  });

  it('is Ready at once when its power is known to be off', async () => {
    const id = await fresh();
    await region.admin.post('machines/?op=allocate', { system_id: id });
    expectAsRecorded(
      await act(id, 'release'),
      'POST machines/{id}/?op=release while known powered off',
    );
  });

  it('erases disks on the way back when asked to', async () => {
    const id = await fresh();
    await deployed(region.admin, id);
    expectAsRecorded(
      await act(id, 'release', { erase: 'true', quick_erase: 'true' }),
      'POST machines/{id}/?op=release erase=true',
    );
    await settled(region.admin, id, 'Ready');
  });

  it('answers an abort with the state it just left', async () => {
    const id = await fresh();
    expectAsRecorded(
      await act(id, 'commission'),
      'POST machines/{id}/?op=commission',
    );
    expectAsRecorded(
      await act(id, 'abort'),
      'POST machines/{id}/?op=abort while Commissioning',
    );
    expect(await read(id)).toMatchObject({ status_name: 'Ready', owner: null });
    await act(id, 'deploy');
    expectAsRecorded(
      await act(id, 'abort'),
      'POST machines/{id}/?op=abort while Deploying',
    );
    expect(await read(id)).toMatchObject({ status_name: 'Allocated' });
    await act(id, 'release');
  });

  it('is broken, fixed, tested and rescued as recorded', async () => {
    const id = await fresh();
    await region.admin.post('machines/?op=allocate', { system_id: id });
    expectAsRecorded(
      await act(id, 'mark_broken'),
      'POST machines/{id}/?op=mark_broken',
    );
    expectAsRecorded(
      await act(id, 'mark_fixed'),
      'POST machines/{id}/?op=mark_fixed',
    );
    expectAsRecorded(await act(id, 'test'), 'POST machines/{id}/?op=test');
    await settled(region.admin, id, 'Ready');
    expectAsRecorded(
      await act(id, 'rescue_mode'),
      'POST machines/{id}/?op=rescue_mode',
    );
    await settled(region.admin, id, 'Rescue mode');
    await act(id, 'exit_rescue_mode');
    expect((await settled(region.admin, id, 'Ready')).owner).toBeNull();
  });

  it('finds hardware when a new machine is commissioned', async () => {
    const [id] = await idsOf(region.admin, { status: 'new' });
    expect(await read(id)).toMatchObject({ cpu_count: 0, boot_disk: null });
    await act(id, 'commission');
    const found = await settled(region.admin, id, 'Ready');
    const machine = region.estate.estate.machines.find(
      m => m.hostname === found.hostname,
    );
    expect(found).toMatchObject({
      cpu_count: machine?.threads,
      memory: machine?.memoryMib,
      hardware_uuid: machine?.systemUuid,
    });
  });

  it('goes wrong where a switch says so', async () => {
    const id = await fresh();
    const { hostname } = await read(id);
    const name = `^${hostname}$`;
    const strike = (kind: 'deploy-error' | 'release-error' | 'erase-error') =>
      region.estate.faults.set([{ kind, name, times: 1 }]);
    strike('deploy-error');
    await act(id, 'deploy');
    const failed = await settled(region.admin, id, 'Failed deployment');
    expect(failed.status_message).toMatch(/^Marking node failed - /);
    strike('release-error');
    await act(id, 'release');
    await settled(region.admin, id, 'Releasing failed');
    await act(id, 'release');
    await settled(region.admin, id, 'Ready');
    await deployed(region.admin, id);
    strike('erase-error');
    await act(id, 'release', { erase: 'true' });
    await settled(region.admin, id, 'Failed disk erasing');
  });

  it('fails to be commissioned, tested or rescued where a switch says so', async () => {
    const id = await fresh();
    const strike = (kind: FaultKind) =>
      region.estate.faults.set([{ kind, times: 1 }]);
    strike('commission-error');
    await act(id, 'commission');
    const failed = await settled(region.admin, id, 'Failed commissioning');
    expect(failed).toMatchObject({
      owner: null,
      commissioning_status_name: 'Failed',
    });
    strike('test-error');
    await act(id, 'commission');
    await settled(region.admin, id, 'Failed testing');
    await act(id, 'override_failed_testing');
    strike('rescue-error');
    await act(id, 'rescue_mode');
    await settled(region.admin, id, 'Failed to enter rescue mode');
    await act(id, 'exit_rescue_mode');
    await settled(region.admin, id, 'Ready');
  });

  it('gives up after half an hour of an installation that is stuck', async () => {
    const id = await fresh();
    region.estate.faults.set([{ kind: 'deploy-stuck', times: 1 }]);
    const begun = Date.now();
    await act(id, 'deploy');
    const failed = await settled(region.admin, id, 'Failed deployment');
    expect(failed.status_message).toMatch(/timed out after 30 minutes/);
    expect(Date.now() - begun).toBeGreaterThan((30 * 60_000) / 2000 - 50);
    await act(id, 'release');
  });

  it('leaves a machine alone whose BMC cannot be reached', async () => {
    const id = await fresh();
    region.estate.faults.set([{ kind: 'power-error', times: 1 }]);
    const answer = await region.admin.post(`machines/${id}/?op=deploy`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(await read(id)).toMatchObject({
      status_name: 'Ready',
      owner: null,
      power_state: 'error',
    });
  });

  it('takes the hypervisor on it down when it is switched off', async () => {
    const { body } = await region.admin.get('machines/?tags=openstack');
    const { system_id: id, hostname } = body[0];
    const cloud = await login(region.estate.url);
    const serviceState = async () => {
      const answer = await cloud.nova('GET', `/os-services?host=${hostname}`);
      return answer.body.services[0].state;
    };
    expect(await serviceState()).toBe('up');
    await act(id, 'power_off');
    await until(serviceState, state => state === 'down');
    await act(id, 'power_on');
    await until(serviceState, state => state === 'up');
    expect((await read(id)).power_state).toBe('on');
  });

  it('heeds the last word about its power', async () => {
    const { body } = await region.admin.get('machines/?tags=openstack');
    const { system_id: id } = body[1];
    const power = async () => (await read(id)).power_state;
    await act(id, 'power_off');
    await until(power, state => state === 'off');
    // both before the BMC has done the first
    await Promise.all([act(id, 'power_off'), act(id, 'power_on')]);
    await until(power, state => state === 'on');
  });

  it('gets the user data it was deployed with, until it is released', async () => {
    const id = await fresh();
    const { hostname } = await read(id);
    const userData = '#cloud-config\nssh_pwauth: false\n';
    await act(id, 'deploy', {
      user_data: Buffer.from(userData).toString('base64'),
    });
    expect(region.estate.machineUserData(hostname)).toBe(userData);
    const { body } = await new Client(region.estate.url).ask(
      'GET',
      `/_control/machines/${hostname}/user-data`,
    );
    expect(body).toEqual({ userData });
    await act(id, 'abort');
    await act(id, 'release');
    // one that was through before the abort came takes its time to be released
    await until(
      async () => region.estate.machineUserData(hostname),
      found => found === undefined,
    );
    expect(region.estate.machineUserData(hostname)).toBeUndefined();
  });

  it('tells its story in events', async () => {
    const id = await fresh();
    await act(id, 'deploy', { comment: 'for the demo' });
    await settled(region.admin, id, 'Deployed');
    const { body } = await region.admin.get('events/', {
      op: 'query',
      id,
      level: 'DEBUG',
      limit: '50',
    });
    const story: string[] = body.events
      .map((event: any) => `${event.type}|${event.description}`)
      .slice(
        0,
        body.events.findIndex((e: any) => e.type === 'User acquiring node') + 1,
      )
      .reverse();
    expect(story).toEqual(
      expect.arrayContaining([
        'User acquiring node|(ironstage) - for the demo',
        "Node changed status|From 'Ready' to 'Allocated' (to ironstage)",
        "Node changed status|From 'Deploying' to 'Deployed'",
        'Image Deployed|deployed ubuntu/jammy/amd64/generic',
      ]),
    );
    expect(story[story.length - 1]).toBe('Deployed|');
  });

  it('never ran into an error of the simulator', () => {
    expect(region.estate.stats().crashes).toEqual([]);
  });
});
