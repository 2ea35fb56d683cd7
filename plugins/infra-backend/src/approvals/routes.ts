import {
  approvalQuerySchema,
  bulkDecisionSchema,
  routes,
} from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { ApprovalsService } from './ApprovalsService';

/** What waits for a decision, what to know for it, and decisions about several. */
export function addApprovalRoutes(
  router: Router,
  services: { callers: CallerResolver; approvals: ApprovalsService },
): void {
  const { callers, approvals } = services;

  router.get(routes.listApprovals.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(approvalQuerySchema, request.query);
    response.json(await approvals.inbox(query, caller));
  });

  router.get(routes.getDecision.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await approvals.context(request.params.id, caller));
  });

  router.post(routes.decideApprovals.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const body = parseRequest(bulkDecisionSchema, request.body);
    response.json(await approvals.decide(body, caller));
  });
}
