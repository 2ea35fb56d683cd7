import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  describeDeadEnds,
  describeProviderContract,
} from '@ironstage/plugin-infra-node/contract';
import request from 'supertest';
import { infraPlugin } from '../../plugin';
import { catalogOfTests } from '../../__testUtils__/catalogOfTests';
import { until } from '../../__testUtils__/createTestServices';
import { createShelfProvider } from './createShelfProvider';
import { infraModuleShelf, readShelfConfig } from './module';

const TOKEN = 'a-secret-of-shelves';
const SHELF = {
  hosts: [
    { id: 'h1', name: 'left', vcpus: 16, memoryGiB: 64, up: true },
    { id: 'h2', name: 'right', vcpus: 32, memoryGiB: 128, up: false },
  ],
  tenants: [{ id: 't1', name: 'attic' }],
  instances: [
    {
      ...{ id: 'i1', name: 'web', vcpus: 4, memoryGiB: 8 },
      ...{ host: 'h1', tenant: 't1', on: true },
    },
  ],
};

let server: Server;
let url: string;

async function start() {
  server = createServer((req, res) => {
    const known = req.headers.authorization === `Bearer ${TOKEN}`;
    res.writeHead(known ? 200 : 401, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(known ? SHELF : { error: 'who are you?' }));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const stop = () =>
  new Promise<void>(done => {
    server.close(() => done());
    server.closeAllConnections();
  });

function create(changes: Record<string, unknown> = {}) {
  const entry = { id: 'shelf-1', site: 'lab', url, token: TOKEN, ...changes };
  const config = readShelfConfig(new ConfigReader(entry), 'infra.shelf[0]');
  return createShelfProvider(config, mockServices.logger.mock());
}

describeProviderContract({
  name: 'shelf',
  start,
  stop,
  createProvider: () => create(),
  kinds: ['hypervisor', 'project', 'instance'],
  capabilities: [],
  secrets: [TOKEN],
  broken: [
    {
      when: 'the token is wrong',
      create: () => create({ token: 'another-one' }),
      kinds: ['unauthorized'],
      mentions: 'infra.shelf[0].token',
    },
  ],
});

describeDeadEnds({
  name: 'shelf',
  createProvider: origin => create({ url: origin, timeoutMs: 200 }),
  mentions: 'infra.shelf[0].url',
  secrets: [TOKEN],
});

describe('infraModuleShelf', () => {
  beforeAll(start);
  afterAll(stop);

  it('brings a configured shelf into the portal', async () => {
    const shelf = [{ id: 'shelf-1', site: 'lab', url, token: TOKEN }];
    const backend = await startTestBackend({
      features: [
        catalogOfTests,
        infraPlugin,
        infraModuleShelf,
        mockServices.rootConfig.factory({ data: { infra: { shelf } } }),
      ],
    });
    const get = async (path: string) =>
      (await request(backend.server).get(`/api/infra/v1/${path}`)).body;
    await until(async () => (await get('providers')).items[0].state === 'ok');
    const { items } = await get('resources?kind=instance');
    expect(items).toMatchObject([
      {
        ref: 'instance:shelf-1/i1',
        name: 'web',
        host: 'hypervisor:shelf-1/h1',
      },
    ]);
    expect((await get('capacity')).overall).toMatchObject({
      total: { vcpus: 48 },
      allocated: { vcpus: 4 },
      // the other host is down
      free: { vcpus: 12 },
    });
  });
});
