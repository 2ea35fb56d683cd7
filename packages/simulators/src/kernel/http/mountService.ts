import express, { type Express, type RequestHandler } from 'express';
import { faultMiddleware } from '../../faults/faultMiddleware';
import type { VendorWorld } from '../Vendor';

/**
 * Puts a service below a prefix: its requests are counted, fault switches for
 * its name strike, and the body arrives as a buffer.
 */
export function mountService(
  app: Express,
  prefix: string,
  service: string,
  world: VendorWorld,
  handler: RequestHandler,
): void {
  app.use(
    prefix,
    (_req, _res, next) => {
      world.requests.arrived();
      next();
    },
    faultMiddleware(service, world.faults),
    express.raw({ type: () => true, limit: '64mb' }),
    handler,
  );
}
