import {
  describeDeadEnds,
  HASTY,
  PATIENT,
  readAll,
  sentenceOf,
  timesOf,
} from '@ironstage/plugin-infra-node/contract';
import {
  demoMaas,
  startSimulators,
  type Fault,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { demoProvider } from './testing/demoProvider';

const create = (changes: Record<string, unknown>, wait = PATIENT) =>
  demoProvider({ timeouts: timesOf(wait), ...changes });

describeDeadEnds({
  name: 'maas',
  createProvider: (url, wait) => create({ url }, wait),
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

  it.each<[string, Omit<Fault, 'service'>, string, typeof HASTY]>([
    [
      'one path answers 502 with a page',
      { kind: 'error', status: 502, path: '/machines/' },
      'check infra.maas[0].url',
      PATIENT,
    ],
    [
      'one path answers 500 with a page',
      { kind: 'error', status: 500, path: '/machines/' },
      'check infra.maas[0].url',
      PATIENT,
    ],
    [
      'one answer ends half-way',
      { kind: 'partial', path: '/machines/' },
      'check infra.maas[0].url',
      PATIENT,
    ],
    [
      'one path never answers',
      { kind: 'hang', path: '/machines/' },
      'check infra.maas[0].url, or infra.maas[0].timeouts',
      HASTY,
    ],
    [
      'one path hangs up',
      { kind: 'reset', path: '/machines/' },
      'check infra.maas[0].url',
      PATIENT,
    ],
    [
      'it wants fewer requests for a while',
      { kind: 'rate-limit', path: '/machines/', retryAfterSeconds: 60 },
      'asks for fewer requests',
      PATIENT,
    ],
  ])('says so when %s, and reads the rest', async (_, fault, words, wait) => {
    const { url } = estate.maas;
    const provider = create({ url }, wait);
    estate.faults.set([{ ...fault, service: 'maas' }]);
    expect(await sentenceOf(readAll(provider, 'machine'))).toContain(words);
    expect(await readAll(create({ url }), 'project')).not.toEqual([]);
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
