import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login, type Client } from '../../testing/client';
import { expectLikeRecorded } from '../../testing/likeRecorded';
import {
  createServer,
  makeProject,
  settled,
  type TestProject,
} from '../../testing/project';
import { flavorId } from '../seed/seedCatalogue';
import bulk from './__fixtures__/placement-8.0-allocation-candidates-without-limit-bulk-read-of-capacity.json';
import candidates from './__fixtures__/placement-8.0-allocation-candidates.json';
import vgpu from './__fixtures__/placement-8.0-allocation-of-a-vgpu-server-two-providers.json';
import allocation from './__fixtures__/placement-8.0-allocations-of-a-server.json';
import inventories from './__fixtures__/placement-8.0-inventories.json';
import usages from './__fixtures__/placement-8.0-project-usages.json';
import providers from './__fixtures__/placement-8.0-resource-providers.json';
import traits from './__fixtures__/placement-8.0-traits-of-a-disabled-host.json';
import used from './__fixtures__/placement-8.0-usages-of-a-provider.json';
import versions from './__fixtures__/placement-8.0-versions.json';

interface Provider {
  uuid: string;
  name: string;
  parent_provider_uuid: string | null;
}

describe('Placement answers as the recorded one does', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  let project: TestProject;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 6, speed: 100 });
    admin = await login(estate.url);
    project = await makeProject(admin);
  });
  afterAll(() => estate.stop());

  /** Use of every class over all providers, as the providers count it. */
  async function usedOfAll(): Promise<Record<string, number>> {
    const answer = await admin.placement(
      '/allocation_candidates?resources=VCPU:1',
    );
    const total: Record<string, number> = {};
    for (const summary of Object.values(answer.body.provider_summaries)) {
      const { resources } = summary as {
        resources: Record<string, { used: number }>;
      };
      for (const [name, { used: amount }] of Object.entries(resources)) {
        total[name] = (total[name] ?? 0) + amount;
      }
    }
    return total;
  }

  it('to version discovery', async () => {
    expectLikeRecorded(await admin.ask('GET', '/placement/'), versions);
  });

  it('to questions about providers', async () => {
    const listed = await admin.placement('/resource_providers');
    expectLikeRecorded(listed, providers);
    const all: Provider[] = listed.body.resource_providers;
    const root = all.find(row => row.parent_provider_uuid === null)!;
    const path = `/resource_providers/${root.uuid}`;
    expectLikeRecorded(
      await admin.placement(`${path}/inventories`),
      inventories,
    );
    expectLikeRecorded(await admin.placement(`${path}/usages`), used);
    expectLikeRecorded(await admin.placement(`${path}/traits`), traits);
    const child = all.find(row => row.parent_provider_uuid !== null)!;
    const tree = await admin.placement(
      `/resource_providers?in_tree=${child.uuid}`,
    );
    const names = tree.body.resource_providers.map((row: Provider) => row.name);
    expect(names).toHaveLength(5);
    expect(names[0]).toBe('r11-n02');
  });

  it('to questions about candidates, whole trees included', async () => {
    expectLikeRecorded(
      await admin.placement(
        '/allocation_candidates?resources=VCPU:2,MEMORY_MB:2048,DISK_GB:10&limit=1',
      ),
      candidates,
    );
    const answer = await admin.placement(
      '/allocation_candidates?resources=VCPU:1',
    );
    expectLikeRecorded(answer, bulk);
    const all = await admin.placement('/resource_providers');
    expect(Object.keys(answer.body.provider_summaries)).toHaveLength(
      all.body.resource_providers.length,
    );
  });

  it('to the allocations of a server, and gives everything back', async () => {
    const before = await usedOfAll();
    const plain = await createServer(project, 'plain');
    const gpu = await createServer(project, 'gpu', {
      flavorRef: flavorId('gpu-small'),
    });
    await settled(project.client, plain, 'ACTIVE');
    await settled(project.client, gpu, 'ACTIVE');
    expectLikeRecorded(
      await admin.placement(`/allocations/${plain}`),
      allocation,
    );
    const held = await admin.placement(`/allocations/${gpu}`);
    expectLikeRecorded(held, vgpu);
    const resources = Object.values(held.body.allocations).map(
      item => (item as { resources: unknown }).resources,
    );
    expect(resources).toEqual([
      { VCPU: 8, MEMORY_MB: 32768, DISK_GB: 50 },
      { VGPU: 1 },
    ]);
    expect((await usedOfAll()).VGPU).toBe((before.VGPU ?? 0) + 1);
    const path = `/usages?project_id=${project.id}`;
    expectLikeRecorded(await admin.placement(path), usages);
    expect((await admin.placement(path, 37)).body.usages).toEqual({
      VCPU: 10,
      MEMORY_MB: 36864,
      DISK_GB: 70,
      VGPU: 1,
    });
    for (const id of [plain, gpu]) {
      await project.client.nova('DELETE', `/servers/${id}`);
    }
    await new Promise(resolve => setTimeout(resolve, 40));
    expect((await admin.placement(path)).body).toEqual({ usages: {} });
    expect(await usedOfAll()).toEqual(before);
    expect((await admin.placement(`/allocations/${gpu}`)).body).toEqual({
      allocations: {},
    });
  });

  it('to what does not exist, by version', async () => {
    expect((await admin.placement('/usages?project_id=x', 0)).status).toBe(404);
    const unknown = await admin.placement(
      '/allocation_candidates?resources=NOPE:1',
    );
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors[0].code).toBe('placement.undefined_code');
    const high = await admin.placement('/resource_providers', 99);
    expect(high.status).toBe(406);
    expect(high.body.errors[0]).toMatchObject({
      max_version: '1.39',
      min_version: '1.0',
    });
  });
});
