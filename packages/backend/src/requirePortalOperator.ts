import type {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { infraPortalOperatePermission } from '@ironstage/plugin-infra-common';
import type { Handler, Request } from 'express';
import Router from 'express-promise-router';

/** Where the framework puts the routes of its scheduler, in the router of each plugin. */
const ROUTES = '/.backstage/scheduler';

/** Lets only people who may operate the portal through to the scheduler's routes, and audits who tried. */
export function requirePortalOperator(services: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): (handler: Handler) => Handler {
  const { auditor, httpAuth, permissions } = services;

  async function demand(request: Request) {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user'],
    });
    const [decision] = await permissions.authorize(
      [{ permission: infraPortalOperatePermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not do this: it needs the permission ${infraPortalOperatePermission.name}`,
      );
    }
  }

  return handler => {
    const router = Router();
    router.use(ROUTES, async (request, _response, next) => {
      const event = await auditor.createEvent({
        eventId: 'scheduler-access',
        severityLevel: request.method === 'GET' ? 'low' : 'medium',
        request,
        meta: { method: request.method, path: request.originalUrl },
      });
      try {
        await demand(request);
      } catch (error) {
        await event.fail({ error: error as Error });
        throw error;
      }
      await event.success();
      next();
    });
    router.use(handler);
    return router;
  };
}
