import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface Received {
  method: string;
  /** path with query */
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** What to answer: a status and a JSON body, `text` for another type (HTML when left out), or nothing at all. */
export type Answer =
  | { status?: number; json?: unknown; text?: string; type?: string }
  | 'hang up';

type Handler = (request: Received) => Answer;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) {
    text += part;
  }
  return text ? JSON.parse(text) : undefined;
}

/** A portal on the loopback that answers what a test tells it to. */
export class FakePortal {
  readonly received: Received[] = [];
  private readonly handlers = new Map<string, Handler>();
  private server: Server | undefined;
  url = '';

  /**
   * Starts it.
   *
   * @param port - a port it had before, to come back at the same address
   */
  async start(port = 0): Promise<this> {
    const server = createServer(async (request, response) => {
      const received: Received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: await bodyOf(request),
      };
      this.received.push(received);
      const [path] = received.path.split('?');
      const handler = this.handlers.get(`${received.method} ${path}`);
      const answer: Answer = handler?.(received) ?? {
        status: 404,
        json: { error: { name: 'NotFoundError', message: `No ${path} here` } },
      };
      if (answer === 'hang up') {
        request.socket.destroy();
        return;
      }
      response.statusCode = answer.status ?? 200;
      response.setHeader(
        'content-type',
        answer.text === undefined
          ? 'application/json'
          : answer.type ?? 'text/html',
      );
      response.end(answer.text ?? JSON.stringify(answer.json));
    });
    await new Promise<void>(resolve => {
      server.listen(port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  /** Stops answering, as a portal does that is being restarted. */
  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise(resolve => {
      this.server?.close(resolve);
    });
  }

  /** Says what to answer to `GET /api/infra/v1/capacity`. */
  on(route: string, handler: Handler): this {
    this.handlers.set(route, handler);
    return this;
  }

  /** The requests for a path, without its query. */
  to(path: string): Received[] {
    return this.received.filter(one => one.path.split('?')[0] === path);
  }
}

/** An error as the portal's middleware writes it. */
export function errorAnswer(
  status: number,
  name: string,
  message: string,
  more: object = {},
): Answer {
  return { status, json: { error: { name, message, ...more } } };
}
