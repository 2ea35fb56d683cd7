import { setTimeout as sleep } from 'node:timers/promises';
import {
  isProviderError,
  type InstanceRequest,
  type InstanceTarget,
} from '@ironstage/plugin-infra-node';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import type { ProxmoxProvider } from './ProxmoxProvider';
import { demoProvider } from '../testing/demoProvider';

const options = { signal: new AbortController().signal };
const POLL_MS = 50;
const PATIENCE_MS = 60_000;

describe('making an instance when things go wrong', () => {
  let estate: SimulatedEstate;
  let provider: ProxmoxProvider;
  let project: string;
  let number = 0;

  const create = () => {
    const cluster = estate.proxmox.find(one => one.name === 'pve-eu1')!;
    return demoProvider({
      endpoints: [{ url: cluster.httpUrl }],
      flavors: [
        { name: 'small', vcpus: 1, memoryGiB: 2, storageGiB: 20 },
        {
          name: 'gpu',
          vcpus: 8,
          memoryGiB: 16,
          storageGiB: 40,
          gpus: { mapping: 'nvidia-a100', count: 3 },
        },
      ],
    });
  };

  beforeAll(async () => {
    estate = await startSimulators({ machines: 24, instances: 20, speed: 100 });
    provider = create();
    project = (
      await provider.projects.ensureProject(
        {
          operationId: 'op-project',
          name: 'mishaps-dev',
          description: '',
          owner: 'group:default/mishaps',
          environment: 'dev',
        },
        options,
      )
    ).externalId;
  });
  afterEach(() => estate.faults.clear());
  afterAll(() => estate.stop());

  const request = (more: Partial<InstanceRequest> = {}): InstanceRequest => {
    number += 1;
    return {
      operationId: `op-${number}`,
      name: `vm-${number}`,
      projectExternalId: project,
      flavorExternalId: 'small',
      imageExternalId: 'eu-baseos-2025.01',
      networkExternalIds: ['vmbr0'],
      userData: '#cloud-config\n',
      metadata: {},
      ...more,
    };
  };

  /** Asks as a runner does: again and again, past errors that pass. */
  async function make(
    wanted: InstanceRequest,
    by: () => ProxmoxProvider = () => provider,
  ): Promise<InstanceTarget> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        const made = await by().instances.ensureInstance(wanted, options);
        if (!made.underWay) {
          return {
            externalId: made.externalId,
            projectExternalId: wanted.projectExternalId,
          };
        }
      } catch (error) {
        const passing =
          isProviderError(error) &&
          (error.transient || error.kind === 'unknown-outcome');
        if (!passing || Date.now() > end) {
          throw error;
        }
      }
      await sleep(POLL_MS);
    }
  }

  const guestsNamed = async (name: string) => {
    const rows = [];
    for await (const page of provider.inventory.pages('instance', options)) {
      rows.push(...page.filter(row => row.name === name));
    }
    return rows;
  };

  async function removed(target: InstanceTarget) {
    while (await provider.instances.getState(target, options)) {
      await provider.instances.remove(target, options);
      await sleep(POLL_MS);
    }
  }

  it('makes one guest when the answer to the clone is lost', async () => {
    estate.faults.add({
      kind: 'lost-answer',
      service: 'pve-eu1',
      method: 'POST',
      path: '/clone',
      times: 1,
    });
    const wanted = request();
    const target = await make(wanted);
    expect(await guestsNamed(wanted.name)).toHaveLength(1);
    expect(
      await provider.instances.findByOperation(
        { operationId: wanted.operationId, projectExternalId: project },
        options,
      ),
    ).toEqual([target]);
    await removed(target);
  });

  it('goes on after a restart at any point, with one guest', async () => {
    const wanted = request();
    // a provider that remembers nothing, for every single request
    const target = await make(wanted, create);
    expect(await guestsNamed(wanted.name)).toHaveLength(1);
    const state = await provider.instances.getState(target, options);
    expect(state).toMatchObject({
      status: 'active',
      item: {
        vector: { vcpus: 1, storageBytes: 20 * 1024 ** 3 },
        attributes: { operationId: wanted.operationId, flavor: 'small' },
      },
    });
    await removed(target);
  });

  it('tries again when a lock is not to be had', async () => {
    estate.faults.add({ kind: 'lock-timeout', service: 'pve-eu1', times: 2 });
    const target = await make(request());
    await removed(target);
  });

  it('takes a task that ends with warnings as done', async () => {
    estate.faults.add({ kind: 'task-warnings', service: 'pve-eu1' });
    const target = await make(request());
    estate.faults.clear();
    await removed(target);
  });

  it('says that the clone failed, in a sentence, and which guest is left locked', async () => {
    estate.faults.add({ kind: 'half-clone', service: 'pve-eu1', times: 1 });
    const wanted = request();
    await expect(make(wanted)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringMatching(
        /^pve-eu1 could not clone the template: [^\n]*\.$/,
      ),
    });
    const [left] = await provider.instances.findByOperation(
      { operationId: wanted.operationId, projectExternalId: project },
      options,
    );
    expect(left).toBeDefined();
    await expect(
      provider.instances.remove(left, options),
    ).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining(`qm unlock ${left.externalId}`),
    });
  });

  it('clones for several operations at the same time, each its own guest', async () => {
    const wanted = Array.from({ length: 6 }, () => request());
    const targets = await Promise.all(wanted.map(one => make(one)));
    expect(new Set(targets.map(one => one.externalId)).size).toBe(6);
    for (const target of targets) {
      await removed(target);
    }
  });

  it('gives GPUs once, counts them, and refuses when none are left', async () => {
    const gpus = async () => {
      const devices = [];
      for await (const page of provider.gpus.devices(options)) {
        devices.push(...page);
      }
      return devices.map(({ total, allocated }) => ({ total, allocated }));
    };
    expect(await gpus()).toEqual([{ total: 4, allocated: 0 }]);
    const target = await make(
      request({ flavorExternalId: 'gpu', imageExternalId: 'eu-gpu-2025.02' }),
    );
    expect(await gpus()).toEqual([{ total: 4, allocated: 3 }]);
    await expect(
      make(
        request({ flavorExternalId: 'gpu', imageExternalId: 'eu-gpu-2025.02' }),
      ),
    ).rejects.toMatchObject({ kind: 'capacity' });
    await removed(target);
    expect(await gpus()).toEqual([{ total: 4, allocated: 0 }]);
  });

  it('does not touch a guest that has taken the id of another', async () => {
    const target = await make(request());
    await expect(
      provider.instances.remove(
        { ...target, projectExternalId: 'search-prod' },
        options,
      ),
    ).rejects.toMatchObject({ kind: 'conflict' });
    expect(await provider.instances.getState(target, options)).toBeDefined();
    await removed(target);
  });
});
