import net from 'node:net';

export interface RawAnswer {
  status: number;
  reason: string;
  headers: Record<string, string>;
  text: string;
  json?: any;
}

/** Sends bytes as they are: clients tidy up what the tests want to see. */
export function rawRequest(
  url: string,
  method: string,
  path: string,
  headers: readonly string[],
  body = '',
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const chunked = headers.some(line => /^transfer-encoding/i.test(line));
  const hasBody = body !== '' || method === 'POST' || method === 'PUT';
  const head = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    'Connection: close',
    ...headers,
    ...(hasBody && !chunked
      ? [`Content-Length: ${Buffer.byteLength(body)}`]
      : []),
  ].join('\r\n');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(Number(port), hostname, () => {
      socket.write(`${head}\r\n\r\n${body}`);
    });
    socket.on('data', chunk => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(parse(Buffer.concat(chunks).toString())));
  });
}

function parse(answer: string): RawAnswer {
  const split = answer.indexOf('\r\n\r\n');
  const [first, ...lines] = answer.slice(0, split).split('\r\n');
  const text = answer.slice(split + 4);
  const [, status, reason] = /^HTTP\/1\.1 (\d+) ?(.*)$/.exec(first) ?? [];
  const headers = Object.fromEntries(
    lines.map(line => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Not every answer is JSON.
  }
  return { status: Number(status), reason, headers, text, json };
}
