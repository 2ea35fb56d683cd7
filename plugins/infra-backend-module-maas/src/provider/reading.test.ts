import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type { InventoryItem, ReadProblem } from '@ironstage/plugin-infra-node';
import amdDevices from '../__fixtures__/devices-amd.json';
import consoleDevices from '../__fixtures__/devices-vga-of-the-bmc.json';
import bootResources from '../__fixtures__/maas-3.4.10-boot-resources.json';
import recorded from '../__fixtures__/maas-3.4.10-machines-list.json';
import network from '../__fixtures__/maas-3.4.10-network.json';
import {
  machineWith,
  startPretendRegion,
  type PretendRegion,
} from '../testing/pretendRegion';
import failing from '../__fixtures__/subnet-statistics-fail.json';
import type { MaasProvider } from './MaasProvider';

const device = (id: number, vendor: string, product: string) => ({
  id,
  vendor_id: vendor,
  product_id: product,
  pci_address: `0000:${id}0:00.0`,
});

describe('reading a region', () => {
  let region: PretendRegion;
  let provider: MaasProvider;
  let problems: ReadProblem[];
  beforeAll(async () => {
    region = await startPretendRegion();
  });
  beforeEach(() => {
    problems = [];
    provider = region.provider();
  });
  afterAll(() => region.close());

  const options = () => ({
    signal: AbortSignal.timeout(120_000),
    onProblem: (problem: ReadProblem) => {
      problems.push(problem);
    },
  });

  async function read(kind: ResourceKind): Promise<InventoryItem[]> {
    const items: InventoryItem[] = [];
    for await (const page of provider.inventory.pages(kind, options())) {
      items.push(...page);
    }
    return items;
  }

  describe('machines', () => {
    const one = machineWith({
      system_id: 'aaaaaa',
      current_commissioning_result_id: 1,
    });

    it('takes cards by their ids, and the console of the BMC for none', async () => {
      region.answer({
        'GET /machines/': { body: [one] },
        'GET /nodes/aaaaaa/devices/': { body: consoleDevices.devices },
      });
      const [row] = await read('machine');
      expect(row.vector?.gpus).toEqual({ 'nvidia-h100-sxm5-80gb': 1 });
      expect(row.attributes.unknownAccelerators).toBeUndefined();
    });

    it('names cards by the table, however the vendor is called', async () => {
      region.answer({
        'GET /machines/': { body: [one] },
        'GET /nodes/aaaaaa/devices/': {
          body: amdDevices.devices.map((it, id) => ({ ...it, id })),
        },
      });
      const [row] = await read('machine');
      expect(row.vector?.gpus).toEqual({ 'amd-mi300x': 1 });
    });

    it('counts no card that nobody has named, and says which it is', async () => {
      region.answer({
        'GET /machines/': { body: [one] },
        'GET /nodes/aaaaaa/devices/': {
          body: [
            device(1, '10DE', 'FFFF'),
            device(2, '10de', 'ffff'),
            // the graphics of its processor
            device(3, '8086', '3e96'),
          ],
        },
      });
      const [row] = await read('machine');
      expect(row.vector?.gpus).toEqual({});
      expect(row.attributes.unknownAccelerators).toEqual(['10de:ffff']);
    });

    it('finds cards after commissioning, and asks for one new machine by itself', async () => {
      const devices: unknown[] = [];
      const state = { status: 1, current_commissioning_result_id: 7 };
      const fleet = () => [
        ...Array.from({ length: 40 }, (_, n) =>
          machineWith({
            system_id: `old${n}`,
            current_commissioning_result_id: n,
          }),
        ),
        machineWith({ ...state, system_id: 'fresh' }),
      ];
      const routes = {
        'GET /machines/': ({ query }: { query: URLSearchParams }) => ({
          body: query.has('devices') ? [] : fleet(),
        }),
        'GET /nodes/fresh/devices/': () => ({ body: devices }),
      };
      region.answer(routes);
      await read('machine');
      // being commissioned, it has its number already
      region.answer(routes);
      expect((await read('machine'))[40].vector?.gpus).toEqual({});
      devices.push(device(1, '10de', '2330'));
      state.status = 4;
      region.answer(routes);
      expect((await read('machine'))[40].vector?.gpus).toEqual({
        'nvidia-h100-sxm5-80gb': 1,
      });
      expect(region.asked()).toEqual([
        'GET /machines/',
        'GET /nodes/fresh/devices/',
      ]);
      region.answer(routes);
      await read('machine');
      const gpus = [];
      for await (const page of provider.gpus.devices(options())) {
        gpus.push(...page);
      }
      expect(gpus).toHaveLength(1);
      expect(region.asked()).toEqual(['GET /machines/']);
    });

    it('asks as often for 400 machines as for 40, but for those that have cards', async () => {
      const counts = [];
      for (const size of [40, 400]) {
        provider = region.provider();
        const fleet = Array.from({ length: size }, (_, n) =>
          machineWith({ system_id: `m${n}` }),
        );
        region.answer({
          'GET /machines/': ({ query }) => ({
            body:
              query.get('devices') === 'vendor_id=10de'
                ? fleet.slice(0, 2)
                : fleet.slice(0, query.has('devices') ? 0 : size),
          }),
          'GET /nodes/m0/devices/': { body: [device(1, '10de', '2330')] },
          'GET /nodes/m1/devices/': { body: [device(1, '10de', '2330')] },
        });
        expect(await read('machine')).toHaveLength(size);
        counts.push(region.asked().length);
        // each list of all is made once
        expect(
          region.seen.filter(
            ({ path, query }) =>
              path === '/machines/' &&
              !query.has('devices') &&
              !query.has('op'),
          ),
        ).toHaveLength(1);
      }
      expect(counts[1]).toBe(counts[0]);
    });

    it('tells the same of a machine alone as in the list, whatever order MAAS has', async () => {
      const dgx = { ...recorded[0], system_id: 'aaaaaa' };
      const shuffled = Object.fromEntries(
        Object.entries(dgx).map(([key, value]) => [
          key,
          Array.isArray(value) ? [...value].reverse() : value,
        ]),
      );
      region.answer({
        'GET /machines/': { body: [dgx] },
        'GET /machines/aaaaaa/': { body: shuffled },
        'GET /nodes/aaaaaa/devices/': { body: [] },
        'GET /machines/?op=power_parameters': {
          body: { aaaaaa: { power_address: '10.20.1.11' } },
        },
      });
      const [row] = await read('machine');
      expect(row.attributes.numaNodes).toHaveLength(2);
      expect(
        await provider.inventory.get('machine', 'aaaaaa', options()),
      ).toEqual(row);
      expect(
        await region.provider().machines.read('aaaaaa', options()),
      ).toEqual(row);
    });

    it('leaves out one that does not parse, says which, and lists none twice', async () => {
      region.answer({
        'GET /machines/': {
          body: [
            { ...one, system_id: 'broken', hostname: null },
            one,
            { ...one, hostname: 'renamed-meanwhile' },
          ],
        },
        'GET /nodes/aaaaaa/devices/': { body: [] },
      });
      const rows = await read('machine');
      expect(rows.map(row => row.name)).toEqual(['renamed-meanwhile']);
      expect(problems).toEqual([
        {
          kind: 'machine',
          externalId: 'broken',
          message: expect.stringContaining('the machine broken'),
        },
      ]);
    });

    it('lives with a machine that vanishes, or does not tell its devices', async () => {
      region.answer({
        'GET /machines/': {
          body: [one, machineWith({ system_id: 'bbbbbb' })],
        },
        'GET /nodes/bbbbbb/devices/': { status: 400, body: 'Bad luck.' },
      });
      expect(await read('machine')).toHaveLength(2);
      expect(problems.map(problem => problem.externalId)).toEqual(['bbbbbb']);
    });

    it('gives what identifies a host, and nothing that its maker left blank', async () => {
      region.answer({
        'GET /machines/': {
          body: [
            {
              ...one,
              power_type: 'redfish',
              hardware_uuid: '4C4C4544-0035-4810-8052-B4C04F4B4000',
            },
            machineWith({
              system_id: 'bbbbbb',
              power_type: 'virsh',
              hardware_uuid: '03000200-0400-0500-0006-000700080009',
              hardware_info: { system_serial: 'To be filled by O.E.M.' },
            }),
          ],
        },
        'GET /nodes/aaaaaa/devices/': { body: [] },
        'GET /nodes/bbbbbb/devices/': { body: [] },
        'GET /machines/?op=power_parameters': {
          body: {
            aaaaaa: { power_address: 'https://10.20.1.11:443/redfish/v1' },
            // that of the hypervisor, which others have as well
            bbbbbb: { power_address: 'qemu+ssh://10.20.9.9/system' },
          },
        },
      });
      const [good, blank] = await read('machine');
      expect(good.attributes).toMatchObject({
        systemUuid: '4c4c4544-0035-4810-8052-b4c04f4b4000',
        bmcAddress: '10.20.1.11',
        fqdn: one.fqdn,
      });
      expect(good.attributes.macs).not.toEqual([]);
      expect(blank.attributes).not.toHaveProperty('systemUuid');
      expect(blank.attributes).not.toHaveProperty('serial');
      expect(blank.attributes).not.toHaveProperty('bmcAddress');
    });
  });

  describe('networks', () => {
    const [subnet] = network['GET subnets/'];
    const statistics = { num_available: 1, total_addresses: 4, usage: 0.75 };

    it.each([
      [failing['GET subnets/1/?op=statistics'], 2, 1],
      [failing.orMeanwhileDeleted, 1, 0],
    ])(
      'live on when the use of one is answered with %j',
      async (answer, rows, told) => {
        region.answer({
          'GET /subnets/': { body: [subnet, { ...subnet, id: 77 }] },
          [`GET /subnets/${subnet.id}/?op=statistics`]: { body: statistics },
          'GET /subnets/77/?op=statistics': answer,
        });
        const items = await read('network');
        expect(items).toHaveLength(rows);
        expect(items[0].attributes.usedPercent).toBe(75);
        expect(problems).toHaveLength(told);
      },
    );

    it('keeps the last known use while it can not be read', async () => {
      let answer: object = { body: statistics };
      region.answer({
        'GET /subnets/': { body: [subnet] },
        [`GET /subnets/${subnet.id}/?op=statistics`]: () => answer,
      });
      const [before] = await read('network');
      answer = { status: 500, body: 'division by zero' };
      expect(await read('network')).toEqual([before]);
    });
  });

  describe('one object', () => {
    it('is not called gone because it can not be read', async () => {
      region.answer({
        'GET /resourcepools/': {
          body: [
            { id: 5, name: null },
            { id: 6, name: 'good' },
          ],
        },
      });
      const get = (id: string) =>
        provider.inventory.get('project', id, options());
      await expect(get('5')).rejects.toMatchObject({
        kind: 'unexpected-answer',
      });
      expect(await get('6')).toMatchObject({ name: 'good' });
      expect(await get('7')).toBeUndefined();
    });
  });

  describe('images', () => {
    const [listed] = bootResources['GET boot-resources/'];
    const synced = (id: number, name: string, title?: string) => ({
      ...listed,
      id,
      name,
      title,
    });

    it('offers what can be deployed, and asks once whether it is whole', async () => {
      const routes = {
        'GET /boot-resources/': {
          body: [
            synced(1, 'ubuntu/jammy', 'Ubuntu 22.04 LTS'),
            synced(2, 'ubuntu/noble', '24.04 LTS'),
            synced(3, 'grub-efi-signed/uefi'),
            synced(4, 'pxelinux/pxe'),
          ],
        },
        'GET /boot-resources/1/': {
          body: {
            sets: {
              20240822: { complete: true },
              20241001: { complete: false },
            },
          },
        },
        'GET /boot-resources/2/': {
          body: { sets: { 20240822: { complete: false } } },
        },
      };
      region.answer(routes);
      const items = await read('image');
      expect(items.map(item => [item.name, item.attributes.os])).toEqual([
        ['ubuntu/jammy', 'Ubuntu 22.04 LTS'],
      ]);
      region.answer(routes);
      await read('image');
      expect(region.asked()).toEqual([
        'GET /boot-resources/',
        'GET /boot-resources/2/',
      ]);
    });
  });
});
