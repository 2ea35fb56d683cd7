import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type InfraProvider,
} from '@ironstage/plugin-infra-node';
import { describeDeadEnds } from '@ironstage/plugin-infra-node/contract';
import {
  demoProxmox,
  startSimulators,
  type Fault,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { readProxmoxConfigs } from './config/readConfig';
import { ProxmoxProvider } from './provider/ProxmoxProvider';

jest.setTimeout(60_000);

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

const times = {
  connect: { milliseconds: 1_000 },
  request: { milliseconds: 200 },
  read: { milliseconds: 1_500 },
};

function create(changes: Record<string, unknown>) {
  const [config] = readProxmoxConfigs(
    new ConfigReader({
      infra: {
        proxmox: [
          {
            id: 'pve-eu1',
            site: 'eu1',
            auth: {
              tokenId: demoProxmox.tokenId,
              secret: demoProxmox.tokenSecret,
            },
            timeouts: times,
            ...changes,
          },
        ],
      },
    }),
  );
  return ProxmoxProvider.create(config, logger);
}

function nodeOf({ proxmox: [{ url, fingerprint }] }: SimulatedEstate) {
  return { url, fingerprint };
}

describeDeadEnds({
  name: 'proxmox',
  createProvider: url => create({ endpoints: [{ url }] }),
  mentions: 'infra.proxmox[0].endpoints[0].url',
  secrets: [demoProxmox.tokenSecret],
});

describe('a half-broken or mistaken cluster', () => {
  let estate: SimulatedEstate;
  beforeAll(async () => {
    estate = await startSimulators({ machines: 24, instances: 20 });
  });
  afterEach(() => estate.faults.clear());
  afterAll(() => estate.stop());

  const signal = new AbortController().signal;

  async function read(from: InfraProvider, kind: ResourceKind) {
    let rows = 0;
    for await (const page of from.inventory.pages(kind, { signal })) {
      rows += page.length;
    }
    return rows;
  }

  /** The one plain sentence a call ends with. */
  async function sentence(call: Promise<unknown>): Promise<string> {
    const error: unknown = await call.then(
      () => undefined,
      caught => caught,
    );
    if (!isProviderError(error)) {
      throw new Error(`It ended with ${error}`);
    }
    expect(error.message).toMatch(/^[^\n<{]*\.$/);
    expect(error.message).not.toMatch(/[.!?] \S/);
    return error.message;
  }

  it.each<[string, Fault, string]>([
    [
      'one path answers 502 with a page',
      { kind: 'error', status: 502, path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
    ],
    [
      'one path answers 500 with a page',
      { kind: 'error', status: 500, path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
    ],
    [
      'one answer ends half-way',
      { kind: 'partial', path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
    ],
    [
      'one path never answers',
      { kind: 'hang', path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url, or infra.proxmox[0].timeouts',
    ],
    [
      'one path hangs up',
      { kind: 'reset', path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
    ],
    [
      'it wants fewer requests for a while',
      { kind: 'rate-limit', path: '/pools', retryAfterSeconds: 60 },
      'asks for fewer requests',
    ],
  ])('says so when %s, and reads the rest', async (_, fault, words) => {
    const provider = create({ endpoints: [nodeOf(estate)] });
    estate.faults.set([fault]);
    expect(await sentence(read(provider, 'project'))).toContain(words);
    expect(await read(provider, 'hypervisor')).toBeGreaterThan(0);
  });

  it.each([
    [
      'plain HTTP meets a port with TLS',
      () => estate.proxmox[0].url.replace('https:', 'http:'),
    ],
    ['TLS meets a port without', () => estate.url.replace('http:', 'https:')],
    ['another product is there', () => estate.url],
  ])('names the address when %s', async (_, url) => {
    const provider = create({ endpoints: [{ url: url() }] });
    const key = 'check infra.proxmox[0].endpoints[0].url';
    expect(await sentence(provider.check({ signal }))).toContain(key);
    expect(await sentence(read(provider, 'hypervisor'))).toContain(key);
  });

  it('asks the next node when one is dead, and then says nothing', async () => {
    const dead = { url: 'https://127.0.0.1:9' };
    const provider = create({ endpoints: [dead, nodeOf(estate)] });
    await expect(provider.check({ signal })).resolves.toBeUndefined();
    expect(await read(provider, 'hypervisor')).toBeGreaterThan(0);
  });
});
