import { demoProxmox } from '../demo';
import type { ProxmoxEndpoint } from '../ProxmoxVendor';

export interface PveAnswer {
  status: number;
  reason: string;
  headers: Headers;
  /** The parsed body: `data`, `message`, `errors`. */
  body: any;
}

export type Params = Record<string, string | number>;

/** A bare client of one cluster: tests look at what is on the wire. */
export class PveClient {
  constructor(
    readonly endpoint: Pick<ProxmoxEndpoint, 'httpUrl'>,
    private readonly headers: Record<string, string> = tokenHeader(
      demoProxmox.tokenId,
      demoProxmox.tokenSecret,
    ),
  ) {}

  async ask(method: string, path: string, params?: Params): Promise<PveAnswer> {
    const form = new URLSearchParams(
      Object.entries(params ?? {}).map(([key, value]) => [key, String(value)]),
    ).toString();
    const inQuery = method === 'GET' || method === 'DELETE';
    const query = inQuery && form !== '' ? `?${form}` : '';
    const response = await fetch(
      `${this.endpoint.httpUrl}/api2/json${path}${query}`,
      {
        method,
        headers: {
          ...this.headers,
          ...(inQuery
            ? {}
            : { 'Content-Type': 'application/x-www-form-urlencoded' }),
        },
        body: inQuery ? undefined : form,
      },
    );
    const text = await response.text();
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // Refusals of the server itself have no JSON.
    }
    return {
      status: response.status,
      reason: response.statusText,
      headers: response.headers,
      body,
    };
  }

  /** `data` of a call that has to succeed. */
  async data(method: string, path: string, params?: Params): Promise<any> {
    const { status, reason, body } = await this.ask(method, path, params);
    if (status !== 200) {
      throw new Error(
        `${method} ${path}: ${status} ${reason} ${JSON.stringify(body)}`,
      );
    }
    return body.data;
  }

  /** Waits for a task. @returns how it ended */
  async end(upid: string): Promise<string> {
    const path = `/nodes/${upid.split(':')[1]}/tasks/${encodeURIComponent(
      upid,
    )}/status`;
    const deadline = Date.now() + 15_000;
    for (;;) {
      const task = await this.data('GET', path);
      if (task.status === 'stopped') {
        return task.exitstatus;
      }
      if (Date.now() > deadline) {
        throw new Error(`still running: ${upid}`);
      }
      await sleep(5);
    }
  }

  /** A call that starts a task, and how the task ended. */
  async run(method: string, path: string, params?: Params): Promise<string> {
    return this.end(await this.data(method, path, params));
  }

  async firstNode(): Promise<string> {
    return (await this.data('GET', '/nodes'))[0].node;
  }
}

export function tokenHeader(
  id: string,
  secret: string,
): Record<string, string> {
  return { Authorization: `PVEAPIToken=${id}=${secret}` };
}

export function admin(endpoint: Pick<ProxmoxEndpoint, 'httpUrl'>): PveClient {
  return new PveClient(
    endpoint,
    tokenHeader(demoProxmox.adminTokenId, demoProxmox.adminTokenSecret),
  );
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}

/** Asks again until it is so, for at most 15 seconds. */
export async function eventually<T>(
  read: () => Promise<T>,
  done: (value: T) => boolean,
): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const value = await read();
    if (done(value)) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`still ${JSON.stringify(value)}`);
    }
    await sleep(5);
  }
}
