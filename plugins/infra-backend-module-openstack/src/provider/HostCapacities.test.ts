import { Reading } from '@ironstage/plugin-infra-node';
import { ProvidersClient } from '../client/placement/providers/ProvidersClient';
import candidates from '../__fixtures__/zed-allocation-candidates.json';
import inventories from '../__fixtures__/zed-inventories.json';
import {
  startScriptedCloud,
  type ScriptedCloud,
} from '../testing/scriptedCloud';
import { HostCapacities } from './HostCapacities';

const HOST = '4dcddeed-f522-49da-94ba-a7a29031a0bd';
const FULL = '00000000-0000-4000-8000-00000000f011';

describe('HostCapacities', () => {
  let cloud: ScriptedCloud;
  let used: number;
  let capacity: number;
  let total: number;
  let generation: number;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    used = 110;
    capacity = 16000;
    total = 1000;
    generation = 7;
    const summary = candidates.response.body.provider_summaries[HOST];
    const stock = () => ({
      inventories: {
        ...inventories.response.body.inventories,
        VCPU: { ...inventories.response.body.inventories.VCPU, total },
      },
    });
    cloud = await startScriptedCloud(({ path }) => {
      if (path === '/placement/resource_providers') {
        return {
          body: {
            resource_providers: [HOST, FULL].map(uuid => ({
              uuid,
              root_provider_uuid: uuid,
              generation,
            })),
          },
        };
      }
      if (path.startsWith('/placement/allocation_candidates')) {
        return {
          body: {
            provider_summaries: {
              [HOST]: {
                ...summary,
                resources: {
                  ...summary.resources,
                  VCPU: { capacity, used },
                },
              },
            },
          },
        };
      }
      if (path.endsWith('/inventories')) {
        return { body: stock() };
      }
      if (path.endsWith('/usages')) {
        return { body: { usages: { VCPU: 16000 } } };
      }
      return path.endsWith('/traits') ? { body: { traits: [] } } : undefined;
    });
  });
  afterEach(() => cloud.close());

  async function capacities(hosts: HostCapacities) {
    const trees = await hosts.trees(
      [HOST, FULL],
      new Reading('hypervisor', { signal }),
    );
    return new Map(
      [...trees].map(([id, tree]) => [
        id,
        hosts.sumOf(tree.map(one => one.resources))?.capacity,
      ]),
    );
  }

  const reads = (uuid: string) =>
    cloud.calls().filter(one => one.path.includes(uuid)).length;

  it('reads hosts with room in bulk and full ones directly', async () => {
    const hosts = new HostCapacities(new ProvidersClient(cloud.connect()), {});
    const first = await capacities(hosts);
    expect(first.get(HOST)).toMatchObject({
      total: { vcpus: 1000 },
      deliverable: { vcpus: 16000 },
      allocated: { vcpus: 110 },
    });
    // a host without a free processor is in no candidate
    expect(first.get(FULL)?.allocated.vcpus).toBe(16000);
    expect(reads(HOST)).toBe(1);
    expect(reads(FULL)).toBe(3);
    // nothing was allocated since, and nothing went, or it would not be full
    await capacities(hosts);
    expect(reads(FULL)).toBe(3);
    generation += 1;
    await capacities(hosts);
    expect(reads(FULL)).toBe(6);
  });

  it('reads an inventory again only when it no longer explains the capacity', async () => {
    const hosts = new HostCapacities(new ProvidersClient(cloud.connect()), {});
    await capacities(hosts);
    used = 111;
    const second = await capacities(hosts);
    expect(second.get(HOST)?.allocated.vcpus).toBe(111);
    expect(reads(HOST)).toBe(1);

    capacity = 32000;
    total = 2000;
    const third = await capacities(hosts);
    expect(third.get(HOST)).toMatchObject({
      total: { vcpus: 2000 },
      deliverable: { vcpus: 32000 },
    });
    expect(reads(HOST)).toBe(2);
  });
});
