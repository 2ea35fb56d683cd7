import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login, type Client } from '../../testing/client';
import { expectLikeRecorded } from '../../testing/likeRecorded';
import { demoCredentials as demo } from '../demo';
import limits from './__fixtures__/cinder-21.3-limits.json';
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

  it('to quota with a 413 that invites a retry', async () => {
    const set = `${own}/os-quota-sets/${demo.projectId}`;
    await admin.ask('PUT', set, { body: { quota_set: { gigabytes: 20 } } });
    const answer = await admin.ask('POST', `${own}/volumes`, {
      body: { volume: { size: 100 } },
    });
    expect(answer.status).toBe(413);
    expect(answer.headers.get('retry-after')).toBe('0');
    expect(answer.body.overLimit.message).toBe(
      'VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested 100G, quota is 20G and 0G has been consumed.',
    );
    const usage = await admin.ask('GET', `${set}?usage=True`);
    expect(usage.body.quota_set.gigabytes).toEqual({
      limit: 20,
      in_use: 0,
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
