import { MiB } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type ProviderErrorKind,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import oldMachine from '../__fixtures__/gomaasclient-machine.json';
import oldRack from '../__fixtures__/gomaasclient-rack-controller.json';
import bootResources from '../__fixtures__/maas-3.4.10-boot-resources.json';
import controllers from '../__fixtures__/maas-3.4.10-controllers.json';
import errors from '../__fixtures__/maas-3.4.10-errors.json';
import events from '../__fixtures__/maas-3.4.10-events-query.json';
import lifecycle from '../__fixtures__/maas-3.4.10-lifecycle-trace.json';
import machines from '../__fixtures__/maas-3.4.10-machines-list.json';
import network from '../__fixtures__/maas-3.4.10-network.json';
import devices from '../__fixtures__/maas-3.4.10-node-devices-gpu.json';
import small from '../__fixtures__/maas-3.4.10-small-collections.json';
import { toMachineState } from '../provider/machineState';
import {
  patient,
  startScriptedRegion,
  transportTo,
  type ScriptedAnswer,
} from '../testing/scriptedRegion';
import { createClients, type Clients } from './createClients';
import { acceleratorsOf, NO_ACCELERATORS } from './devices/gpus';
import { toImageItems } from './images/ImagesClient';
import { toMachineItem } from './machines/mapper';
import { nodeStatus } from './machines/status';
import { toNetworkItem } from './network/mapper';
import { toProjectItem } from './pools/PoolsClient';
import type { MaasTransport } from './transport/MaasTransport';

const PREFIXES = { rack: 'rack-', role: 'role-' };

describe('recorded answers', () => {
  let answer: ScriptedAnswer;
  let region: Awaited<ReturnType<typeof startScriptedRegion>>;
  let transport: MaasTransport;
  let clients: Clients;
  beforeAll(async () => {
    region = await startScriptedRegion(() => answer);
  });
  beforeEach(() => {
    transport = transportTo(region.url, { timeouts: { read: '60s' } });
    clients = createClients(transport);
  });
  afterAll(() => region.close());

  it('make machine rows with hardware, disks, NICs and GPUs', async () => {
    answer = { body: machines };
    const [dgx, cpu] = await clients.machines.list({}, patient());
    answer = { body: devices };
    const accelerators = acceleratorsOf(
      await clients.devices.gpus('sk88wk', patient()),
      { gpuVendors: ['10de'], gpuModels: {} },
    );
    expect(accelerators).toMatchObject({ unknown: [] });
    expect(accelerators.cards).toHaveLength(8);
    const item = toMachineItem(
      dgx,
      { accelerators, powerAddress: '10.20.1.10' },
      PREFIXES,
    );
    expect(item).toMatchObject({
      kind: 'machine',
      externalId: 'sk88wk',
      name: 'dgx-01',
      status: 'deployed',
      zone: 'rack-a1',
      projectExternalId: '1',
      vector: {
        vcpus: 112,
        memoryBytes: 2063846 * MiB,
        storageBytes: 5_760_000_000_000,
        gpus: { 'nvidia-h100-sxm5-80gb': 8 },
      },
      attributes: {
        architecture: 'amd64',
        cpuModel: 'Intel(R) Xeon(R) Platinum 8480C',
        vendor: 'NVIDIA',
        product: 'DGXH100',
        serial: '1660123000',
        systemUuid: '4c4c4544-0035-4810-8052-b4c04f4b4000',
        macs: ['52:54:00:10:00:01', '52:54:00:20:00:01'],
        bmcAddress: '10.20.1.10',
        powerType: 'ipmi',
        powerState: 'on',
        owner: 'alice',
        os: 'ubuntu/jammy',
        addresses: ['10.20.0.251'],
        pool: 'gpu-training',
        tags: ['dgx', 'gpu-h100'],
        numaNodes: [
          { index: 0, vcpus: 56, memoryBytes: 1031923 * MiB },
          { index: 1, vcpus: 56, memoryBytes: 1031923 * MiB },
        ],
      },
    });
    expect(item.attributes.disks).toEqual([
      { name: 'nvme0n1', sizeBytes: 1_920_000_000_000, kind: 'nvme' },
      { name: 'nvme1n1', sizeBytes: 3_840_000_000_000, kind: 'nvme' },
    ]);
    expect(item.attributes.nics).toEqual([
      expect.objectContaining({
        name: 'enp1s0',
        vlan: 0,
        network: 'fabric-0/untagged',
        addresses: ['10.20.0.251'],
        speedMbps: 10000,
      }),
      expect.objectContaining({ name: 'enp2s0', vlan: 100, addresses: [] }),
    ]);
    const idle = toMachineItem(
      cpu,
      { accelerators: NO_ACCELERATORS },
      PREFIXES,
    );
    expect(idle).toMatchObject({ status: 'ready', vector: { gpus: {} } });
    // what commissioning did not find is left out, not called Unknown
    expect(JSON.stringify(idle)).not.toContain('Unknown');
  });

  it('make rows of machines of other versions, as far as they go', async () => {
    answer = { body: oldMachine };
    const machine = await clients.machines.get('g8xyqs', patient());
    expect(
      toMachineItem(machine!, { accelerators: NO_ACCELERATORS }, PREFIXES),
    ).toMatchObject({
      name: 'causal-quagga',
      status: 'failed',
      vector: { vcpus: 7, memoryBytes: 8192 * MiB },
      attributes: { fault: 'Failed to exit rescue mode' },
    });
  });

  it.each(
    lifecycle
      .filter(one => one.machine)
      .map(one => [one.request, one.machine] as const),
  )('%s: the state is read', (_, status) => {
    const [template] = machines;
    const state = toMachineState(
      { ...template, ...status } as never,
      'maas-test',
    );
    expect(state.status).toBe(nodeStatus(status.status).status);
    expect(state.settled).toBe(
      !/ing$|ing /.test(status.status_name.replace('Testing failed', '')) ||
        /failed/i.test(status.status_name),
    );
    expect(state.locked).toBe(status.locked);
  });

  it.each([
    ['Deploying', 'deploying'],
    ['Loading ephemeral', 'deploying: Loading ephemeral'],
    [null, 'deploying'],
  ])('with the message %s are told to be %s', (message, progress) => {
    const [template] = machines;
    const state = toMachineState(
      {
        ...template,
        status: 9,
        status_name: 'Deploying',
        status_message: message,
      } as never,
      'maas-test',
    );
    expect(state.progress).toBe(progress);
  });

  it('make images of boot resources, one for all architectures', async () => {
    answer = { body: bootResources['GET boot-resources/'] };
    const items = toImageItems(await clients.images.list(patient()));
    expect(items.find(item => item.name === 'ubuntu/jammy')).toMatchObject({
      externalId: 'ubuntu/jammy',
      attributes: { os: 'Ubuntu 22.04 LTS', architecture: ['amd64', 'arm64'] },
    });
    expect(new Set(items.map(item => item.name)).size).toBe(items.length);
  });

  it('make networks of subnets, with their VLAN and use', async () => {
    answer = { body: network['GET subnets/'] };
    const [subnet] = await clients.network.subnets(patient());
    const key = Object.keys(network).find(one => /statistics/.test(one))!;
    answer = { body: network[key as keyof typeof network] };
    const use = await clients.network.statistics(subnet.id, patient());
    expect(toNetworkItem(subnet, use)).toMatchObject({
      name: 'mgmt-a',
      attributes: {
        cidrs: ['10.20.0.0/24'],
        fabric: 'fabric-0',
        vlan: 0,
        dhcp: true,
        space: 'mgmt',
        usedPercent: Math.round(use.usage * 100),
      },
    });
  });

  it('make tenants of resource pools', async () => {
    answer = { body: small['GET resourcepools/'] };
    expect((await clients.pools.list(patient())).map(toProjectItem)).toEqual(
      expect.arrayContaining([
        {
          kind: 'project',
          externalId: '1',
          name: 'gpu-training',
          status: 'active',
          attributes: { description: 'H100 training nodes' },
        },
      ]),
    );
  });

  it('tell controllers with their services, of this version and of another', async () => {
    answer = { body: controllers['GET rackcontrollers/'] };
    expect((await clients.controllers.racks(patient()))[0].hostname).toBe(
      'rack-a',
    );
    answer = { body: controllers['GET regioncontrollers/'] };
    expect(
      (await clients.controllers.regions(patient())).length,
    ).toBeGreaterThan(0);
    answer = { body: [oldRack] };
    const [rack] = await clients.controllers.racks(patient());
    expect(rack.service_set?.map(service => service.status)).toContain(
      'running',
    );
  });

  it('tell the portal who it is, the version, and addresses of management controllers without passwords', async () => {
    answer = { body: small['GET users/?op=whoami'] };
    expect(await clients.account.whoAmI(patient())).toEqual({
      username: 'admin',
      isAdmin: true,
    });
    answer = { body: small['GET version/'] };
    expect(await clients.account.version(patient())).toBe('3.4.10');
    answer = {
      body: { sk88wk: small['GET machines/{id}/?op=power_parameters'] },
    };
    const found = await clients.machines.powerAddresses({}, patient());
    expect([...found]).toEqual([['sk88wk', '10.20.1.10']]);
  });

  it('tell events, with times that say they are UTC', async () => {
    answer = { body: events };
    const read = await clients.events.ofMachine(
      'sk88wk',
      { limit: 20 },
      patient(),
    );
    expect(read).toHaveLength(20);
    expect(read[0].created).toBe('2026-11-22T15:48:41.000Z');
  });

  const KINDS: Record<string, ProviderErrorKind> = {
    'e-404': 'not-found',
    'e-badop': 'invalid',
    'e-badkey': 'unauthorized',
    'e-badsig': 'unauthorized',
    'a-get-other': 'forbidden',
    'allocate-none': 'capacity',
    'alloc-sysid': 'conflict',
    'allocate-badtag': 'invalid',
    'deploy-again': 'conflict',
    'deploy-badseries': 'invalid',
    'e-power-state-norack': 'unavailable',
    'commission-again': 'conflict',
    'release-locked': 'forbidden',
    'nonce-replay': 'unauthorized',
    'pool-get404': 'not-found',
  };

  it.each(errors)('$name: $request becomes one plain sentence', async one => {
    answer = {
      status: one.status,
      headers: { 'Content-Type': one.content_type },
      body: one.body,
    };
    const error = await transport
      .call({ method: 'POST', path: 'any/', signal: patient() }, z.unknown())
      .then(
        () => undefined,
        (caught: unknown) => caught,
      );
    if (!isProviderError(error)) {
      throw new Error(`It ended with ${String(error)}`);
    }
    expect(error.message).toMatch(/^[^\n<{]*\.$/);
    expect(error.message).not.toContain('does not sound like');
    expect(error.kind).toBe(KINDS[one.name] ?? error.kind);
  });
});
