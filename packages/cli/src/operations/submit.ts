import { randomUUID } from 'node:crypto';
import {
  formatAmount,
  InfraApiError,
  SCALAR_DIMENSIONS,
  type OperationCheck,
  type OperationInput,
  type OperationType,
  type Operation,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import { CliError } from '../CliError';
import { EXIT } from '../exitCodes';
import { facts } from '../output/table';
import { problemLines, toCliError } from '../toCliError';
import type { CommandContext } from '../CommandContext';
import { follow } from './follow';
import { badOutcome } from './outcome';
import { operationFacts } from './showOperation';

/** Options of every command that asks for a change. */
export interface SubmitFlags {
  /** set by `--wait` and `--no-wait`; without either, approvals are not waited for */
  wait?: boolean;
  /** milliseconds */
  timeout?: number;
  idempotencyKey?: string;
  dryRun?: boolean;
}

function amounts(takes: ResourceVector | null): string | null {
  if (!takes) {
    return null;
  }
  const parts = [
    ...SCALAR_DIMENSIONS.map(name => [name, takes[name]] as const),
    ...Object.entries(takes.gpus).map(([m, n]) => [`gpus.${m}`, n] as const),
  ];
  return parts
    .filter(([, value]) => value > 0)
    .map(([name, value]) => formatAmount(name, value))
    .join(', ');
}

function checkText(check: OperationCheck): string {
  return facts([
    ['dry run', check.title ?? 'nothing was created'],
    ['project', check.project],
    ['takes', amounts(check.takes)],
    ['approval', check.approvalReasons.join(' ') || 'not needed'],
  ]);
}

/** True when the portal may have taken a request although it did not say so. */
function isUnknown(error: unknown): boolean {
  return error instanceof InfraApiError
    ? error.status >= 500
    : error instanceof CliError && error.details.mayHaveArrived === true;
}

async function send<T extends OperationType>(
  { client, io }: CommandContext,
  type: T,
  input: OperationInput<T>,
  idempotencyKey: string,
): Promise<Operation> {
  try {
    return await client.submitOperation(type, input, {
      idempotencyKey,
      signal: io.signal,
    });
  } catch (error) {
    if (!isUnknown(error)) {
      throw error;
    }
    const { exitCode, message } = toCliError(error);
    throw new CliError(
      exitCode,
      `${message}\nIt is unknown whether the request was taken. To repeat it safely, add --idempotency-key ${idempotencyKey}`,
      { idempotencyKey },
    );
  }
}

/**
 * Asks for a change of the estate and, unless told otherwise, follows it to its end.
 *
 * @throws CliError when it is refused or ends badly
 */
export async function submit<T extends OperationType>(
  context: CommandContext,
  type: T,
  input: OperationInput<T>,
  flags: SubmitFlags,
): Promise<void> {
  const { client, printer, io, portalUrl } = context;
  if (flags.dryRun) {
    const check = await client.checkOperation(type, input, {
      signal: io.signal,
    });
    printer.result(check, () => checkText(check));
    if (check.problems.length > 0) {
      throw new CliError(EXIT.refused, problemLines(check.problems), {
        problems: check.problems,
        afterResult: true,
      });
    }
    return;
  }
  const submitted = await send(
    context,
    type,
    input,
    flags.idempotencyKey ?? randomUUID(),
  );
  printer.remark(`Submitted as operation ${submitted.id}`);
  if (flags.wait === false) {
    printer.result(submitted, () => operationFacts(submitted, portalUrl));
    return;
  }
  const operation = await follow(client, submitted.id, {
    signal: io.signal,
    printer,
    timeoutMs: flags.timeout,
    throughApproval: flags.wait === true,
  });
  printer.result(operation, () => operationFacts(operation, portalUrl));
  if (operation.state === 'pending_approval' && !flags.wait) {
    printer.remark(
      `It waits for an approval by somebody else. Follow it with: ironstage operations watch ${operation.id}`,
    );
    return;
  }
  const bad = badOutcome(operation);
  if (bad) {
    throw bad;
  }
}
