import type { FaultBoard } from '../faults/FaultBoard';
import type { Clock } from '../kernel/Clock';
import type { Estate } from '../estate/model';
import type { MaasTables } from './MaasState';
import type { NodeRow } from './rows';
import type { MaasRelease } from './version';

/** What everything of the region shares. */
export interface MaasContext {
  readonly tables: MaasTables;
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly estate: Estate;
  readonly release: MaasRelease;
  /** The next number of a sequence. */
  next(sequence: string): number;
  /** Changes a node and forgets its rendered text. */
  change(node: NodeRow, patch: Partial<NodeRow>): NodeRow;
  /** Something embedded in many nodes changed (a zone's name, a VLAN). */
  sharedChanged(): void;
  /** The state file is due. */
  changed(): void;
}
