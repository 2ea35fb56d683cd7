import type { Call } from '../../kernel/http/types';
import type { ComputeQuotas } from './ComputeQuotas';
import { conflict } from './errors';
import type { ServerRow } from './rows';
import type { ServerEngine } from './ServerEngine';
import type { ComputeSession } from './session';

/** What an action works with. */
export interface ActionCall {
  call: Call;
  session: ComputeSession;
  engine: ServerEngine;
  quotas: ComputeQuotas;
  server: ServerRow;
  /** The value under the action's name. */
  value: unknown;
}

/** Refuses in Nova's words: first the task, then the state. */
export function checkState(
  server: ServerRow,
  action: string,
  from: readonly string[],
): void {
  const refuse = (what: string) =>
    conflict(`Cannot '${action}' instance ${server.id} while it is in ${what}`);
  if (!from.includes(server.vmState)) {
    throw refuse(`vm_state ${server.vmState}`);
  }
  if (server.taskState !== null) {
    throw refuse(`task_state ${server.taskState}`);
  }
}
