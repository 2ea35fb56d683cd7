import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type InfraProvider,
} from '@ironstage/plugin-infra-node';
import { describeDeadEnds } from '@ironstage/plugin-infra-node/contract';
import {
  demoMaas,
  startSimulators,
  type Fault,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { readMaasConfigs } from './config/readConfig';
import { MaasProvider } from './provider/MaasProvider';

jest.setTimeout(60_000);

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

const times = {
  connect: { milliseconds: 1_000 },
  request: { milliseconds: 200 },
  read: { milliseconds: 1_500 },
};

function create(changes: Record<string, unknown>) {
  const [config] = readMaasConfigs(
    new ConfigReader({
      infra: {
        maas: [
          {
            id: 'maas-eu1',
            site: 'eu1',
            apiKey: demoMaas.apiKey,
            timeouts: times,
            ...changes,
          },
        ],
      },
    }),
  );
  return MaasProvider.create(config, logger);
}

describeDeadEnds({
  name: 'maas',
  createProvider: url => create({ url }),
  mentions: 'infra.maas[0].url',
  secrets: demoMaas.apiKey.split(':').slice(1),
});

describe('a half-broken or mistaken region', () => {
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

  it.each<[string, Omit<Fault, 'service'>, string]>([
    [
      'one path answers 502 with a page',
      { kind: 'error', status: 502, path: '/machines/' },
      'check infra.maas[0].url',
    ],
    [
      'one path answers 500 with a page',
      { kind: 'error', status: 500, path: '/machines/' },
      'check infra.maas[0].url',
    ],
    [
      'one answer ends half-way',
      { kind: 'partial', path: '/machines/' },
      'check infra.maas[0].url',
    ],
    [
      'one path never answers',
      { kind: 'hang', path: '/machines/' },
      'check infra.maas[0].url, or infra.maas[0].timeouts',
    ],
    [
      'one path hangs up',
      { kind: 'reset', path: '/machines/' },
      'check infra.maas[0].url',
    ],
    [
      'it wants fewer requests for a while',
      { kind: 'rate-limit', path: '/machines/', retryAfterSeconds: 60 },
      'asks for fewer requests',
    ],
  ])('says so when %s, and reads the rest', async (_, fault, words) => {
    const provider = create({ url: estate.maas.url });
    estate.faults.set([{ ...fault, service: 'maas' }]);
    expect(await sentence(read(provider, 'machine'))).toContain(words);
    expect(await read(provider, 'project')).toBeGreaterThan(0);
  });

  it.each([
    [
      'plain HTTP meets a port with TLS',
      () => estate.proxmox[0].url.replace('https:', 'http:'),
    ],
    [
      'TLS meets a port without',
      () => estate.maas.url.replace('http:', 'https:'),
    ],
    ['another product is there', () => `${estate.url}/identity/v3`],
    ['the path is wrong', () => `${estate.url}/MAAS/somewhere`],
  ])('names the address when %s', async (_, url) => {
    const provider = create({ url: url() });
    const key = 'check infra.maas[0].url';
    expect(await sentence(provider.check({ signal }))).toContain(key);
    expect(await sentence(read(provider, 'machine'))).toContain(key);
  });
});
