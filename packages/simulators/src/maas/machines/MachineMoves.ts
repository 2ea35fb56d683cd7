import type { EventLog } from '../events/EventLog';
import type { MaasContext } from '../MaasContext';
import type { NodeRow } from '../rows';

/** What a step of a machine's life needs of the engine that runs it. */
export interface MachineMoves {
  readonly context: MaasContext;
  readonly log: EventLog;
  /** A new status, with its DEBUG event and what else changes. */
  move(
    node: NodeRow,
    status: number,
    patch?: Partial<NodeRow>,
    note?: string,
  ): void;
  /** Into a failed status; nothing further happens by itself. */
  fail(node: NodeRow, status: number, why: string): void;
}
