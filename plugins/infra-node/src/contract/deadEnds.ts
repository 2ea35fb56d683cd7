import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

const page: (
  status: number,
  body: string,
  headers?: Record<string, string>,
) => RequestListener =
  (status, body, headers = {}) =>
  (_, res) => {
    res.writeHead(status, { 'Content-Type': 'text/html', ...headers });
    res.end(`<html><body>${body}</body></html>`);
  };

const product =
  (status: number, body: object): RequestListener =>
  (_, res) => {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify(body));
  };

const cutShort: RequestListener = (_, res) => {
  res.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': '1000',
  });
  res.write('{"half":', () => res.socket?.destroy());
};

/** What may be at a wrong address, by what it ends the sentence "says what is wrong when …" with. */
const SERVERS: Record<string, RequestListener> = {
  'it never answers': () => undefined,
  'it hangs up': (_, res) => {
    res.socket?.destroy();
  },
  'its answers end half-way': cutShort,
  'a proxy answers 502 in its place': page(502, '<h1>502 Bad Gateway</h1>'),
  'a proxy answers 503 in its place': page(503, '<h1>503</h1>'),
  'a proxy wants another kind of request': page(
    400,
    'The plain HTTP request was sent to HTTPS port',
  ),
  'a gateway leads to its login page': page(302, 'Sign in', {
    Location: 'https://sso.invalid/login?next=%2F',
  }),
  'a gateway shows its login page': page(200, 'Sign in'),
  'a web server knows nothing of it': page(404, '<h1>Not Found</h1>'),
  'another product answers with an object': product(200, { hello: 'world' }),
  'another product answers with a list': product(200, [1, 2]),
  'another product knows no such path': product(404, {
    error: { code: 404, message: 'no route' },
  }),
  'another product wants a login': product(401, { error: 'login required' }),
  'another product refuses it': product(403, { error: 'not for you' }),
};

/** Port that no service is given, RFC 863's aside. */
const CLOSED = 'http://127.0.0.1:9';
/** RFC 6761: never resolves */
const UNKNOWN = 'http://no-such-host.invalid';

const NO_TLS = 'it is spoken to in TLS and does not know it';

/** All of them, to declare a test for each. */
export const DEAD_ENDS: readonly string[] = [
  'nobody listens there',
  'its name is unknown',
  NO_TLS,
  ...Object.keys(SERVERS),
];

/** Starts them. @returns addresses without a path, by the names of {@link DEAD_ENDS} */
export async function startDeadEnds(): Promise<{
  urls: Record<string, string>;
  close: () => Promise<void>;
}> {
  const urls: Record<string, string> = {
    'nobody listens there': CLOSED,
    'its name is unknown': UNKNOWN,
  };
  const closers: Array<() => Promise<void>> = [];
  for (const [name, listener] of Object.entries(SERVERS)) {
    const server = createServer(listener);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    urls[name] = `http://${address}`;
    urls[NO_TLS] = `https://${address}`;
    closers.push(
      () =>
        new Promise(resolve => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    );
  }
  return {
    urls,
    close: async () => {
      await Promise.all(closers.map(close => close()));
    },
  };
}
