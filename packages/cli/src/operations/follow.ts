import {
  InfraApiError,
  isEndState,
  type InfraClient,
  type OperationDetails,
  type OperationEvent,
} from '@ironstage/plugin-infra-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../CliError';
import { EXIT } from '../exitCodes';
import type { Printer } from '../output/Printer';

const POLL_MS = 1000;
/** A restart takes half a minute; a portal that is away longer has another problem. */
const PATIENCE_MS = 10 * 60_000;

/** How long and how an operation is followed. */
export interface FollowOptions {
  signal: AbortSignal;
  printer: Printer;
  /** milliseconds; without it as long as it takes */
  timeoutMs?: number;
  /** go on while somebody has to approve it */
  throughApproval: boolean;
  pollMs?: number;
  patienceMs?: number;
}

/** True for answers of a portal that is just being restarted. */
function isOutage(error: unknown): boolean {
  return error instanceof InfraApiError
    ? error.status >= 500 || error.status === 404
    : error instanceof CliError && error.exitCode === EXIT.unreachable;
}

const clock = (iso: string) => new Date(iso).toTimeString().slice(0, 8);

function interrupted(id: string): CliError {
  return new CliError(
    EXIT.interrupted,
    `Stopped watching. The operation goes on; see it with: ironstage operations watch ${id}`,
  );
}

/** Reads an operation and keeps reading while the portal is away, once it has been seen. */
class PatientReader {
  private seen = false;
  private awaySince: number | undefined;

  constructor(
    private readonly client: InfraClient,
    private readonly id: string,
    private readonly options: FollowOptions,
  ) {}

  /** @returns undefined while the portal is away */
  async read(): Promise<OperationDetails | undefined> {
    const { printer, signal, patienceMs = PATIENCE_MS } = this.options;
    try {
      const operation = await this.client.getOperation(this.id, { signal });
      if (this.awaySince !== undefined) {
        printer.remark('The portal is back.');
      }
      this.seen = true;
      this.awaySince = undefined;
      return operation;
    } catch (error) {
      if (signal.aborted) {
        throw interrupted(this.id);
      }
      const now = Date.now();
      const tooLong = now - (this.awaySince ?? now) > patienceMs;
      if (!this.seen || tooLong || !isOutage(error)) {
        throw error;
      }
      if (this.awaySince === undefined) {
        printer.remark(
          'The portal does not answer; the operation goes on, trying again …',
          'yellow',
        );
        this.awaySince = now;
      }
      return undefined;
    }
  }
}

/**
 * Follows an operation with its history as lines on standard error, also while the portal is
 * being restarted.
 *
 * @returns the operation as it was last seen: at its end, waiting for an approval, or when the
 *   time was over
 * @throws CliError when the portal stays away or somebody pressed Ctrl-C
 */
export async function follow(
  client: InfraClient,
  id: string,
  options: FollowOptions,
): Promise<OperationDetails> {
  const { signal, printer, pollMs = POLL_MS } = options;
  const endAt = Date.now() + (options.timeoutMs ?? Infinity);
  const reader = new PatientReader(client, id, options);
  let operation: OperationDetails | undefined;
  let lastSeq = 0;
  for (;;) {
    const read = await reader.read();
    lastSeq = tellNews(read?.events ?? [], lastSeq, printer);
    operation = read ?? operation;
    if (read && isDone(read, options)) {
      return read;
    }
    if (operation && Date.now() >= endAt) {
      return operation;
    }
    await sleep(Math.min(pollMs, Math.max(0, endAt - Date.now())), null, {
      signal,
    }).catch(() => {
      throw interrupted(id);
    });
  }
}

/** @returns the number of the last event that has been told */
function tellNews(
  events: OperationEvent[],
  lastSeq: number,
  printer: Printer,
): number {
  const news = events.filter(one => one.seq > lastSeq);
  news.forEach(one => printer.remark(`${clock(one.at)}  ${one.message}`));
  return news.at(-1)?.seq ?? lastSeq;
}

function isDone(operation: OperationDetails, options: FollowOptions): boolean {
  return (
    isEndState(operation.state) ||
    (operation.state === 'pending_approval' && !options.throughApproval)
  );
}
