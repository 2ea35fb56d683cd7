import { mockServices } from '@backstage/backend-test-utils';
import { GiB, vector } from '@ironstage/plugin-infra-common';
import type {
  InventoryItem,
  ProviderError,
} from '@ironstage/plugin-infra-node';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import { OpenStackProvider } from './OpenStackProvider';
import { demoConfig } from '../testing/demoConfig';

const patient = () => ({ signal: new AbortController().signal });

describe('OpenStackProvider against the simulator', () => {
  let estate: SimulatedEstate;
  let provider: OpenStackProvider;
  let serial = 0;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);

  beforeAll(async () => {
    estate = await startSimulators({ machines: 6, instances: 10, speed: 100 });
  });
  afterAll(() => estate.stop());
  beforeEach(() => {
    provider = create();
  });
  afterEach(() => estate.faults.clear());

  function create(changes: Record<string, unknown> = {}) {
    const config = demoConfig({
      authUrl: estate.openstack.authUrl,
      network: { externalNetwork: 'public' },
      firewall: { sshFrom: ['192.0.2.0/24'] },
      quota: { floatingIps: 0 },
      ...changes,
    });
    return OpenStackProvider.create(config, logger);
  }

  async function all(kind: 'flavor' | 'image' | 'instance' | 'network') {
    const rows: InventoryItem[] = [];
    for await (const page of provider.inventory.pages(kind, patient())) {
      rows.push(...page);
    }
    return rows;
  }

  const failed = (call: Promise<unknown>): Promise<ProviderError> =>
    call.then(
      () => {
        throw new Error('It did not fail');
      },
      error => error,
    );

  async function makeProject() {
    serial += 1;
    const request = {
      operationId: `op-${serial}`,
      name: `payments-${serial}`,
      description: '',
      owner: 'group:default/payments',
      environment: 'dev',
    };
    const projects = provider.projects;
    const { externalId } = await projects.ensureProject(request, patient());
    const target = { ...request, externalId };
    await projects.ensureAccess(target, patient());
    await provider.quotas.setQuota(
      {
        ...target,
        quota: vector({
          vcpus: 64,
          memoryBytes: 256 * GiB,
          storageBytes: 500 * GiB,
          instances: 2,
        }),
      },
      patient(),
    );
    const { networkExternalId } = await provider.networks.ensureNetwork(
      target,
      patient(),
    );
    return { target, networkExternalId };
  }

  async function instanceRequest() {
    const { target, networkExternalId } = await makeProject();
    const [flavor] = (await all('flavor'))
      .filter(one => Object.keys(one.vector?.gpus ?? {}).length === 0)
      .sort((a, b) => a.vector!.vcpus - b.vector!.vcpus);
    const [image] = (await all('image')).filter(one => one.attributes.shared);
    return {
      operationId: `${target.operationId}-vm`,
      name: 'checkout-7',
      projectExternalId: target.externalId,
      flavorExternalId: flavor.externalId,
      imageExternalId: image.externalId,
      networkExternalIds: [networkExternalId],
      userData: '#cloud-config\n',
      metadata: {},
    };
  }

  async function settled(externalId: string, projectExternalId: string) {
    for (let i = 0; i < 100; i++) {
      const state = await provider.instances!.getState(
        { externalId, projectExternalId },
        patient(),
      );
      if (state?.settled) {
        return state;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    throw new Error('It did not settle');
  }

  it('finds the server whose answer was lost, instead of making a second', async () => {
    const request = await instanceRequest();
    estate.faults.add({
      kind: 'lost-answer',
      service: 'compute',
      method: 'POST',
      path: '/servers$',
      times: 1,
    });
    const error = await failed(
      provider.instances!.ensureInstance(request, patient()),
    );
    expect(error.kind).toBe('unknown-outcome');
    const { externalId } = await provider.instances!.ensureInstance(
      request,
      patient(),
    );
    const rows = (await all('instance')).filter(
      row => row.projectExternalId === request.projectExternalId,
    );
    expect(rows.map(row => row.externalId)).toEqual([externalId]);
  });

  it('finds the network whose answer was lost, instead of making a second', async () => {
    const { target, networkExternalId } = await makeProject();
    await provider.projects.removeProject(target, patient());
    const made = await provider.projects.ensureProject(target, patient());
    const again = { ...target, ...made };
    for (const path of ['/networks$', '/subnets$', '/routers$']) {
      estate.faults.add({
        kind: 'lost-answer',
        service: 'network',
        method: 'POST',
        path,
        times: 1,
      });
      const error = await failed(
        provider.networks.ensureNetwork(again, patient()),
      );
      expect(error.kind).toBe('unknown-outcome');
    }
    const { networkExternalId: id } = await provider.networks.ensureNetwork(
      again,
      patient(),
    );
    expect(id).not.toBe(networkExternalId);
    const rows = (await all('network')).filter(
      row => row.projectExternalId === made.externalId,
    );
    expect(rows.map(row => row.externalId)).toEqual([id]);
    await provider.projects.removeProject(again, patient());
  });

  it('says that the quota does not allow it', async () => {
    const request = await instanceRequest();
    for (const name of ['one', 'two']) {
      await provider.instances!.ensureInstance(
        { ...request, name, operationId: `${request.operationId}-${name}` },
        patient(),
      );
    }
    const error = await failed(
      provider.instances!.ensureInstance(request, patient()),
    );
    expect(error.kind).toBe('quota-exceeded');
    expect(error.message).toMatch(
      /^The quota at os-eu1 does not allow it: Quota exceeded for instances: .*\.$/,
    );
  });

  it('says that no host has room, and removes what failed', async () => {
    const request = await instanceRequest();
    estate.faults.add({ kind: 'build-error', name: 'checkout-7', times: 1 });
    const { externalId } = await provider.instances!.ensureInstance(
      request,
      patient(),
    );
    const state = await settled(externalId, request.projectExternalId);
    expect(state.status).toBe('error');
    expect(state.fault?.message).toMatch(/^.*os-eu1.*\.$/);
    expect(['capacity', 'provider']).toContain(state.fault?.class);
    const target = { externalId, projectExternalId: request.projectExternalId };
    await provider.instances!.remove(target, patient());
  });

  it('does not touch an instance of another project', async () => {
    const request = await instanceRequest();
    const [other] = (await all('instance')).filter(
      row => row.projectExternalId !== request.projectExternalId,
    );
    const target = {
      externalId: other.externalId,
      projectExternalId: request.projectExternalId,
    };
    expect(
      await provider.instances!.getState(target, patient()),
    ).toBeUndefined();
    const error = await failed(provider.instances!.remove(target, patient()));
    expect(error.kind).toBe('conflict');
    expect(
      await provider.inventory.get('instance', other.externalId, patient()),
    ).toBeDefined();
  });

  it('goes on with a new token when its tokens have ended', async () => {
    await provider.check(patient());
    expect(estate.expireTokens()).toBeGreaterThan(0);
    await expect(all('flavor')).resolves.not.toEqual([]);
  });

  it('reads instances while names of images can not be read', async () => {
    estate.faults.add({ kind: 'down', service: 'image' });
    const rows = await all('instance');
    expect(rows.length).toBeGreaterThan(0);
    rows.forEach(row => expect(row.attributes.image).toBeTruthy());
  });

  it('throws in the middle of a listing rather than cutting it short', async () => {
    estate.faults.add({ kind: 'down', service: 'network', path: '/networks' });
    const error = await failed(all('network'));
    expect(error.kind).toMatch(/unreachable|unavailable/);
  });

  it('names the key of an external network that is not there', async () => {
    const { target } = await makeProject();
    const wrong = create({ network: { externalNetwork: 'the-moon' } });
    const error = await failed(wrong.networks.ensureNetwork(target, patient()));
    expect(error.kind).toBe('misconfigured');
    expect(error.message).toBe(
      'os-eu1 has no external network "the-moon"; check infra.openstack[0].network.externalNetwork.',
    );
  });

  it('names the key of a role that is not there', async () => {
    const { target } = await makeProject();
    const wrong = create({ memberRole: 'wizard' });
    const error = await failed(wrong.projects.ensureAccess(target, patient()));
    expect(error.message).toContain('infra.openstack[0].memberRole');
  });
});
