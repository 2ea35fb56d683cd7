import { authorizationOf, startGoldenCluster } from '../testing/goldenCluster';
import { rawRequest } from '../testing/rawHttp';

describe('the server of a simulated cluster', () => {
  let golden: Awaited<ReturnType<typeof startGoldenCluster>>;
  const headers = [`Authorization: ${authorizationOf('root')}`];
  const form = 'Content-Type: application/x-www-form-urlencoded';

  beforeAll(async () => {
    golden = await startGoldenCluster(100);
  });
  afterAll(() => golden.stop());

  it('refuses a body that is too large, before reading it', async () => {
    const body = `comment=${'x'.repeat(600 * 1024)}`;
    const answer = await rawRequest(
      golden.url,
      'POST',
      '/api2/json/pools',
      [...headers, form],
      body,
    );
    expect([answer.status, answer.reason]).toEqual([501, 'for data too large']);
  });

  it('closes the connection after an error, and keeps it otherwise', async () => {
    const ask = (path: string) =>
      fetch(`${golden.url}/api2/json${path}`, {
        headers: { Authorization: authorizationOf('root') ?? '' },
      });
    expect((await ask('/version')).headers.get('connection')).toBe(
      'keep-alive',
    );
    expect((await ask('/nope')).headers.get('connection')).toBe('close');
    expect((await ask('/version')).headers.get('server')).toBe(
      'pve-api-daemon/3.0',
    );
  });

  it('takes three seconds to refuse who is not known', async () => {
    const started = Date.now();
    const answer = await rawRequest(
      golden.url,
      'GET',
      '/api2/json/version',
      [],
    );
    expect(answer.reason).toBe('No ticket');
    // At hundredfold speed.
    expect(Date.now() - started).toBeGreaterThanOrEqual(29);
  });

  it('compresses what is worth it, for who asks', async () => {
    const path = '/api2/json/access/roles';
    const plain = await rawRequest(golden.url, 'GET', path, headers);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const response = await fetch(`${golden.url}${path}`, {
      headers: {
        Authorization: authorizationOf('root') ?? '',
        'Accept-Encoding': 'gzip',
      },
    });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toEqual(plain.json);
  });

  it('lets the query win over the body, and adds up repeated keys', async () => {
    const answer = await rawRequest(
      golden.url,
      'POST',
      '/api2/json/pools?poolid=from-query',
      [...headers, form],
      'poolid=from-body',
    );
    expect(answer.status).toBe(200);
    const listed = await rawRequest(
      golden.url,
      'GET',
      '/api2/json/pools?poolid=from-query',
      headers,
    );
    expect(listed.json.data[0].poolid).toBe('from-query');
  });

  it('takes an upload as multipart and makes a volume of it', async () => {
    const body = new FormData();
    body.set('content', 'iso');
    body.set('filename', new Blob(['12345']), 'tiny.iso');
    // A fetch body of unknown length would be chunked, which is refused.
    const request = new Request('http://x/', { method: 'POST', body });
    const bytes = Buffer.from(await request.arrayBuffer());
    const response = await fetch(
      `${golden.url}/api2/json/nodes/pve1/storage/local/upload`,
      {
        method: 'POST',
        headers: {
          Authorization: authorizationOf('root') ?? '',
          'Content-Type': request.headers.get('content-type') ?? '',
        },
        body: bytes,
      },
    );
    const { data } = await response.json();
    expect(data).toContain(':imgcopy:');
    await new Promise(resolve => setTimeout(resolve, 60));
    const content = await rawRequest(
      golden.url,
      'GET',
      '/api2/json/nodes/pve1/storage/local/content?content=iso',
      headers,
    );
    expect(content.json.data).toEqual([
      expect.objectContaining({ volid: 'local:iso/tiny.iso', size: 5 }),
    ]);
  });

  it('leaves no error of the simulator behind', () => {
    expect(golden.requests.crashes).toEqual([]);
  });
});
