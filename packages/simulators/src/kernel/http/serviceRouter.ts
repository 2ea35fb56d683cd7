import express, { type Request, type Response, type Router } from 'express';
import { newRequestId } from '../ids';
import { ApiError, type Call, type Reply, type Route } from './types';

/** How one simulated service answers; `S` is what `enter` makes of a request. */
export interface Service<S> {
  /** Used in fault rules and statistics. */
  name: string;
  prefix: string;
  /** Routes that need no session (version documents). */
  open: Route<undefined>[];
  routes: Route<S>[];
  /** Checks the token, the version header and so on. Throws {@link ApiError}. */
  enter(call: Call): S;
  error(error: ApiError, call: Call): Reply;
  /** No such path, or no such verb on it. */
  unknownPath(call: Call): Reply;
  /** Adds the service's own headers to every answer. */
  finish?(call: Call, reply: Reply): void;
}

/** Sends a reply; faults replace this to cut it short. */
export type Send = (req: Request, res: Response, reply: Reply) => void;

export interface RouterHooks {
  origin(): string;
  send: Send;
  onRoute(service: string, method: string, template: string): void;
  onWrite(): void;
  onCrash(error: unknown): void;
}

function toCall(req: Request, origin: string): Call {
  const at = req.originalUrl.indexOf('?');
  return {
    method: req.method,
    path: req.path,
    params: req.params,
    query: new URLSearchParams(at < 0 ? '' : req.originalUrl.slice(at + 1)),
    url: req.originalUrl,
    headers: req.headers,
    rawBody: Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0),
    requestId: newRequestId(),
    origin,
  };
}

/** An Express router that runs a service's route table. */
export function serviceRouter<S>(
  service: Service<S>,
  hooks: RouterHooks,
): Router {
  const router = express.Router({ caseSensitive: true });

  const run = (req: Request, res: Response, work: (call: Call) => Reply) => {
    const call = toCall(req, hooks.origin());
    let answer: Reply;
    try {
      answer = work(call);
    } catch (error) {
      if (!(error instanceof ApiError)) {
        hooks.onCrash(error);
      }
      answer = service.error(
        error instanceof ApiError
          ? error
          : new ApiError(500, 'Unexpected API Error.'),
        call,
      );
    }
    service.finish?.(call, answer);
    if (call.method !== 'GET' && call.method !== 'HEAD') {
      hooks.onWrite();
    }
    hooks.send(req, res, answer);
  };

  for (const route of service.open) {
    router[route.method](route.path, (req, res) => {
      hooks.onRoute(service.name, req.method, route.path);
      run(req, res, call => route.handler(call, undefined));
    });
  }
  for (const route of service.routes) {
    router[route.method](route.path, (req, res) => {
      hooks.onRoute(service.name, req.method, route.path);
      run(req, res, call => route.handler(call, service.enter(call)));
    });
  }
  router.use((req, res) => {
    hooks.onRoute(service.name, req.method, '(unknown)');
    run(req, res, call => service.unknownPath(call));
  });
  return router;
}
