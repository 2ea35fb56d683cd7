import { vector } from '@ironstage/plugin-infra-common';
import { createTestDatabases } from '../../__testUtils__/databases';
import {
  createTestServices,
  TEST_CONFIG,
} from '../../__testUtils__/createTestServices';
import type { Hardware, MachineRow } from '../../inventory/HardwareRows';
import { InstanceDates } from '../../inventory/InstanceDates';
import { HistoryKeeper } from './HistoryKeeper';
import { KnexSampleStore } from './KnexSampleStore';
import { Reconstruction, reconstructedMark } from './Reconstruction';
import { DAY, HOUR } from './steps';
import { takeSamples } from './takeSamples';

const databases = createTestDatabases();
const NOW = Date.UTC(2026, 5, 1, 12, 34) / 1000;

const machine = (status: string, role: string | null): MachineRow => ({
  ref: `machine:maas/${status}`,
  name: status,
  provider: 'maas',
  site: 'eu1',
  zone: 'z',
  status,
  vector: null,
  role,
  pool: null,
  tags: [],
});

describe('takeSamples', () => {
  const place = { site: 'eu1', zone: 'a', status: 'up' } as const;
  const host = (provider: string, allocated: number) => ({
    ...place,
    ref: `hypervisor:${provider}/1`,
    kind: 'hypervisor' as const,
    name: 'n',
    provider,
    capacity: {
      total: vector({ vcpus: 8, memoryBytes: 2 ** 30 }),
      reserved: vector(),
      deliverable: vector({ vcpus: 32, memoryBytes: 2 ** 30 }),
      allocated: vector({ vcpus: allocated, gpus: { 'l4/vgpu': 1 } }),
    },
  });
  const take = (hardware: Hardware, providers: string[]) =>
    takeSamples({
      hardware,
      grants: providers.map(provider => ({
        provider,
        quota: vector({ vcpus: 5 }),
      })),
      providers: new Map(providers.map(id => [id, { site: 'eu1' }])),
      machineRoles: [],
    });

  it('adds hosts up by provider, zone and class, and leaves out who was never read', () => {
    const samples = take(
      { hosts: [host('p', 3), host('p', 4), host('q', 5)], machines: [] },
      ['p'],
    );
    const of = (name: string, zone: string) =>
      samples.filter(one => one.class === name && one.zone === zone);
    expect(of('vcpus', 'a')).toMatchObject([
      { provider: 'p', total: 16, deliverable: 64, allocated: 7, granted: 0 },
    ]);
    expect(of('vcpus', '')).toMatchObject([{ total: 0, granted: 5 }]);
    expect(of('memoryBytes', 'a')).toMatchObject([{ total: 2048 }]);
    expect(of('gpus.l4/vgpu', 'a')).toMatchObject([{ allocated: 2 }]);
    expect(samples.some(({ provider }) => provider === 'q')).toBe(false);
    // nothing of it anywhere
    expect(samples.some(one => one.class === 'storageBytes')).toBe(false);
  });

  it('counts machines by role: what can be had, what is held, what runs', () => {
    const machines = [
      machine('ready', 'gpu'),
      machine('deployed', 'gpu'),
      machine('deploying', 'gpu'),
      machine('broken', 'gpu'),
      machine('ready', null),
    ];
    expect(take({ hosts: [], machines }, ['maas'])).toMatchObject([
      { class: 'vcpus', granted: 5 },
      {
        class: 'machines',
        role: 'gpu',
        total: 4,
        deliverable: 3,
        allocated: 2,
        used: 1,
      },
      { class: 'machines', role: '', total: 1, deliverable: 1, allocated: 0 },
    ]);
  });
});

describe.each(databases.eachSupportedId())('HistoryKeeper (%s)', engine => {
  async function setUp(reconstructDays = 0) {
    const knex = await databases.init(engine);
    const { services, syncNow, registry } = await createTestServices(knex, {
      config: TEST_CONFIG,
    });
    await syncNow();
    const samples = new KnexSampleStore(knex);
    let now = NOW;
    const keeper = () =>
      new HistoryKeeper({
        hardware: services.hardware,
        states: services.states,
        projects: services.stores.projects,
        registry,
        samples,
        machineRoles: [],
        reconstruction:
          reconstructDays > 0
            ? new Reconstruction(
                new InstanceDates(knex),
                samples,
                reconstructDays,
              )
            : undefined,
        now: () => now * 1000,
      });
    return {
      knex,
      samples,
      keeper,
      pass(seconds: number) {
        now += seconds;
      },
    };
  }
  const all = { from: 0, to: NOW + DAY, step: 300 };

  it('takes one sample of five minutes though two replicas look all the time', async () => {
    const { samples, keeper, pass } = await setUp();
    const replicas = [keeper(), keeper()];
    for (let minute = 0; minute < 12; minute++) {
      await Promise.all(replicas.map(one => one.run()));
      pass(60);
    }
    const points = await samples.points({ class: 'vcpus' }, all);
    expect(points.map(({ at }) => at - points[0].at)).toEqual([
      0, 300, 600, 900,
    ]);
    expect(points[0].total).toBeGreaterThan(0);
    expect(new Set(points.map(({ total }) => total)).size).toBe(1);
  });

  it('works the past out of when instances were made, and only where it is told to', async () => {
    const { knex, samples, keeper } = await setUp(30);
    const [host] = await knex('infra_resources')
      .where({ kind: 'hypervisor' })
      .whereNotNull('capacity');
    const { provider, zone } = host;
    const capacity = JSON.parse(host.capacity);
    capacity.allocated.vcpus = 7;
    await knex('infra_resources')
      .where({ ref: host.ref })
      .update({ capacity: JSON.stringify(capacity), hash: 'x' });
    const born = (name: string, days: number, vcpus: number) => ({
      ...host,
      kind: 'instance',
      ref: `instance:${provider}/${name}`,
      external_id: name,
      name,
      zone: null,
      host_ref: host.ref,
      capacity: null,
      vector: JSON.stringify(vector({ vcpus })),
      created_at: new Date((NOW - days * DAY) * 1000).toISOString(),
    });
    await knex('infra_resources').insert([
      born('old', 400, 1),
      born('mid', 20, 2),
      born('new', 0.2, 4),
    ]);
    await keeper().run();

    const daily = { from: NOW - 40 * DAY, to: NOW, step: DAY };
    const points = await samples.points(
      { class: 'vcpus', zone: [zone ?? ''] },
      daily,
    );
    const others = points[points.length - 1].total - points[0].total;
    expect(others).toBe(0);
    expect(points.length).toBeGreaterThanOrEqual(30);
    const at = (days: number) =>
      points.find(one => one.at === NOW - (NOW % DAY) - days * DAY)?.allocated;
    const before = at(25) as number;
    expect(at(10)).toBe(before + 2);
    const hourly = { from: NOW - HOUR, to: NOW, step: 300 };
    expect(
      (await samples.points({ class: 'vcpus', zone: [zone ?? ''] }, hourly))[0]
        .allocated,
    ).toBe(before + 6);
    expect(await samples.marks.get(reconstructedMark(provider))).toBe(
      NOW - (NOW % 300),
    );
  });

  it('takes in whoever was read a moment later within the same five minutes', async () => {
    const { knex, samples, keeper, pass } = await setUp();
    const { last_success_at: readAt } = await knex('infra_providers').first();
    await knex('infra_providers').update({ last_success_at: null });
    await keeper().run();
    expect(await samples.points({ class: 'vcpus' }, all)).toEqual([]);

    await knex('infra_providers').update({ last_success_at: readAt });
    pass(20);
    await keeper().run();
    expect(await samples.points({ class: 'vcpus' }, all)).toHaveLength(1);
  });

  it('claims nothing of the past unless it is told to', async () => {
    const { samples, keeper } = await setUp();
    await keeper().run();
    const points = await samples.points({ class: 'vcpus' }, all);
    expect(points).toHaveLength(1);
  });
});
