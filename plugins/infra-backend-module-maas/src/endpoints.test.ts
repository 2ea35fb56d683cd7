import {
  describeDeadEnds,
  readAll,
  sentenceOf,
} from '@ironstage/plugin-infra-node/contract';
import {
  demoMaas,
  startSimulators,
  type Fault,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { demoProvider } from './testing/demoProvider';

const times = {
  connect: { milliseconds: 1_000 },
  request: { milliseconds: 200 },
  read: { milliseconds: 1_500 },
};

const create = (changes: Record<string, unknown>) =>
  demoProvider({ timeouts: times, ...changes });

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
    expect(await sentenceOf(readAll(provider, 'machine'))).toContain(words);
    expect(await readAll(provider, 'project')).not.toEqual([]);
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
    expect(await sentenceOf(provider.check({ signal }))).toContain(key);
    expect(await sentenceOf(readAll(provider, 'machine'))).toContain(key);
  });
});
