import {
  answerSchema,
  decisionSchema,
  delegateSchema,
  IDEMPOTENCY_KEY_HEADER,
  operationQuerySchema,
  operationRequestSchema,
  questionSchema,
  rejectionSchema,
  routes,
} from '@ironstage/plugin-infra-common';
import type { Router } from 'express';
import type { CallerResolver } from '../http/Caller';
import { parseRequest } from '../http/validate';
import type { OperationsService } from './OperationsService';

/** Operations: ask, watch, decide, cancel. */
export function addOperationRoutes(
  router: Router,
  services: { callers: CallerResolver; operations: OperationsService },
): void {
  const { callers, operations } = services;

  router.post(routes.checkOperation.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const body = parseRequest(operationRequestSchema, request.body);
    response.json(await operations.check(body, caller));
  });

  router.post(routes.submitOperation.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const body = parseRequest(operationRequestSchema, request.body);
    const idempotencyKey = request.header(IDEMPOTENCY_KEY_HEADER);
    const operation = await operations.submit(
      { ...body, idempotencyKey },
      caller,
    );
    response.status(202).json(operation);
  });

  router.get(routes.listOperations.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const query = parseRequest(operationQuerySchema, request.query);
    response.json(await operations.list(query, caller));
  });

  router.get(routes.getOperation.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await operations.get(request.params.id, caller));
  });

  for (const [path, approve, schema] of [
    [routes.approveOperation.path, true, decisionSchema],
    [routes.rejectOperation.path, false, rejectionSchema],
  ] as const) {
    router.post(path, async (request, response) => {
      const caller = await callers.fromRequest(request);
      const { comment } = parseRequest<{ comment: string }>(
        schema,
        request.body,
      );
      response.json(
        await operations.decide(
          request.params.id,
          { approve, comment },
          caller,
        ),
      );
    });
  }

  router.post(routes.askOperation.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const { text } = parseRequest(questionSchema, request.body);
    response.json(await operations.ask(request.params.id, text, caller));
  });

  router.post(routes.answerOperation.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const { text } = parseRequest(answerSchema, request.body);
    response.json(await operations.answer(request.params.id, text, caller));
  });

  router.post(routes.delegateOperation.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    const body = parseRequest(delegateSchema, request.body);
    response.json(await operations.delegate(request.params.id, body, caller));
  });

  router.post(routes.cancelOperation.path, async (request, response) => {
    const caller = await callers.fromRequest(request);
    response.json(await operations.cancel(request.params.id, caller));
  });
}
