import { createHash } from 'node:crypto';
import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  DefaultInfraClient,
  InfraApiError,
  isEndState,
  type InfraClient,
  type OperationDetails,
  type OperationInput,
  type OperationType,
} from '@ironstage/plugin-infra-common';

const POLL_MS = 2000;
const HEARTBEAT_MS = 15_000;
/** The portal may restart while a task goes on. */
const PATIENCE_MS = 5 * 60_000;

/** What the actions need of the back end. */
export interface ActionServices {
  auth: AuthService;
  discovery: DiscoveryService;
  /** address of the portal for people: `https://portal.example.org` */
  appBaseUrl: string;
}

type Context = Pick<
  ActionContext<JsonObject, JsonObject>,
  | 'checkpoint'
  | 'getInitiatorCredentials'
  | 'logger'
  | 'signal'
  | 'task'
  | 'step'
>;

/** A client that speaks as the user who started the task; tokens are short-lived, so one a call. */
function clientFor(context: Context, services: ActionServices): InfraClient {
  const { auth, discovery } = services;
  return new DefaultInfraClient({
    door: 'template',
    fetch: async (path, init) => {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await context.getInitiatorCredentials(),
        targetPluginId: 'infra',
      });
      return fetch(`${await discovery.getBaseUrl('infra')}${path}`, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}` },
      });
    },
  });
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    let stop = () => {};
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** An error for a person: the scaffolder writes the stack into the task's log, so there is none. */
function plainError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}

/** One sentence, with the fields that are to blame. */
function explain(error: unknown): Error {
  if (error instanceof InfraApiError && error.problems.length > 0) {
    return plainError(
      error.problems
        .map(({ field, message }) => (field ? `${field}: ${message}` : message))
        .join('\n'),
    );
  }
  return error instanceof InfraApiError
    ? plainError(error.message)
    : (error as Error);
}

/** True for an answer that may be another one a little later, or none at all. */
function isPassing(error: unknown): boolean {
  return error instanceof InfraApiError
    ? error.status >= 500 || error.status === 429
    : error instanceof TypeError;
}

/** Asks again while the portal does not answer, up to a limit; both calls may be repeated. */
async function patiently<T>(
  context: Pick<Context, 'logger' | 'signal'>,
  call: () => Promise<T>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  let told = false;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || Date.now() > end) {
        throw explain(error);
      }
      if (!told) {
        context.logger.info(
          'The portal does not answer just now; asking again …',
        );
        told = true;
      }
      await pause(POLL_MS, context.signal);
    }
  }
}

/**
 * Submits an operation and follows it to its end, with its history as log lines.
 * One that waits for an approval is followed only when `wait` is set.
 *
 * @throws Error with the operation's own sentence when it ends badly
 */
export async function runOperation<T extends OperationType>(
  context: Context,
  services: ActionServices,
  request: { type: T; input: OperationInput<T>; wait: boolean },
): Promise<OperationDetails> {
  const client = clientFor(context, services);
  const { signal } = context;
  // a step with `each` runs the action several times, each with an input of its own
  const run = createHash('sha256')
    .update(JSON.stringify(request.input))
    .digest('hex')
    .slice(0, 16);
  // creation only: the waiting below must happen again after a retry
  const id = await context.checkpoint({
    key: `submit.${request.type}.${run}`,
    fn: async () => {
      const operation = await patiently(context, () =>
        client.submitOperation(request.type, request.input, {
          signal,
          idempotencyKey: `scaffolder-${context.task.id}-${
            context.step?.id ?? request.type
          }-${run}`,
        }),
      );
      return operation.id;
    },
  });
  let seen = 0;
  let lastLineAt = Date.now();
  for (;;) {
    const operation = await patiently(context, () =>
      client.getOperation(id, { signal }),
    );
    const last = tellNews(operation, seen, context);
    if (last > seen) {
      seen = last;
      lastLineAt = Date.now();
    }
    if (isEndState(operation.state)) {
      return finish(operation, services.appBaseUrl);
    }
    if (operation.state === 'pending_approval' && !request.wait) {
      context.logger.info(
        `Submitted, awaiting approval: ${services.appBaseUrl}/infra/operations/${operation.id}`,
      );
      return operation;
    }
    if (Date.now() - lastLineAt > HEARTBEAT_MS) {
      context.logger.info(`Still ${operation.state.replace('_', ' ')} …`);
      lastLineAt = Date.now();
    }
    await pause(POLL_MS, signal);
  }
}

/** @returns the number of the last event that has been told */
function tellNews(
  { events }: OperationDetails,
  seen: number,
  { logger }: Pick<Context, 'logger'>,
): number {
  const news = events.filter(one => one.seq > seen);
  news.forEach(one => logger.info(one.message));
  return news.at(-1)?.seq ?? seen;
}

function finish(
  operation: OperationDetails,
  appBaseUrl: string,
): OperationDetails {
  if (operation.state === 'succeeded') {
    return operation;
  }
  const failure = operation.failure;
  throw plainError(
    [
      failure?.message ?? `The operation was ${operation.state}.`,
      ...(failure?.leftovers ?? []),
      `See ${appBaseUrl}/infra/operations/${operation.id}`,
    ].join(' '),
  );
}
