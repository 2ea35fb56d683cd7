import type { Machine } from '../estate/model';
import type { Answer } from '../testing/client';
import { expectLikeRecorded } from '../testing/likeRecorded';
import bootResource from './__fixtures__/maas-3.4.10-boot-resource.json';
import bootResources from './__fixtures__/maas-3.4.10-boot-resources.json';
import events from './__fixtures__/maas-3.4.10-events-query.json';
import fabrics from './__fixtures__/maas-3.4.10-fabrics.json';
import machine from './__fixtures__/maas-3.4.10-machine.json';
import gpu from './__fixtures__/maas-3.4.10-node-device-gpu.json';
import rack from './__fixtures__/maas-3.4.10-rackcontroller.json';
import regionController from './__fixtures__/maas-3.4.10-regioncontroller.json';
import small from './__fixtures__/maas-3.4.10-small-collections.json';
import statistics from './__fixtures__/maas-3.4.10-subnet-statistics.json';
import subnets from './__fixtures__/maas-3.4.10-subnets.json';
import { idsOf, startRegion, type TestRegion } from './testing/region';
import { MAAS_VERSIONS } from './version';

const JSON_TYPE = 'application/json; charset=utf-8';

function expectLike(answer: Answer, body: unknown): void {
  expect(answer.headers.get('content-type')).toBe(JSON_TYPE);
  expect(answer.headers.get('x-maas-api-hash')).toMatch(/^[0-9a-f]{40}$/);
  expectLikeRecorded(answer, { response: { status: 200, body } });
}

/** Controllers of the recording had no addresses, ours have. */
function withoutNics(item: Record<string, unknown>) {
  return { ...item, interface_set: [], ip_addresses: [] };
}

/** What the real 3.7.3 has beside the recording of 3.4.10. */
const ADDED = {
  '3.4': { machine: {}, result: {} },
  '3.7': {
    machine: {
      enable_kernel_crash_dump: false,
      error_description: '',
      is_dpu: false,
    },
    result: { resource_uri: expect.stringContaining('/results/') },
  },
} as const;

describe.each(MAAS_VERSIONS)(
  'MAAS %s answers as the recorded one does',
  maasVersion => {
    let region: TestRegion;
    const added = ADDED[maasVersion];
    const recordedMachine = { ...machine, ...added.machine };
    const get = (path: string) => region.admin.get(path);

    beforeAll(async () => {
      region = await startRegion({ maasVersion });
    });
    afterAll(() => region.estate.stop());

    it('with all members of a machine, in lists and alone', async () => {
      const [id] = await idsOf(region.admin, { tags: 'gpu-h100' });
      const one = await get(`machines/${id}/`);
      expectLike(one, recordedMachine);
      expect(Object.keys(one.body)).toHaveLength(
        78 + Object.keys(added.machine).length,
      );
      const list = await get(`machines/?id=${id}`);
      // 3.7 has the NUMA nodes in any order
      expect(list.body).toEqual([
        {
          ...one.body,
          numanode_set: expect.arrayContaining(one.body.numanode_set),
        },
      ]);
      expect(one.body.workload_annotations).toEqual(one.body.owner_data);
      expect(one.body.hardware_info.system_sku).toBe('Unknown');
    });

    it('with the same members before anybody owns it', async () => {
      const [id] = await idsOf(region.admin, { status: 'ready' });
      const { body } = await get(`machines/${id}/`);
      expect(Object.keys(body).sort()).toEqual(
        Object.keys(recordedMachine).sort(),
      );
      expect(body).toMatchObject({
        owner: null,
        osystem: '',
        distro_series: '',
        hwe_kernel: null,
        ip_addresses: [],
      });
    });

    it('with GPUs among the devices of a node, found in one call', async () => {
      const ids = await idsOf(region.admin, {
        devices: 'vendor_id=10DE,product_id=2330',
      });
      const { estate } = region.estate;
      const wanted = estate.machines.filter(m =>
        m.gpus.some(card => card.productId === '2330'),
      );
      expect(ids).toHaveLength(wanted.length);
      const devices = await get(`nodes/${ids[0]}/devices/?hardware_type=gpu`);
      expectLike(devices, gpu);
      // the eight, and the display of the management controller
      expect(devices.body.map((card: any) => card.vendor_id)).toEqual([
        ...Array(8).fill('10de'),
        '1a03',
      ]);
      const all = await get(`nodes/${ids[0]}/devices/`);
      const nic = all.body.find((d: any) => d.hardware_type_name === 'Network');
      expect(nic.physical_interface.mac_address).toBe(
        wanted[0].macs.find(mac => mac === nic.physical_interface.mac_address),
      );
    });

    it('with events, newest first, and ways to newer and older ones', async () => {
      const [id] = await idsOf(region.admin, { tags: 'openstack' });
      const page = await get(`events/?op=query&id=${id}&level=DEBUG&limit=2`);
      expectLike(page, events);
      expect(page.body.events[0]).toMatchObject({
        node: id,
        type: 'Deployed',
        username: 'unknown',
        created: expect.stringMatching(
          /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2}\. \d{4} \d{2}:\d{2}:\d{2}$/,
        ),
      });
      const [newest, older] = page.body.events.map((e: any) => e.id);
      expect(page.body.next_uri).toBe(
        `/MAAS/api/2.0/events/?op=query&id=${id}&level=DEBUG&limit=2&after=${newest}`,
      );
      const back = await get(page.body.prev_uri.replace('/MAAS/api/2.0/', ''));
      expect(back.body.events[0].id).toBeLessThan(older);
      const forth = await get(back.body.next_uri.replace('/MAAS/api/2.0/', ''));
      expect(forth.body.events.map((e: any) => e.id)).toEqual([newest, older]);
    });

    it('with the oldest of the newer events first, so that none is missed', async () => {
      const path = 'events/?op=query&level=DEBUG&limit=3';
      const { body } = await get(`${path}&after=10`);
      expect(body.events.map((e: any) => e.id)).toEqual([13, 12, 11]);
      const before = await get(`${path}&before=13`);
      expect(before.body.events.map((e: any) => e.id)).toEqual([12, 11, 10]);
      const none = await get(`${path}&before=1`);
      expect(none.body).toMatchObject({ count: 0, events: [], prev_uri: null });
      expect((await get(`${path}&before=9&after=3`)).status).toBe(400);
    });

    it('with controllers and their services', async () => {
      const racks = await get('rackcontrollers/');
      const regions = await get('regioncontrollers/');
      expectLikeRecorded(
        { ...racks, body: withoutNics(racks.body[0]) },
        { response: { status: 200, body: withoutNics(rack) } },
      );
      expectLikeRecorded(
        { ...regions, body: withoutNics(regions.body[0]) },
        { response: { status: 200, body: withoutNics(regionController) } },
      );
      expect(racks.body.map((node: any) => node.node_type)).toEqual([4, 2, 2]);
      expect(regions.body.map((node: any) => node.node_type)).toEqual([4]);
      region.estate.setHostAlive(racks.body[1].hostname, false);
      const again = await get(`rackcontrollers/${racks.body[1].system_id}/`);
      expect(again.body.service_set[0]).toEqual({
        name: 'rackd',
        status: 'dead',
        status_info: '',
      });
    });

    it('with images, networks and what is used of a subnet', async () => {
      const listed = await get('boot-resources/');
      const systems = listed.body.filter((item: any) => item.subarches);
      expectLike({ ...listed, body: systems }, bootResources);
      expect(listed.body.map((item: any) => item.name)).toEqual(
        expect.arrayContaining([
          'grub-efi-signed/uefi',
          'pxelinux/pxe',
          'ubuntu/questing',
        ]),
      );
      const images = await get('boot-resources/?type=uploaded');
      expect(images.body.map((image: any) => image.name)).toContain(
        'custom/dgx-base-6',
      );
      const image = await get('boot-resources/1/');
      const [set] = Object.values(image.body.sets as object);
      const [recorded] = Object.values(bootResource.sets);
      expectLike(
        { ...image, body: { ...image.body, sets: set } },
        { ...bootResource, sets: { ...recorded, files: set.files } },
      );
      expectLike(await get('fabrics/'), fabrics);
      expectLike(await get('subnets/'), subnets);
      const used = await get('subnets/1/?op=statistics');
      expectLike(used, statistics);
      const nodes = await get('nodes/');
      const addresses = nodes.body.flatMap((node: any) => node.ip_addresses);
      const inside = addresses.filter((ip: string) => ip.startsWith('10.240.'));
      // Beside them: gateway, DNS server and two reserved ranges.
      expect(used.body.num_unavailable).toBe(inside.length + 2 + 200 + 40);
      expect(used.body.num_available).toBe(65534 - used.body.num_unavailable);
      const byCidr = await get('subnets/10.240.0.0/16/');
      expect(byCidr.body.name).toBe('mgmt');
      const spaces = await get('spaces/');
      expect(spaces.body.map((space: any) => space.id)).toEqual([1, -1]);
    });

    it('with small collections, and bare values where they are', async () => {
      const paths: Record<string, string> = {
        'GET tags/': 'tags/',
        'GET resourcepools/': 'resourcepools/',
        'GET zones/': 'zones/',
        'GET users/': 'users/',
        'GET users/?op=whoami': 'users/?op=whoami',
        'GET version/': 'version/',
      };
      const recorded = small as Record<string, unknown>;
      for (const [name, path] of Object.entries(paths)) {
        expectLike(await get(path), recorded[name]);
      }
      const [id] = await idsOf(region.admin, { tags: 'openstack' });
      const power = await get(`machines/${id}/?op=power_parameters`);
      const wanted = recorded['GET machines/{id}/?op=power_parameters'];
      expect(Object.keys(power.body)).toEqual(Object.keys(wanted as object));
      expect(await get(`machines/${id}/?op=query_power_state`)).toMatchObject({
        body: { state: 'on' },
      });
      const name = await get('maas/?op=get_config&name=default_distro_series');
      expect(name.body).toBe('jammy');
      expect((await get('maas/?op=get_config&name=x')).status).toBe(400);
      expect((await get('vm-hosts/')).body).toEqual([]);
      expect((await get('boot-resources/?op=is_importing')).body).toBe(false);
    });

    it('with BSON for details and YAML for the installer', async () => {
      const [id] = await idsOf(region.admin, { tags: 'openstack' });
      const details = await get(`machines/${id}/?op=details`);
      expect(details.headers.get('content-type')).toBe('application/bson');
      expect(details.body).toContain('lshw');
      const curtin = await get(`machines/${id}/?op=get_curtin_config`);
      expect(curtin.headers.get('content-type')).toMatch(/^text\/plain/);
      const results = await get(`nodes/${id}/results/?type=installation`);
      expect(results.body[0].results[0]).toMatchObject(added.result);
      expect(results.body[0]).toMatchObject({
        type_name: 'Installation',
        status_name: 'Passed',
        started: expect.stringMatching(/ -0000$/),
      });
    });

    it('with a description that clients can build themselves from', async () => {
      const { body } = await region.nobody.get('describe/');
      const machines = body.resources.find(
        (item: any) => item.name === 'MachineHandler',
      );
      expect(machines.auth).toMatchObject({
        params: ['system_id'],
        path: '/MAAS/api/2.0/machines/{system_id}/',
        uri: `${region.estate.maas.url}/api/2.0/machines/{system_id}/`,
      });
      const names = body.resources.map((item: any) => item.name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain('DescribeHandler');
      expect(machines.auth.actions).toContainEqual({
        doc: '',
        method: 'POST',
        name: 'deploy',
        op: 'deploy',
        restful: false,
      });
    });

    it('knows every machine of the estate by uuid, serial and BMC', async () => {
      const { body } = await get('nodes/');
      const byName = new Map<string, any>(
        body.map((node: any) => [node.hostname, node]),
      );
      const power = (await get('machines/?op=power_parameters')).body;
      const { machines } = region.estate.estate;
      const seenBy = (m: Machine) => byName.get(m.hostname);
      const found = machines.filter(
        m => !['New', 'Commissioning'].includes(seenBy(m).status_name),
      );
      expect(
        found.map(m => ({
          uuid: seenBy(m).hardware_uuid,
          serial: seenBy(m).hardware_info.system_serial,
          macs: seenBy(m).interface_set.map((nic: any) => nic.mac_address),
          rack: seenBy(m).tag_names.includes(`rack-${m.rack}`),
          site: seenBy(m).zone.name,
          threads: seenBy(m).cpu_count,
          memoryMib: seenBy(m).memory,
        })),
      ).toEqual(
        found.map(m => ({
          uuid: m.systemUuid,
          serial: m.serial,
          macs: m.macs,
          rack: true,
          site: m.site,
          threads: m.threads,
          memoryMib: m.memoryMib,
        })),
      );
      const run = machines.filter(m => m.platform !== 'metal');
      expect(
        run.map(m => ({
          status: seenBy(m).status_name,
          owner: seenBy(m).owner,
          pool: seenBy(m).pool.name,
          address: seenBy(m).ip_addresses[0],
          bmc: power[seenBy(m).system_id].power_address,
        })),
      ).toEqual(
        run.map(m => ({
          status: 'Deployed',
          owner: 'platform',
          pool: m.platform,
          address: m.managementAddress,
          bmc: m.bmcAddress,
        })),
      );
    });

    it('without an error of its own', () => {
      expect(region.estate.stats().crashes).toEqual([]);
    });
  },
);
