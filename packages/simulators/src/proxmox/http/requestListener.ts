import type { IncomingMessage } from 'node:http';
import express, { type Express, type Request, type Response } from 'express';
import { faultMiddleware, sendWithFaults } from '../../faults/faultMiddleware';
import type { RequestStats } from '../../stats/RequestStats';
import { dispatch, isOpen } from '../api/dispatch';
import type { Handlers } from '../api/types';
import type { Sessions } from '../access/Sessions';
import type { ClusterContext } from '../ClusterContext';
import type { Contract } from '../contract/Contract';
import { PveError } from '../errors';
import { checkHeaders, readParameters, TransportError } from './readRequest';
import {
  bare,
  finish,
  refusal,
  success,
  type Formatter,
  type PveReply,
} from './respond';

/** What the server does to slow down who guesses. */
const REFUSED_LOGIN_DELAY_MS = 3000;

export interface ServerParts {
  ctx: ClusterContext;
  contract: Contract;
  handlers: Handlers;
  sessions: Sessions;
  requests: RequestStats;
  /** Told of each answer that says no. */
  refused(words: string): void;
}

interface Target {
  formatter: Formatter;
  path: string;
  query: string;
}

function target(url: string): Target {
  const [rawPath, ...rest] = url.split('?');
  const match = /^\/api2\/([^/]+)(\/.*)?$/.exec(rawPath);
  if (!match) {
    throw new TransportError(404, 'Not Found', '');
  }
  const path = decodeURIComponent(match[2] ?? '/').replace(/(.)\/+$/, '$1');
  const [, formatter] = match;
  if (formatter !== 'json' && formatter !== 'extjs') {
    const text = `no formatter for uri ${path}, ${formatter}`;
    throw new TransportError(501, text, text);
  }
  return { formatter, path, query: rest.join('?') };
}

function pause(ctx: ClusterContext, milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ctx.clock.scaled(milliseconds)).unref();
  });
}

/** The endpoint of a request, without what is named in it. */
function templateOf(parts: ServerParts, req: IncomingMessage): string {
  const method = req.method ?? 'GET';
  const [path] = (req.url ?? '/').replace(/^\/api2\/\w+/, '').split('?');
  const found = parts.contract.find(method, path);
  const known = found ? `/${found.endpoint.segments.join('/')}` : '(unknown)';
  return `${method} ${known}`;
}

async function answer(
  parts: ServerParts,
  req: IncomingMessage,
): Promise<PveReply> {
  const { ctx, contract, handlers, sessions } = parts;
  checkHeaders(req);
  const { formatter, path, query } = target(req.url ?? '/');
  const method = req.method ?? 'GET';
  const found = contract.find(method, path);
  parts.requests.routed(
    ctx.facts.name,
    method,
    found ? `/${found.endpoint.segments.join('/')}` : '(unknown)',
  );
  const { authorization, cookie } = req.headers;
  const csrf = req.headers.csrfpreventiontoken;
  let principal = null;
  if (!isOpen(found) || authorization?.startsWith('PVEAPIToken')) {
    try {
      principal = sessions.enter(
        { authorization, cookie, csrf: Array.isArray(csrf) ? csrf[0] : csrf },
        method !== 'GET',
      );
    } catch (error) {
      if (error instanceof PveError) {
        await pause(ctx, REFUSED_LOGIN_DELAY_MS);
        return bare(error.status, error.message);
      }
      throw error;
    }
  }
  const { fields, file } = await readParameters(req, query);
  try {
    const result = await dispatch(ctx, contract, handlers, {
      method,
      path,
      parameters: fields,
      principal,
      upload: file,
    });
    return success(formatter, result);
  } catch (error) {
    if (!(error instanceof PveError)) {
      throw error;
    }
    if (error.status === 401) {
      await pause(ctx, REFUSED_LOGIN_DELAY_MS);
    }
    return error.status >= 595
      ? bare(error.status, error.message)
      : refusal(formatter, error);
  }
}

async function handle(parts: ServerParts, req: Request, res: Response) {
  let reply: PveReply;
  try {
    reply = await answer(parts, req);
  } catch (error) {
    if (error instanceof TransportError) {
      reply = bare(error.status, error.message, error.body);
    } else {
      parts.requests.crashed(error);
      reply = bare(500, 'internal error of the simulator');
    }
  }
  if (reply.status >= 400) {
    parts.refused(`${templateOf(parts, req)} ${reply.status} ${reply.reason}`);
  }
  // What was not read would be taken for the next request.
  req.resume();
  res.statusMessage = reply.reason;
  sendWithFaults(req, res, finish(req, reply));
  if (req.method !== 'GET') {
    parts.ctx.changed();
  }
}

/** The listener of one cluster; the same for its HTTP and HTTPS ports. */
export function requestListener(parts: ServerParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_req, _res, next) => {
    parts.requests.arrived();
    next();
  });
  app.use(faultMiddleware(parts.ctx.facts.name, parts.ctx.faults));
  app.use((req, res) => {
    handle(parts, req, res).catch(error => parts.requests.crashed(error));
  });
  return app;
}
