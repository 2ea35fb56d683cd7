import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import {
  discoveryScopeSchema,
  newDiscoveryTokenSchema,
  routes,
} from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { TargetsForTokens } from './createMonitoring';
import type { MonitoringService } from './MonitoringService';
import { secretOf } from './tokens/secrets';

const gunzip = promisify(gunzipCallback);

/** What is below this is let through without a sign-in, and asked for a token of a scope instead. */
export const TOKEN_PATH = '/v1/monitoring/targets';

/** What monitoring systems are told, and the tokens by which they are. */
export function addMonitoringRoutes(
  router: Router,
  services: {
    callers: CallerResolver;
    monitoring: MonitoringService;
    targets: TargetsForTokens;
  },
): void {
  const { callers, monitoring, targets } = services;

  router.get(routes.listDiscoveryTokens.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await monitoring.tokens(caller));
  });

  router.post(routes.createDiscoveryToken.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const body = parseRequest(newDiscoveryTokenSchema, request.body);
    const made = await monitoring.createToken(body, caller);
    response.status(201).set('cache-control', 'no-store').json(made);
  });

  router.post(routes.revokeDiscoveryToken.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await monitoring.revokeToken(request.params.id, caller));
  });

  router.get(routes.getDiscovery.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const scope = parseRequest(discoveryScopeSchema, request.params.scope);
    response.json(await monitoring.discovery(scope, caller));
  });

  router.get(routes.getDiscoveryTargets.path, async (request, response) => {
    const secret = secretOf(request.headers.authorization);
    const list = await targets.read(secret, request.params.scope);
    response.set({
      etag: list.etag,
      'cache-control': 'private, no-cache',
      'content-type': 'application/json',
      vary: 'accept-encoding',
    });
    if (request.fresh) {
      response.status(304).end();
    } else if (request.acceptsEncodings('gzip')) {
      response.set('content-encoding', 'gzip').end(list.gzipped);
    } else {
      response.end(await gunzip(list.gzipped));
    }
  });
}
