import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login, type Client } from '../../testing/client';
import { expectLikeRecorded } from '../../testing/likeRecorded';
import { demoCredentials as demo } from '../demo';
import limits from './__fixtures__/cinder-21.3-limits.json';
import services from './__fixtures__/cinder-21.3-services.json';
import types from './__fixtures__/cinder-21.3-types.json';
import versions from './__fixtures__/cinder-21.3-versions.json';

describe('Cinder answers as the recorded one does', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  const own = `/volume/v3/${demo.projectId}`;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 0, speed: 100 });
    admin = await login(estate.url);
  });
  afterAll(() => estate.stop());

  it('to version discovery, limits and types', async () => {
    expectLikeRecorded(await admin.ask('GET', '/volume/'), versions);
    expectLikeRecorded(await admin.ask('GET', `${own}/limits`), limits);
    expectLikeRecorded(await admin.ask('GET', `${own}/types`), types);
  });

  it('to the question how its services are', async () => {
    const answer = await admin.ask('GET', `${own}/os-services`);
    expectLikeRecorded(answer, services);
    const rows: Array<{ binary: string; host: string }> = answer.body.services;
    expect(rows.some(row => row.binary === 'cinder-scheduler')).toBe(true);
    estate.setHostAlive(rows[0].host.split('@')[0], false);
    const after = await admin.ask('GET', `${own}/os-services`);
    expect(after.body.services[0].state).toBe('down');
  });

  it('with volumes of all projects, the oldest first where that is asked for', async () => {
    await admin.ask('POST', `${own}/volumes`, {
      body: { volume: { size: 1 } },
    });
    await admin.ask('POST', `${own}/volumes`, {
      body: { volume: { size: 2 } },
    });
    const sizes = async (query: string) => {
      const answer = await admin.ask('GET', `${own}/volumes/detail?${query}`);
      return answer.body.volumes.map((one: { size: number }) => one.size);
    };
    expect(await sizes('all_tenants=1&sort=created_at:asc,id:asc')).toEqual([
      1, 2,
    ]);
    expect(await sizes('all_tenants=1')).toEqual([2, 1]);
  });

  it('to quota with a 413 that invites a retry', async () => {
    const set = `${own}/os-quota-sets/${demo.projectId}`;
    await admin.ask('PUT', set, { body: { quota_set: { gigabytes: 20 } } });
    const answer = await admin.ask('POST', `${own}/volumes`, {
      body: { volume: { size: 100 } },
    });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('retry-after')).toBe('0');
    expect(answer.body.overLimit.message).toBe(
      'VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested 100G, quota is 20G and 3G has been consumed.',
    );
    const usage = await admin.ask('GET', `${set}?usage=True`);
    expect(usage.body.quota_set.gigabytes).toEqual({
      limit: 20,
      in_use: 3,
      reserved: 0,
    });
  });

  it('to the id of another project in the path with 400', async () => {
    const other = 'a'.repeat(32);
    const answer = await admin.ask('GET', `/volume/v3/${other}/volumes`);
    expect(answer.status).toBe(400);
    expect(answer.body.badRequest.message).toBe('Malformed request url');
  });
});
