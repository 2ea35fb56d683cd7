import type { Clock } from '../kernel/Clock';
import type { FaultBoard } from '../faults/FaultBoard';
import type { CloudTables } from './CloudState';
import type { OpenStackRelease } from './release';

/** What every service shares. */
export interface OpenStackContext {
  tables: CloudTables;
  clock: Clock;
  faults: FaultBoard;
  regions: string[];
  tokenLifetimeSeconds: number;
  openstackRelease: OpenStackRelease;
  /** Where clients reach the services. */
  publicOrigin(): string;
  /** Something changed outside a request (a step of a server). */
  changed(): void;
}
