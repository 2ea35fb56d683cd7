import { orUndefined } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { amount, maybe, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';
import { parseUpid } from './upid';

const statusSchema = z.object({
  status: z.string(),
  exitstatus: maybe(z.string()),
});

const rowSchema = z.object({
  upid: z.string(),
  type: z.string(),
  id: maybe(text),
  starttime: amount,
  /** `RUNNING`, or how it ended */
  status: maybe(z.string()),
});

/** A task of a list. */
export type TaskRow = z.infer<typeof rowSchema>;

/** How a task is doing. */
export type TaskState =
  | { ended: false }
  | { ended: true; ok: true; note?: string }
  | { ended: true; ok: false; words: string };

/** Reads how a task ended; one that ends with warnings has done its work. */
export function readExit(exitstatus: string): TaskState {
  if (exitstatus === 'OK') {
    return { ended: true, ok: true };
  }
  const warnings = /^WARNINGS: (\d+)$/.exec(exitstatus);
  if (warnings) {
    return {
      ended: true,
      ok: true,
      note: `Done, with ${warnings[1]} ${
        warnings[1] === '1' ? 'warning' : 'warnings'
      }; the task log has the words`,
    };
  }
  return { ended: true, ok: false, words: exitstatus };
}

/** Long-running work of the nodes. */
export class TasksClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  /** @returns undefined when the node knows no such task (any more) */
  async state(
    upid: string,
    signal: AbortSignal,
  ): Promise<TaskState | undefined> {
    const parts = parseUpid(upid);
    if (!parts) {
      throw this.transport.error(
        'unexpected-answer',
        `${this.transport.config.id} gave a task id that can't be read.`,
        upid,
      );
    }
    const found = await orUndefined(
      this.transport.call(
        {
          method: 'GET',
          path: '/nodes/{node}/tasks/{upid}/status',
          at: { node: parts.node, upid },
          signal,
        },
        statusSchema,
      ),
    );
    if (!found) {
      return undefined;
    }
    return found.status === 'stopped'
      ? readExit(found.exitstatus ?? 'unexpected status')
      : { ended: false };
  }

  /** Tasks of a guest, running ones included, newest first. */
  ofGuest(
    node: string,
    vmid: number,
    signal: AbortSignal,
    only: { running?: boolean; type?: string } = {},
  ): Promise<TaskRow[]> {
    return this.transport.list(
      {
        method: 'GET',
        path: '/nodes/{node}/tasks',
        at: { node },
        parameters: {
          vmid,
          source: only.running ? 'active' : 'all',
          typefilter: only.type,
          limit: 50,
        },
        signal,
      },
      rowSchema,
    );
  }
}
