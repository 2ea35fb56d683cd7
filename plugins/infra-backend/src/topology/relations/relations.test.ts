import type { Relations } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { callerOf } from '../../__testUtils__/createTestServices';
import { createTestDatabases } from '../../__testUtils__/databases';
import { connectDatabase } from '../../database/migrate';
import { KnexInventoryStore } from '../../inventory/KnexInventoryStore';
import { DefaultTopologyService } from '../DefaultTopologyService';
import { Estate } from '../estate/Estate';
import { KnexEstateReader } from '../estate/EstateReader';
import type { OverlayFiles } from '../overlay/OverlayFiles';
import { parseOverlay } from '../overlay/parseOverlay';
import { FULL_SIGHT, type TopologySight } from '../TopologyService';

const databases = createTestDatabases();
const [[engine]] = databases.eachSupportedId();

const UUID = '4c4c4544-0042-3510-8052-b4c04f4d3033';
const ROW = { status: 'active', attributes: {} };

const METAL: InventoryItem[] = [
  {
    kind: 'machine',
    externalId: 'm1',
    name: 'r1-n1',
    status: 'deployed',
    attributes: { systemUuid: UUID },
  },
  {
    kind: 'machine',
    externalId: 'm2',
    name: 'r1-n2',
    status: 'deployed',
    attributes: { serial: 'CZ7QK181' },
  },
  {
    kind: 'machine',
    externalId: 'm3',
    name: 'r1-n3',
    status: 'deployed',
    attributes: { serial: 'CZ7QK181' },
  },
];

const CLOUD: InventoryItem[] = [
  { ...ROW, kind: 'project', externalId: 't1', name: 'x-dev' },
  {
    kind: 'hypervisor',
    externalId: 'h1',
    name: 'cpu-1',
    status: 'up',
    attributes: { systemUuid: '44454C4C-4200-1035-8052-B4C04F4D3033' },
  },
  {
    kind: 'hypervisor',
    externalId: 'h2',
    name: 'cpu-2',
    status: 'up',
    attributes: { serial: 'CZ7QK181' },
  },
  { ...ROW, kind: 'flavor', externalId: 'f1', name: 'small' },
  {
    ...ROW,
    kind: 'image',
    externalId: 'b1',
    name: 'base',
    attributes: { shared: true },
  },
  {
    ...ROW,
    kind: 'network',
    externalId: 'n1',
    name: 'private',
    projectExternalId: 't1',
    attributes: { cidrs: ['10.0.0.0/24'] },
  },
  {
    ...ROW,
    kind: 'network',
    externalId: 'n2',
    name: 'wide',
    attributes: { cidrs: ['10.0.0.0/8'], shared: true },
  },
  {
    ...ROW,
    kind: 'volume',
    externalId: 'v1',
    name: 'data',
    projectExternalId: 't1',
    attributes: { attachedTo: ['i1'] },
  },
  {
    ...ROW,
    kind: 'instance',
    externalId: 'i1',
    name: 'api-1',
    projectExternalId: 't1',
    hostExternalId: 'h1',
    attributes: { image: 'base', flavor: 'small', addresses: ['10.0.0.4'] },
  },
  {
    ...ROW,
    kind: 'instance',
    externalId: 'i2',
    name: 'secret',
    projectExternalId: 't2',
    hostExternalId: 'h1',
    attributes: { image: 'base', flavor: 'small', addresses: ['10.9.0.4'] },
  },
];

const { overlay } = parseOverlay(
  'o.yaml',
  `racks: [{ name: r1, site: eu1, height: 10, feeds: [a, b] }]
machines:
  - match: { systemUuid: ${UUID.toUpperCase()} }
    rack: r1
    unit: 3
    height: 2
    owner: group:default/platform
    price: { amount: 9000, currency: EUR }
  - match: { serial: CZ7QK181 }
    rack: r1
  - match: { name: nobody }
    rack: r1
`,
);

let service: DefaultTopologyService;
beforeAll(async () => {
  const knex = await databases.init(engine);
  await connectDatabase({ getClient: async () => knex });
  const store = new KnexInventoryStore(knex, 60_000);
  await store.upsert({ provider: 'maas', site: 'eu1' }, METAL);
  await store.upsert({ provider: 'os', site: 'eu1' }, CLOUD);
  const assign = (externalId: string, name: string, owner: string) =>
    store.assignTenant({ provider: 'os', externalId }, { name, owner });
  await assign('t1', 'x-dev', 'group:default/x');
  await assign('t2', 'y-prod', 'group:default/y');
  service = new DefaultTopologyService({
    estate: new Estate(new KnexEstateReader(knex), store),
    overlay: {
      configured: true,
      get: () => ({ overlay, version: 1, loadedAt: null, problems: [] }),
    } as unknown as OverlayFiles,
    registry: { list: () => [] },
    states: { list: async () => [] },
  });
});

const caller = callerOf('rui', 'platform');
const ask = (ref: string, sight: TopologySight = FULL_SIGHT) =>
  service.relations(ref, { limit: 50 }, caller, sight);
const told = (list: Relations['standsOn']) =>
  list.map(
    ({ type, name, certain, by, note }) =>
      `${type} ${name}${certain ? '' : ' maybe'}${by ? ` by ${by}` : ''}${
        note ? ` (${note})` : ''
      }`,
  );

it('tells what an instance stands on', async () => {
  const { standsOn, carries } = await ask('instance:os/i1');
  expect(told(standsOn)).toEqual([
    'host cpu-1',
    'image base',
    'flavor small',
    'network private',
    'volume data',
    'tenant x-dev',
    'project x-dev',
    'owner x',
  ]);
  expect(carries).toEqual([]);
});

it('tells place, power and price of a machine, and which host it is', async () => {
  const { standsOn, carries, asset } = await ask('machine:maas/m1');
  expect(told(standsOn)).toEqual([
    'place r1 (units 3–4)',
    'power a',
    'power b',
  ]);
  expect(told(carries)).toEqual(['host cpu-1 by systemUuid']);
  expect(asset).toEqual({
    owner: 'group:default/platform',
    purchasedOn: null,
    price: { amount: 9000, currency: 'EUR' },
  });
});

it('tells a doubt as a doubt, and takes nothing from the overlay for it', async () => {
  const { standsOn } = await ask('hypervisor:os/h2');
  expect(told(standsOn).sort()).toEqual([
    'machine r1-n2 maybe by serial',
    'machine r1-n3 maybe by serial',
    'place eu1',
  ]);
  const machine = await ask('machine:maas/m2');
  expect(told(machine.standsOn)).toEqual(['place eu1']);
  const racks = await service.racks({ limit: 10, offset: 0 });
  expect(
    racks.overlay.problems.map(({ line, message }) => [line, message]),
  ).toEqual([
    [
      9,
      "It can't be told which machine has serial CZ7QK181: machine:maas/m2, machine:maas/m3, hypervisor:os/h2.",
    ],
    [11, 'No machine has name nobody.'],
  ]);
  // the host whose machine nobody can tell is one, too
  expect(racks.unplaced).toBe(3);
});

it('names and counts nothing of what somebody may not see', async () => {
  const developer: TopologySight = {
    resources: {
      anyOf: [
        { column: 'owner', values: ['group:default/x'] },
        { column: 'shared', values: [1] },
      ],
    } as never,
    projects: 'none',
    estate: false,
  };
  const image = await ask('image:os/b1', developer);
  expect(told(image.carries)).toEqual(['instance api-1']);
  expect(image).toMatchObject({ carriesTotal: 1, hidden: null });
  const own = await ask('instance:os/i1', developer);
  expect(told(own.standsOn)).not.toContain('host cpu-1');
  expect(own.hidden).toBeNull();
  const estate = await ask('image:os/b1', { ...developer, estate: true });
  expect(estate).toMatchObject({ carriesTotal: 1, hidden: 1 });
});

it('knows what people call a thing, and asks back when several are called so', async () => {
  const targetOf = async (target: string) =>
    (await service.impact({ target, limit: 50, offset: 0 }, caller)).target.id;
  expect(await targetOf('R1')).toBe('rack:eu1/r1');
  expect(await targetOf('rack:r1')).toBe('rack:eu1/r1');
  expect(await targetOf('cpu-1')).toBe('hypervisor:os/h1');
  await expect(targetOf('r2')).rejects.toThrow(/There is no .* r2/);
  await expect(targetOf('feed:r1')).rejects.toThrow('There is no feed r1');
});
