import { createServer, request } from 'node:http';

/** `machines/abcdef/` → `machines/{id}/`: what was asked, not of whom. */
function nameOf(method, url, form) {
  const { pathname, searchParams } = new URL(url, 'http://wire');
  const path = pathname
    .replace(/^\/MAAS\/+api\/2\.0\//, '')
    .replace(/^(machines|nodes)\/[a-z0-9]{6}\//, '$1/{id}/');
  const op = searchParams.get('op') ?? form.get('op');
  return `${method} ${path}${op ? `?op=${op}` : ''}`;
}

/**
 * Stands between a client and a region and notes what went over the wire: the words of a client are its
 * authors' to change, what it sends and is answered is not.
 *
 * @param target - `http://127.0.0.1:<port>/MAAS`
 * @returns `{url, seen, stop}`; each of `seen` is `{name, status}`
 */
export async function tapWire(target) {
  const { hostname, port } = new URL(target);
  const seen = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    const isForm = incoming.headers['content-type']?.includes('urlencoded');
    const form = new URLSearchParams(isForm ? body.toString() : '');
    const name = nameOf(incoming.method, incoming.url, form);
    const onward = request(
      {
        hostname,
        port,
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
      },
      answer => {
        seen.push({ name, status: answer.statusCode });
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', error => {
      seen.push({ name, status: String(error) });
      outgoing.destroy();
    });
    onward.end(body);
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/MAAS`,
    seen,
    /** Statuses that a request was answered with, in their order. */
    statusesOf: wanted =>
      seen.filter(({ name }) => name === wanted).map(({ status }) => status),
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
