import { mockServices } from '@backstage/backend-test-utils';
import {
  isProviderError,
  type InventoryItem,
} from '@ironstage/plugin-infra-node';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import { demoAuth, demoConfig } from '../testing/demoConfig';
import { OpenStackProvider } from './OpenStackProvider';

const options = () => ({ signal: new AbortController().signal });
const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

/** For what does not answer; what does may need a moment on a busy machine. */
const HASTY = {
  connect: { seconds: 3 },
  request: { seconds: 3 },
  read: { seconds: 3 },
};

function connect(
  estate: SimulatedEstate,
  auth: Record<string, string> = demoAuth,
  timeouts: Record<string, unknown> = {},
): OpenStackProvider {
  return OpenStackProvider.create(
    demoConfig({ authUrl: estate.openstack.authUrl, auth, timeouts }),
    logger,
  );
}

async function read(
  provider: OpenStackProvider,
  kind: 'machine' | 'hypervisor' | 'project' = 'machine',
): Promise<InventoryItem[]> {
  const rows: InventoryItem[] = [];
  for await (const page of provider.inventory.pages(kind, options())) {
    rows.push(...page);
  }
  return rows;
}

describe('machines of an OpenStack with Ironic', () => {
  let estate: SimulatedEstate;
  beforeAll(async () => {
    estate = await startSimulators({
      machines: 6,
      instances: 4,
      bareMetal: 8,
      speed: 100,
    });
  });
  afterAll(() => estate.stop());
  afterEach(() => estate.faults.clear());

  it('have the state, the reason and the project that Ironic tells', async () => {
    const provider = connect(estate);
    const rows = await read(provider);
    expect(
      rows.map(({ name, status, attributes }) => [
        name,
        status,
        attributes.provisionState,
        attributes.powerState,
        attributes.fault,
      ]),
    ).toEqual([
      ['b11-n01', 'deployed', 'active', 'on', undefined],
      ['b11-n02', 'ready', 'available', 'off', undefined],
      [
        'b11-n03',
        'broken',
        'available',
        'off',
        'Fan 3 is loud; waits for a spare part',
      ],
      ['b11-n04', 'ready', 'available', 'off', undefined],
      ['b11-n05', 'new', 'manageable', 'off', undefined],
      [
        'b11-n06',
        'broken',
        'clean failed',
        'off',
        'Timeout reached while cleaning the node.',
      ],
      ['b11-n07', 'new', 'enroll', 'unknown', undefined],
      ['b11-n08', 'retired', 'manageable', 'off', undefined],
    ]);
    const lessee = (await read(provider, 'project')).find(
      project => project.externalId === rows[0].projectExternalId,
    );
    expect(lessee?.name).toBe('search-prod');
  });

  it('are the machines of the estate, by what others know them by', async () => {
    const rows = await read(connect(estate));
    estate.estate.bareMetal.forEach((machine, index) => {
      expect(rows[index].attributes).toMatchObject({
        hostname: machine.hostname,
        macs: [...machine.macs].sort(),
        systemUuid: machine.systemUuid,
        serial: machine.serial,
        bmcAddress: machine.bmcAddress,
        rack: machine.rack,
      });
    });
    expect(rows[3].attributes).toMatchObject({
      resourceClass: 'metal-gpu',
      tags: ['CUSTOM_GPU_NVIDIA_A100', 'CUSTOM_NVME'],
    });
    const { gpus } = estate.estate.bareMetal[3];
    expect(gpus).not.toEqual([]);
    expect(rows[3].attributes).not.toHaveProperty('unknownAccelerators');
    expect(rows[3].attributes.gpus).toEqual(
      gpus.map(({ card, vendorId, productId, pciAddress }) => ({
        model: card,
        vendorId,
        productId,
        pciAddress,
      })),
    );
  });

  it('are found by their ids and not by their names', async () => {
    const provider = connect(estate);
    const [first] = await read(provider);
    const { inventory } = provider;
    await expect(
      inventory.get('machine', first.externalId, options()),
    ).resolves.toEqual(first);
    await expect(
      inventory.get('machine', first.name, options()),
    ).resolves.toBeUndefined();
  });

  it('do not become hypervisors', async () => {
    const provider = connect(estate);
    const hosts = (await read(provider, 'hypervisor')).map(
      host => host.externalId,
    );
    for (const { externalId } of await read(provider)) {
      expect(hosts).not.toContain(externalId);
    }
  });

  it.each([
    [
      'is down',
      { kind: 'down' },
      'unavailable',
      /^The baremetal service of os-eu1 has trouble of its own/,
    ],
    [
      'breaks off',
      { kind: 'reset' },
      'unreachable',
      /^The baremetal service of os-eu1 can't be reached: .*; check its catalog, infra\.openstack\[0\]\.region and infra\.openstack\[0\]\.interface\.$/,
    ],
    [
      'is silent',
      { kind: 'hang' },
      'timeout',
      /^The baremetal service of os-eu1 .*infra\.openstack\[0\]\.timeouts if it is only slow\.$/,
    ],
    [
      'stops in the middle of an answer',
      { kind: 'partial' },
      'unreachable',
      /^The baremetal service of os-eu1 can't be reached/,
    ],
  ] as const)(
    'are missed with a sentence that names Ironic while it %s, and nothing else is',
    async (_what, fault, kind, sentence) => {
      const provider = connect(estate, demoAuth, HASTY);
      // logged in before, so that nothing but Ironic has to be quick
      await provider.check(options());
      estate.faults.add({ ...fault, service: 'baremetal' });
      const error = await read(provider).catch((caught: unknown) => caught);
      if (!isProviderError(error)) {
        throw new Error(`no ProviderError: ${String(error)}`);
      }
      expect(error.kind).toBe(kind);
      expect(error.message).toMatch(sentence);
      await provider.check(options());
      expect((await read(provider, 'project')).length).toBeGreaterThan(0);
      const { services, problems } = await provider.health.health(options());
      expect(services.some(one => one.name === 'nova-scheduler')).toBe(true);
      expect(problems).toEqual([
        expect.stringMatching(/^Ironic can't be asked: The baremetal service/),
      ]);
      estate.faults.clear();
      expect(await read(connect(estate))).toHaveLength(8);
    },
  );

  it('are told apart from an account that may see only some', async () => {
    const member = connect(estate, {
      ...demoAuth,
      username: 'dev-dana',
      password: 'dana-demo-password',
      project: 'search-prod',
    });
    expect((await read(member)).map(row => row.name)).toEqual(['b11-n01']);
    await expect(member.check(options())).rejects.toThrow(
      'lacks the role admin',
    );
  });

  it('have a conductor among the services of the control plane', async () => {
    const { services } = await connect(estate).health.health(options());
    expect(services).toContainEqual({
      name: 'ironic-conductor',
      host: 'conductor-1',
      state: 'up',
    });
  });
});

describe('machines of an OpenStack without Ironic', () => {
  it('are none, and nobody is asked for them', async () => {
    const estate = await startSimulators({ machines: 6, instances: 0 });
    const provider = connect(estate);
    await expect(read(provider)).resolves.toEqual([]);
    await expect(
      provider.inventory.get('machine', 'some-node', options()),
    ).resolves.toBeUndefined();
    const { problems } = await provider.health.health(options());
    expect(problems).toEqual([]);
    expect(JSON.stringify(estate.stats().requests)).not.toContain('baremetal');
    await estate.stop();
  });
});
