import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  auditFiltersSchema,
  auditQuerySchema,
  auditVerifyRequestSchema,
  EXPORT_TYPES,
  routes,
  type AuditChainEntry,
} from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { sendLines } from '../http/sendLines';
import { parseRequest } from '../http/validate';
import type { TrailService } from './TrailService';

async function* ndjson(pages: AsyncIterable<AuditChainEntry[]>) {
  for await (const entries of pages) {
    yield entries.map(entry => `${JSON.stringify(entry)}\n`).join('');
  }
}

/** The audit chain. */
export function addTrailRoutes(
  router: Router,
  services: {
    callers: CallerResolver;
    trail: TrailService;
    logger: LoggerService;
  },
): void {
  const { callers, trail, logger } = services;

  router.get(routes.listAudit.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(auditQuerySchema, request.query);
    response.json(await trail.list(query, caller));
  });

  router.get(routes.exportAudit.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const filters = parseRequest(auditFiltersSchema, request.query);
    await sendLines(response, {
      lines: ndjson(await trail.export(filters, caller)),
      type: EXPORT_TYPES.ndjson,
      fileName: 'audit.ndjson',
      logger,
    });
  });

  router.get(routes.listAuditCheckpoints.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await trail.checkpoints(caller));
  });

  router.post(routes.verifyAudit.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const body = parseRequest(auditVerifyRequestSchema, request.body);
    response.json(await trail.verify(body.checkpoints, caller));
  });
}
