import { vector, type Resource } from '@ironstage/plugin-infra-common';
import { LINES } from './lines';

const row = (changes: Partial<Resource> = {}): Resource => ({
  ref: 'instance:os-eu1/1',
  kind: 'instance',
  provider: 'os-eu1',
  externalId: '1',
  name: 'api-1',
  status: 'active',
  site: 'eu1',
  zone: null,
  project: 'payments-dev',
  projectExternalId: 'p1',
  owner: 'group:default/payments',
  host: null,
  vector: vector({ vcpus: 2, instances: 1, gpus: { a100: 2 } }),
  capacity: null,
  attributes: { addresses: ['10.0.0.4', '10.0.0.5'] },
  createdAt: '2026-01-05T10:00:00.000Z',
  lastSeenAt: '2026-01-06T10:00:00.000Z',
  stale: false,
  leaseEndsAt: null,
  ...changes,
});

async function* pagesOf(...pages: Resource[][]) {
  yield* pages;
}

async function textOf(pieces: AsyncIterable<string>) {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
  }
  return text;
}

describe('lines of an export', () => {
  it('are a header that programs can rely on, and a line for each row', async () => {
    const pages = pagesOf([row()], [], [row({ name: '=x', vector: null })]);
    expect(await textOf(LINES.csv(pages))).toBe(
      [
        'ref,kind,name,status,provider,site,zone,project,owner,host,externalId,addresses,vcpus,memoryBytes,storageBytes,gpus,createdAt,lastSeenAt,stale,leaseEndsAt',
        'instance:os-eu1/1,instance,api-1,active,os-eu1,eu1,,payments-dev,group:default/payments,,1,10.0.0.4 10.0.0.5,2,0,0,2 × a100,2026-01-05T10:00:00.000Z,2026-01-06T10:00:00.000Z,false,',
        "instance:os-eu1/1,instance,'=x,active,os-eu1,eu1,,payments-dev,group:default/payments,,1,10.0.0.4 10.0.0.5,,,,,2026-01-05T10:00:00.000Z,2026-01-06T10:00:00.000Z,false,",
        '',
      ].join('\r\n'),
    );
  });

  it('are the header alone when there are no rows', async () => {
    expect(await textOf(LINES.csv(pagesOf()))).toMatch(/^ref,kind,.*\r\n$/);
  });

  it('are rows as lists have them, in NDJSON', async () => {
    const rows = [row(), row({ name: 'a\nb' })];
    const text = await textOf(LINES.ndjson(pagesOf(rows)));
    const lines = text.trimEnd().split('\n');
    expect(lines.map(line => JSON.parse(line))).toEqual(rows);
  });
});
