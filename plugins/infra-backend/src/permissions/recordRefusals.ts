import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { DOOR_HEADER } from '@ironstage/plugin-infra-common';
import type { NextFunction, Request, Response } from 'express';
import type { AuditLog } from '../audit/AuditLog';
import { doorOf } from '../http/Caller';
import { RecordedDenial } from './RecordedDenial';

/**
 * Puts on record what was refused by anybody but the {@link Gatekeeper}, which does so by itself: a decision about
 * one's own request, say, or a service token where a person has to be. Requests without a sign-in are not: anybody
 * could fill the table.
 */
export function recordRefusals(services: {
  audit: AuditLog;
  httpAuth: HttpAuthService;
  logger: LoggerService;
}) {
  const { audit, httpAuth, logger } = services;

  async function actorOf(request: Request): Promise<string> {
    const { principal } = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    return principal.type === 'user'
      ? principal.userEntityRef
      : `service:${principal.subject}`;
  }

  return async (
    error: Error,
    request: Request,
    _response: Response,
    next: NextFunction,
  ): Promise<void> => {
    if (
      error instanceof NotAllowedError &&
      !(error instanceof RecordedDenial)
    ) {
      try {
        await audit.append({
          actor: await actorOf(request),
          door: doorOf(request.headers[DOOR_HEADER]),
          action: 'access-deny',
          target: `${request.method} ${request.path}`,
          outcome: 'refused',
          data: { reason: error.message },
        });
      } catch (failure) {
        // it stays refused
        logger.warn(`Could not put a refusal on record: ${failure}`);
      }
    }
    next(error);
  };
}
