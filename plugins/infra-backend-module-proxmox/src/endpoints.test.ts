import {
  describeDeadEnds,
  HASTY,
  PATIENT,
  readAll,
  sentenceOf,
  timesOf,
} from '@ironstage/plugin-infra-node/contract';
import {
  demoProxmox,
  startSimulators,
  type Fault,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { demoProvider } from './testing/demoProvider';

const create = (changes: Record<string, unknown>, wait = PATIENT) =>
  demoProvider({ timeouts: timesOf(wait), ...changes });

function nodeOf({ proxmox: [{ url, fingerprint }] }: SimulatedEstate) {
  return { url, fingerprint };
}

describeDeadEnds({
  name: 'proxmox',
  createProvider: (url, wait) => create({ endpoints: [{ url }] }, wait),
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

  it.each<[string, Fault, string, typeof HASTY]>([
    [
      'one path answers 502 with a page',
      { kind: 'error', status: 502, path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
      PATIENT,
    ],
    [
      'one path answers 500 with a page',
      { kind: 'error', status: 500, path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
      PATIENT,
    ],
    [
      'one answer ends half-way',
      { kind: 'partial', path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
      PATIENT,
    ],
    [
      'one path never answers',
      { kind: 'hang', path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url, or infra.proxmox[0].timeouts',
      HASTY,
    ],
    [
      'one path hangs up',
      { kind: 'reset', path: '/pools' },
      'check infra.proxmox[0].endpoints[0].url',
      PATIENT,
    ],
    [
      'it wants fewer requests for a while',
      { kind: 'rate-limit', path: '/pools', retryAfterSeconds: 60 },
      'asks for fewer requests',
      PATIENT,
    ],
  ])('says so when %s, and reads the rest', async (_, fault, words, wait) => {
    const endpoints = [nodeOf(estate)];
    const provider = create({ endpoints }, wait);
    estate.faults.set([fault]);
    expect(await sentenceOf(readAll(provider, 'project'))).toContain(words);
    expect(await readAll(create({ endpoints }), 'hypervisor')).not.toEqual([]);
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
    expect(await sentenceOf(provider.check({ signal }))).toContain(key);
    expect(await sentenceOf(readAll(provider, 'hypervisor'))).toContain(key);
  });

  it('asks the next node when one is dead, and then says nothing', async () => {
    const dead = { url: 'https://127.0.0.1:9' };
    const provider = create({ endpoints: [dead, nodeOf(estate)] });
    await expect(provider.check({ signal })).resolves.toBeUndefined();
    expect(await readAll(provider, 'hypervisor')).not.toEqual([]);
  });
});
