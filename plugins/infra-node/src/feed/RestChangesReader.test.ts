import { mockServices } from '@backstage/backend-test-utils';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RestChangesReader } from './RestChangesReader';

const CHANGES = {
  cursor: 9,
  resources: [],
  removed: ['instance:os-eu1/9'],
  projects: [],
  complete: true,
};

describe('RestChangesReader', () => {
  let server: Server;
  let asked: Array<{ url?: string; authorization?: string }>;
  let answer: { status: number; body: unknown };
  let reader: RestChangesReader;

  beforeEach(async () => {
    asked = [];
    server = createServer(({ url, headers }, response) => {
      asked.push({ url, authorization: headers.authorization });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const discovery = mockServices.discovery.mock();
    discovery.getBaseUrl.mockImplementation(
      async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
    );
    reader = new RestChangesReader({ auth: mockServices.auth(), discovery });
  });

  afterEach(() => {
    server.close();
  });

  const read = () => reader.read(7, new AbortController().signal);

  it('asks the infra plugin as a service, from the position it was given', async () => {
    answer = { status: 200, body: CHANGES };
    expect(await read()).toEqual(answer.body);
    expect(asked).toEqual([
      {
        url: '/api/infra/v1/changes?after=7',
        authorization: expect.stringMatching(/^Bearer mock-service-token/),
      },
    ]);
  });

  it('fails when the answer is an error or not what the contract says', async () => {
    answer = { status: 503, body: { error: { name: 'X', message: 'Soon' } } };
    await expect(read()).rejects.toThrow(/503/);
    answer = { status: 200, body: { cursor: 'seven' } };
    await expect(read()).rejects.toThrow(/cursor/);
  });
});
