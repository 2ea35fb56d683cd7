import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login, until, type Client } from '../../testing/client';
import { demoCredentials as demo } from '../demo';

const SIZE = { machines: 8, instances: 0, bareMetal: 8, speed: 2000 };

/** A client for one node. */
function handle(client: Client, name: string) {
  const headers = { 'X-OpenStack-Ironic-API-Version': '1.82' };
  const path = `/baremetal/v1/nodes/${name}`;
  return {
    show: async () => (await client.ask('GET', path, { headers })).body,
    put: (what: string, body?: unknown) =>
      client.ask('PUT', `${path}/${what}`, { headers, body }),
    clear: () => client.ask('DELETE', `${path}/maintenance`, { headers }),
  };
}

const faultOf = (answer: { body: { error_message: string } }) =>
  JSON.parse(answer.body.error_message).faultstring;

describe('nodes of the simulated Ironic', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  const node = (index: number, client = admin) =>
    handle(client, estate.estate.bareMetal[index].hostname);

  beforeAll(async () => {
    estate = await startSimulators(SIZE);
    admin = await login(estate.url);
  });
  afterAll(() => estate.stop());

  it('go the way from enrolled to in use and back, locked while they are on it', async () => {
    const one = node(6);
    expect((await one.show()).provision_state).toBe('enroll');
    const early = await one.put('states/provision', { target: 'active' });
    expect(early.status).toBe(400);
    expect(faultOf(early)).toMatch(
      /^The requested action "active" can not be performed on node "[0-9a-f-]{36}" while it is in state "enroll"\.$/,
    );
    for (const [target, on, end] of [
      ['manage', 'verifying', 'manageable'],
      ['inspect', 'inspecting', 'manageable'],
      ['provide', 'cleaning', 'available'],
      ['active', 'deploying', 'active'],
      ['deleted', 'deleting', 'available'],
    ]) {
      const answer = await one.put('states/provision', { target });
      expect(answer.status).toBe(202);
      expect(answer.headers.get('location')).toMatch(/\/states$/);
      const states = new Set<string>();
      const settled = await until(one.show, row => {
        states.add(row.provision_state);
        return row.target_provision_state === null && row.reservation === null;
      });
      expect(settled.provision_state).toBe(end);
      // a fast clock leaves little time to look: what was seen is on the way
      expect([on, 'wait call-back', 'cleaning', end]).toEqual(
        expect.arrayContaining([...states]),
      );
    }
  });

  it('take one order at a time', async () => {
    const slow = await startSimulators({ ...SIZE, speed: 1 });
    const one = handle(
      await login(slow.url),
      slow.estate.bareMetal[1].hostname,
    );
    await one.put('states/provision', { target: 'active' });
    expect(await one.show()).toMatchObject({
      provision_state: 'deploying',
      target_provision_state: 'active',
      reservation: 'conductor-1',
    });
    const second = await one.put('states/power', { target: 'power on' });
    expect(second.status).toBe(409);
    expect(faultOf(second)).toMatch(/is locked by host conductor-1/);
    await slow.stop();
  });

  it('are switched on and off', async () => {
    const one = node(1);
    const wrong = await one.put('states/power', { target: 'sideways' });
    expect(faultOf(wrong)).toBe(
      `The requested action "sideways" can not be performed on node "${estate.estate.bareMetal[1].hostname}" while it is in state "power off".`,
    );
    expect((await one.put('states/power', {})).status).toBe(400);
    expect((await one.put('states/power', { target: 'power on' })).status).toBe(
      202,
    );
    await until(one.show, row => row.power_state === 'power on');
  });

  it('are kept from use by maintenance and by retirement', async () => {
    const one = node(3);
    await one.put('maintenance', { reason: 'disk 2' });
    expect(await one.show()).toMatchObject({
      maintenance: true,
      maintenance_reason: 'disk 2',
    });
    const refused = await one.put('states/provision', { target: 'active' });
    expect(refused.status).toBe(400);
    expect(faultOf(refused)).toMatch(/because it's in maintenance mode\.$/);
    await one.clear();
    expect(await one.show()).toMatchObject({
      maintenance: false,
      maintenance_reason: null,
    });
    const retired = await node(7).put('states/provision', {
      target: 'provide',
    });
    expect(faultOf(retired)).toMatch(
      /^The providing operation .* because it is retired\.$/,
    );
  });

  it('leave a lessee nothing but the power', async () => {
    const client = await login(
      estate.url,
      'search-prod',
      demo.memberUsername,
      demo.memberPassword,
    );
    const leased = node(0, client);
    const power = await leased.put('states/power', { target: 'rebooting' });
    expect(power.status).toBe(202);
    for (const [what, rule] of [
      ['states/provision', 'set_provision_state'],
      ['maintenance', 'set_maintenance'],
    ]) {
      const denied = await leased.put(what, { target: 'deleted' });
      expect(denied.status).toBe(403);
      expect(faultOf(denied)).toBe(
        `Access was denied to the following resource: baremetal:node:${rule}`,
      );
    }
    expect((await leased.clear()).status).toBe(403);
  });

  it('survive a restart, and come to files that were written before there were any', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'nodes-'));
    const stateFile = join(dir, 'estate.json');
    const first = await startSimulators({ ...SIZE, stateFile });
    const name = first.estate.bareMetal[1].hostname;
    await handle(await login(first.url), name).put('maintenance', {
      reason: 'kept',
    });
    await first.stop();

    const second = await startSimulators({ stateFile });
    expect(second.options.bareMetal).toBe(8);
    const kept = await handle(await login(second.url), name).show();
    expect(kept.maintenance_reason).toBe('kept');
    await second.stop();

    const stored = JSON.parse(readFileSync(stateFile, 'utf8'));
    delete stored.state.openstack.nodes;
    delete stored.state.openstack.nodePorts;
    delete stored.state.options.bareMetal;
    writeFileSync(stateFile, JSON.stringify(stored));
    const third = await startSimulators({ stateFile, bareMetal: 3 });
    expect(third.stats().openstack.nodes).toBe(3);
    await third.stop();
    rmSync(dir, { recursive: true });
  });
});
