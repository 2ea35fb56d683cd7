import { eventQuerySchema, routes } from '@ironstage/plugin-infra-common';
import type { Response, Router } from 'express';
import type { CallerResolver } from '../rest/Caller';
import { parseRequest } from '../rest/validate';
import type { LiveService } from './LiveService';

/** Aborted when whoever asked has gone away. */
function whileConnected(response: Response): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  return gone.signal;
}

/** What is asked for at a provider there and then. */
export function addLiveRoutes(
  router: Router,
  services: { callers: CallerResolver; live: LiveService },
): void {
  const { callers, live } = services;

  router.get(routes.getProviderHealth.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await live.health(request.params.id, caller));
  });

  router.get(routes.listResourceEvents.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(eventQuerySchema, request.query);
    response.json(
      await live.events(
        request.params.ref,
        query,
        caller,
        whileConnected(response),
      ),
    );
  });
}
