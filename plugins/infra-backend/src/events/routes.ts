import { eventQuerySchema, routes } from '@ironstage/plugin-infra-common';
import type { Response, Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { EventsService } from './EventsService';

/** Aborted when whoever asked has gone away. */
function whileConnected(response: Response): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  return gone.signal;
}

/** What happened to a resource. */
export function addEventRoutes(
  router: Router,
  services: { callers: CallerResolver; events: EventsService },
): void {
  router.get(routes.listResourceEvents.path, async (request, response) => {
    const caller = await services.callers.fromRequest(request);
    const query = parseRequest(eventQuerySchema, request.query);
    const signal = whileConnected(response);
    response.json(
      await services.events.list(request.params.ref, query, caller, signal),
    );
  });
}
