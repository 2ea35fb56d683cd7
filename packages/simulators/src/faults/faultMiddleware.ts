import type { NextFunction, Request, Response } from 'express';
import type { Reply } from '../kernel/http/types';
import type { FaultBoard } from './FaultBoard';
import type { Fault } from './types';

const struck = new WeakMap<Request, Fault[]>();

function proxyAnswer(res: Response, status: number, retryAfter?: number) {
  // What a load balancer in front says: not the service's own shape.
  if (retryAfter !== undefined) {
    res.setHeader('Retry-After', String(retryAfter));
  }
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/html');
  res.end(`<html><body><h1>${status}</h1></body></html>`);
}

/**
 * Runs before a service and applies the faults that strike on arrival. The
 * others (`partial`, `lost-answer`) are applied by {@link sendWithFaults}.
 */
export function faultMiddleware(service: string, board: FaultBoard) {
  return (req: Request, res: Response, next: NextFunction) => {
    const faults = board.strikeRequest({
      service,
      method: req.method,
      url: req.originalUrl,
    });
    if (faults.length === 0) {
      next();
      return;
    }
    struck.set(req, faults);
    const has = (kind: Fault['kind']) => faults.find(f => f.kind === kind);
    const proceed = () => {
      const limited = has('rate-limit');
      const failing = has('error');
      const down = has('down');
      const conflict = has('conflict');
      if (has('reset')) {
        req.socket.resetAndDestroy();
      } else if (has('hang')) {
        // Never answered: the client's own deadline has to end it.
      } else if (down) {
        proxyAnswer(res, 503, down.retryAfterSeconds);
      } else if (conflict) {
        proxyAnswer(res, 409, conflict.retryAfterSeconds ?? 5);
      } else if (limited) {
        proxyAnswer(res, 429, limited.retryAfterSeconds ?? 1);
      } else if (failing) {
        proxyAnswer(res, failing.status ?? 500);
      } else {
        next();
      }
    };
    const delay = faults.reduce((sum, f) => sum + (f.latencyMs ?? 0), 0);
    if (delay > 0) {
      setTimeout(proceed, delay).unref();
    } else {
      proceed();
    }
  };
}

function write(res: Response, reply: Reply): Buffer {
  res.statusCode = reply.status;
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    res.setHeader(name, value);
  }
  if (reply.body === undefined) {
    return Buffer.alloc(0);
  }
  if (typeof reply.body === 'string' || Buffer.isBuffer(reply.body)) {
    return Buffer.from(reply.body);
  }
  if (!res.hasHeader('Content-Type')) {
    res.setHeader('Content-Type', 'application/json');
  }
  return Buffer.from(JSON.stringify(reply.body));
}

/** Sends an answer, or part of it, or none although the work was done. */
export function sendWithFaults(req: Request, res: Response, reply: Reply) {
  const faults = struck.get(req) ?? [];
  if (faults.some(fault => fault.kind === 'lost-answer')) {
    req.socket.resetAndDestroy();
    return;
  }
  const payload = write(res, reply);
  if (reply.status !== 204) {
    res.setHeader('Content-Length', payload.length);
  }
  if (payload.length > 1 && faults.some(fault => fault.kind === 'partial')) {
    res.write(payload.subarray(0, Math.floor(payload.length / 2)), () =>
      req.socket.destroy(),
    );
    return;
  }
  res.end(req.method === 'HEAD' ? undefined : payload);
}
