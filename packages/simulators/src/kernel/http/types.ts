import type { IncomingHttpHeaders } from 'node:http';

/** One request as a handler sees it: no framework types beyond this line. */
export interface Call {
  readonly method: string;
  /** Path below the service's prefix. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Path and query as sent, below the origin. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
  readonly requestId: string;
  /** What links are made of: `http://127.0.0.1:<port>` unless overridden. */
  readonly origin: string;
}

/** What a handler answers. `body` undefined means an empty body. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export function reply(
  status: number,
  body?: unknown,
  headers?: Record<string, string>,
): Reply {
  return { status, body, headers };
}

/** A refusal; each service turns it into its own error shape. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly detail: {
      /** Neutron's exception class, Placement's code. */
      type?: string;
      headers?: Record<string, string>;
      /** Members added beside the standard ones. */
      extra?: Record<string, unknown>;
      /** A body that replaces the service's usual shape. */
      body?: unknown;
    } = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export type Handler<S> = (call: Call, session: S) => Reply;

/** method, path template in Express syntax, handler, template flags. */
export interface Route<S> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  handler: Handler<S>;
}

/** Collects routes: `routes.get('/v3/projects', …)`. */
export class RouteTable<S> {
  readonly routes: Route<S>[] = [];

  get(path: string, handler: Handler<S>): this {
    return this.#add('get', path, handler);
  }
  post(path: string, handler: Handler<S>): this {
    return this.#add('post', path, handler);
  }
  put(path: string, handler: Handler<S>): this {
    return this.#add('put', path, handler);
  }
  patch(path: string, handler: Handler<S>): this {
    return this.#add('patch', path, handler);
  }
  delete(path: string, handler: Handler<S>): this {
    return this.#add('delete', path, handler);
  }

  #add(method: Route<S>['method'], path: string, handler: Handler<S>): this {
    this.routes.push({ method, path, handler });
    return this;
  }
}
