import { createTestDatabases } from '../../__testUtils__/databases';
import { connectDatabase } from '../../database/migrate';
import { CapacityForecaster } from '../forecast/CapacityForecaster';
import { CapacityHistoryReader } from './CapacityHistoryReader';
import { KnexSampleStore } from './KnexSampleStore';
import { reconstructedMark } from './Reconstruction';
import type { Sample } from './Sample';
import { DAY, HOUR, RAW } from './steps';

const databases = createTestDatabases();
const NOW = Date.UTC(2026, 5, 1, 12) / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

const sample = (provider: string, zone: string, allocated: number): Sample => ({
  class: 'vcpus',
  provider,
  site: 'eu1',
  zone,
  role: '',
  total: 10,
  deliverable: 40,
  granted: zone === '' ? 5 : 0,
  allocated,
  used: null,
});

describe.each(databases.eachSupportedId())('reading history (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const samples = new KnexSampleStore(knex);
    const reader = new CapacityHistoryReader(samples, () => NOW * 1000);
    return { knex, samples, reader };
  }

  it('is of the part of the estate that is asked for; quotas are of none of its zones', async () => {
    const { samples, reader } = await setUp();
    await samples.add(NOW - HOUR, [
      sample('p', '', 1),
      sample('p', 'a', 2),
      sample('q', 'a', 4),
    ]);
    const of = async (query: object) =>
      (await reader.read({ class: 'vcpus', ...query })).points;
    expect(await of({})).toMatchObject([{ allocated: 7, granted: 5 }]);
    expect(await of({ provider: ['p'] })).toMatchObject([{ allocated: 3 }]);
    expect(await of({ zone: ['a'] })).toMatchObject([
      { allocated: 6, granted: null },
    ]);
    expect(await of({ site: ['eu2'] })).toEqual([]);
    expect(await reader.read({ class: 'vcpus' })).toMatchObject({
      overcommit: 4,
      reconstructedBefore: null,
    });
  });

  it('has a step that the answer has room for, or says which would do', async () => {
    const { reader } = await setUp();
    const steps = await Promise.all(
      [1, 7, 30, 90, 365, 1000].map(async days => {
        const from = iso(NOW - days * DAY);
        return (await reader.read({ class: 'vcpus', from })).step;
      }),
    );
    expect(steps).toEqual([RAW, HOUR, 6 * HOUR, 6 * HOUR, DAY, 7 * DAY]);
    await expect(
      reader.read({ class: 'vcpus', from: iso(NOW - 7 * DAY), step: RAW }),
    ).rejects.toThrow(/ask for a step of 3600 seconds or for less time/);
    await expect(
      reader.read({ class: 'vcpus', from: iso(NOW), to: iso(NOW - 1) }),
    ).rejects.toThrow('from must be earlier than to.');
  });

  it('is at most 100 kB', async () => {
    const { samples, reader } = await setUp();
    const [seriesId] = await samples.series.idsOf([
      { ...sample('p', 'a', 1), class: 'memoryBytes' },
    ]);
    await samples.addStored(
      Array.from({ length: 600 }, (_, index) => ({
        ...sample('p', 'a', 123_456_789 + index),
        total: 987_654_321,
        deliverable: 987_654_321,
        seriesId,
        step: HOUR,
        at: NOW - (index + 1) * HOUR,
      })),
    );
    await samples.settling.run(NOW);
    const from = iso(NOW - 20 * DAY);
    const answer = await reader.read({ class: 'memoryBytes', from });
    expect(answer.points.length).toBeGreaterThan(400);
    expect(JSON.stringify(answer).length).toBeLessThan(100_000);
  });

  it('does not read samples of other series or steps', async () => {
    const { knex, samples } = await setUp();
    await samples.add(NOW, [sample('p', 'a', 1)]);
    if (engine !== 'SQLITE_3') {
      return; // PostgreSQL plans by how much there is
    }
    let statement: { sql: string; bindings: unknown[] } | undefined;
    knex.on('query', query => {
      statement = /infra_capacity_samples/.test(query.sql) ? query : statement;
    });
    await samples.points(
      { class: 'vcpus' },
      { from: NOW - DAY, to: NOW + 1, step: HOUR },
    );
    const plan = await knex.raw(
      `explain query plan ${statement?.sql}`,
      statement?.bindings as never,
    );
    const steps: string = JSON.stringify(plan);
    expect(steps).toMatch(
      /SEARCH infra_capacity_samples USING PRIMARY KEY \(series_id=\? AND step=\? AND at>\? AND at<\?\)/,
    );
    expect(steps).not.toMatch(/SCAN infra_capacity_samples/);
  });

  it('is what forecasts are made of, once for each sample, and they say what was worked out', async () => {
    const { knex, samples, reader } = await setUp();
    const [seriesId] = await samples.series.idsOf([sample('p', 'a', 0)]);
    await samples.addStored(
      Array.from({ length: 60 * 4 }, (_, index) => ({
        ...sample('p', 'a', Math.round(index / 8)),
        seriesId,
        step: HOUR,
        at: NOW - (240 - index) * 6 * HOUR,
      })),
    );
    await samples.settling.run(NOW);
    await samples.marks.set(reconstructedMark('p'), NOW - 10 * DAY);
    const forecaster = new CapacityForecaster(
      samples,
      reader,
      () => NOW * 1000,
    );
    const [one, ...others] = await forecaster.forecasts({});
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      class: 'vcpus',
      state: 'growing',
      model: 'trend',
      deliverable: 40,
      reconstructedBefore: iso(NOW - 10 * DAY),
    });
    // half a vCPU a day, ten of them left
    expect(Math.abs(one.daysToFull.expected! - 20)).toBeLessThanOrEqual(3);

    let asked = 0;
    knex.on('query', () => {
      asked += 1;
    });
    await forecaster.forecasts({});
    expect(asked).toBe(0);
    expect(await forecaster.forecasts({ provider: ['q'] })).toEqual([]);
  });
});
