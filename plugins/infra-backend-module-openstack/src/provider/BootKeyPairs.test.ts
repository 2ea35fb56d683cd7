import { mockServices } from '@backstage/backend-test-utils';
import { GiB, vector } from '@ironstage/plugin-infra-common';
import {
  HttpTransport,
  type InstanceRequest,
} from '@ironstage/plugin-infra-node';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import { fingerprintOf } from '../client/compute/keypairs/fingerprint';
import { KeypairsClient } from '../client/compute/keypairs/KeypairsClient';
import { operationTag } from '../client/ownership';
import { openStackFailureDecoder } from '../client/transport/decodeFailure';
import { OpenStackTransport } from '../client/transport/OpenStackTransport';
import { BootKeyPairs } from './BootKeyPairs';
import { createClients, type Clients } from './clients';
import { OpenStackProvider } from './OpenStackProvider';
import { demoConfig } from '../testing/demoConfig';

const patient = () => ({ signal: new AbortController().signal });
const { signal } = patient();
const KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBxA8EPbZqGs/EZpi4Bihdo5oyz5T2kxP/pPLp1RQHtE facts@example';
const OTHER_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAS8NdUfREHN8JxGmjU/IXZ5E2pecgFKHxchty322aAB test@openssh-9.2';
/** a key of a FIDO device, as ssh-keygen writes it; Nova of Zed can't read it */
const FIDO_KEY =
  'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIBxA8EPbZqGs/EZpi4Bihdo5oyz5T2kxP/pPLp1RQHtEAAAABHNzaDo= facts@example';

describe('fingerprintOf', () => {
  it('is that of Nova, however many spaces the key has', () => {
    // as Nova 26.2 gave it for this key
    const recorded = '4b:68:3f:9b:91:36:03:d3:03:c5:37:0b:06:71:1e:4a';
    expect(fingerprintOf(OTHER_KEY)).toBe(recorded);
    expect(fingerprintOf(`  ${OTHER_KEY.replace(' ', '   ')}\r\n`)).toBe(
      recorded,
    );
  });
});

describe('key pairs of boots', () => {
  let estate: SimulatedEstate;
  let provider: OpenStackProvider;
  let transport: OpenStackTransport;
  let clients: Clients;
  let usual: InstanceRequest;
  let request: InstanceRequest;
  let projectId: string;
  let serial = 0;

  const left = () => clients.keypairs.names(projectId, signal);

  beforeAll(async () => {
    estate = await startSimulators({ machines: 6, instances: 0, speed: 100 });
    const config = demoConfig({
      authUrl: estate.openstack.authUrl,
      network: { externalNetwork: 'public' },
    });
    transport = new OpenStackTransport(
      config,
      new HttpTransport({
        provider: config.id,
        logger: mockServices.logger.mock(),
        decodeFailure: openStackFailureDecoder(config.id, config.configKey),
        hints: { url: `${config.configKey}.authUrl` },
        retry: { attempts: 1, initialDelayMs: 1 },
      }),
    );
    clients = createClients(transport);
    provider = new OpenStackProvider(transport);
    const project = {
      operationId: 'op-project',
      name: 'boots-dev',
      description: '',
      owner: 'group:default/payments',
      environment: 'dev',
    };
    const made = await provider.projects.ensureProject(project, patient());
    projectId = made.externalId;
    const target = { ...project, externalId: projectId };
    await provider.projects.ensureAccess(target, patient());
    const quota = vector({
      vcpus: 200,
      memoryBytes: 500 * GiB,
      storageBytes: 500 * GiB,
      instances: 50,
    });
    await provider.quotas.setQuota({ ...target, quota }, patient());
    const { networkExternalId } = await provider.networks.ensureNetwork(
      target,
      patient(),
    );
    const first = async (kind: 'flavor' | 'image') => {
      for await (const page of provider.inventory.pages(kind, patient())) {
        const fit = page.find(
          row =>
            row.attributes.shared !== false &&
            Object.keys(row.vector?.gpus ?? {}).length === 0,
        );
        if (fit) {
          return fit.externalId;
        }
      }
      throw new Error(`The simulator has no ${kind}`);
    };
    usual = {
      operationId: '',
      name: 'checkout',
      projectExternalId: projectId,
      flavorExternalId: await first('flavor'),
      imageExternalId: await first('image'),
      networkExternalIds: [networkExternalId],
      userData: '#cloud-config\n',
      sshPublicKey: KEY,
      metadata: {},
    };
  });
  afterAll(() => estate.stop());
  beforeEach(() => {
    serial += 1;
    request = { ...usual, operationId: `op-${serial}` };
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    estate.faults.clear();
    for (const name of await left()) {
      await clients.keypairs.remove(name, projectId, signal);
    }
  });

  const ensure = () => provider.instances!.ensureInstance(request, patient());
  const name = () => operationTag(request.operationId);
  const make = (publicKey: string, as = name()) =>
    clients.keypairs.create({ name: as, publicKey, projectId }, signal);
  const servers = () =>
    clients.servers.ofProject(projectId, request.operationId, signal);
  const fail = (method: string, path: string, kind: 'lost-answer' | 'down') =>
    estate.faults.add({ kind, service: 'compute', method, path, times: 1 });

  /** What the servers of the operation name as their key pair, and the key pairs there are. */
  const outcome = async () => ({
    keyNames: (await servers()).map(server => server.key_name),
    left: await left(),
  });
  const booted = () => ({ keyNames: [name()], left: [] });
  const bootedWithout = (...others: string[]) => ({
    keyNames: [null],
    left: others,
  });

  it('is there for the boot, and gone behind it', async () => {
    const create = jest.spyOn(KeypairsClient.prototype, 'create');
    await ensure();
    expect(create).toHaveBeenCalledTimes(1);
    expect(await outcome()).toEqual(booted());
  });

  it('is not made for a request without a key', async () => {
    request.sshPublicKey = undefined;
    await ensure();
    expect(await outcome()).toEqual(bootedWithout());
  });

  it.each([
    ['the key pair', 'POST', '/os-keypairs$'],
    ['the server', 'POST', '/servers$'],
    ['the end of the key pair', 'DELETE', '/os-keypairs/'],
  ])('does not outlive a lost answer about %s', async (_, method, path) => {
    fail(method, path, 'lost-answer');
    await expect(ensure()).rejects.toMatchObject({ kind: 'unknown-outcome' });
    await ensure();
    expect(await outcome()).toEqual(booted());
  });

  it('is used and removed by the call after a crash that left it', async () => {
    await make(KEY);
    await ensure();
    expect(await outcome()).toEqual(booted());
  });

  it('is removed by the call after a crash behind the server', async () => {
    jest
      .spyOn(KeypairsClient.prototype, 'remove')
      .mockRejectedValueOnce(new Error());
    await expect(ensure()).rejects.toThrow();
    expect(await left()).toEqual([name()]);
    await ensure();
    expect(await outcome()).toEqual(booted());
  });

  it('is asked for again when it could not be removed', async () => {
    fail('DELETE', '/os-keypairs/', 'down');
    await expect(ensure()).rejects.toMatchObject({ transient: true });
    await ensure();
    expect(await outcome()).toEqual(booted());
  });

  it('goes with the instance when nothing else took it', async () => {
    const { externalId } = await ensure();
    await make(KEY);
    await provider.instances!.remove(
      { externalId, projectExternalId: projectId },
      patient(),
    );
    expect(await left()).toEqual([]);
  });

  it('goes when Nova does not make the server', async () => {
    request.flavorExternalId = 'no-such-flavor';
    await expect(ensure()).rejects.toMatchObject({ kind: 'invalid' });
    expect(await left()).toEqual([]);
  });

  it('is left out when it is taken away by a faster process', async () => {
    jest.spyOn(KeypairsClient.prototype, 'create').mockResolvedValue();
    await ensure();
    expect(await outcome()).toEqual(bootedWithout());
  });

  it('is left out of a key that Nova can not read', async () => {
    request.sshPublicKey = FIDO_KEY;
    await ensure();
    expect(await outcome()).toEqual(bootedWithout());
  });

  it('is left out when the name stands for another key', async () => {
    await make(OTHER_KEY);
    await ensure();
    expect(await outcome()).toEqual(bootedWithout(name()));
  });

  describe('where the account has no room for another', () => {
    const allow = (count: number) =>
      transport.send({
        service: 'compute',
        method: 'PUT',
        path: '/os-quota-sets/{project}',
        params: { project: projectId },
        body: { quota_set: { key_pairs: count } },
        signal,
      });
    beforeEach(() => allow(1));
    afterEach(() => allow(100));

    it('is left out', async () => {
      await make(KEY, 'somebodys');
      await ensure();
      expect(await outcome()).toEqual(bootedWithout('somebodys'));
    });

    it('is used when an earlier call has made it', async () => {
      await make(KEY);
      await ensure();
      expect(await outcome()).toEqual(booted());
    });
  });

  it('is swept an hour later when nobody came back for it', async () => {
    await make(KEY, operationTag('op-cut-off'));
    await make(KEY, 'somebodys');
    let now = Date.now();
    const pairs = new BootKeyPairs(clients.keypairs, () => now);
    const boot = { operationId: request.operationId, projectId };
    await pairs.ensure(boot, KEY, signal);
    expect(await left()).toHaveLength(3);
    // the simulator's time runs ahead of ours
    now += 365 * 24 * 3600 * 1000;
    await pairs.ensure({ ...boot, operationId: 'op-later' }, KEY, signal);
    expect((await left()).sort()).toEqual([
      operationTag('op-later'),
      'somebodys',
    ]);
  });
});
