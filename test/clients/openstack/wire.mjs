import { createServer, request } from 'node:http';

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/g;

/** `/compute/v2.1/servers/<id>` → `compute /servers/{id}`: what was asked, not of whom. */
function nameOf(method, { pathname }) {
  const [, service, path] = /^\/([^/]+)(?:\/v[\d.]+)?(\/.*)?$/.exec(pathname);
  return `${method} ${service} ${(path ?? '/').replace(ID, '{id}')}`;
}

/**
 * A proxy between a client and a cloud that notes what goes over the wire: the words of a client are its authors'
 * to change, what it sends and is answered is not. Being a proxy it stands before every address of the catalog.
 *
 * @returns `{url, seen, statusesOf, forget, stop}`; each of `seen` is `{name, status}`
 */
export async function tapWire() {
  const seen = [];
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url);
    const name = nameOf(incoming.method, url);
    const onward = request(
      url,
      { method: incoming.method, headers: incoming.headers },
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
    incoming.pipe(onward);
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    /** Statuses that a request was answered with, in their order. */
    statusesOf: wanted =>
      seen.filter(({ name }) => name === wanted).map(({ status }) => status),
    /** Begins a new note, so that a test tells what one command did. */
    forget: () => seen.splice(0),
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
