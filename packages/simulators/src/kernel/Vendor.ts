import type { Express } from 'express';
import type { Estate } from '../estate/model';
import type { FaultBoard } from '../faults/FaultBoard';
import type { ResolvedOptions } from '../options';
import type { RequestStats } from '../stats/RequestStats';
import type { Clock } from './Clock';
import type { RouterHooks } from './http/serviceRouter';

/** What every vendor is a view on, and what it works with. */
export interface VendorWorld {
  readonly estate: Estate;
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly requests: RequestStats;
  readonly options: ResolvedOptions;
  /** How to count requests, send answers with faults, and report changes. */
  readonly hooks: RouterHooks;
  /** `http://127.0.0.1:<port>` of the shared port; empty until it listens. */
  publicOrigin(): string;
  /** Something changed outside a request: the state file is due. */
  changed(): void;
  /** A machine was switched: what other vendors run on it stops or comes back. */
  hostPowered(hostname: string, on: boolean): void;
}

/**
 * One vendor's APIs over the shared estate. Its constructor takes a
 * {@link VendorWorld} and the part of a state file that its `dump` once gave,
 * or undefined: then it seeds itself.
 *
 * @typeParam S - what the vendor reports in `/_control/stats`
 */
export interface Vendor<S = unknown> {
  /** Its part of the state file and of the statistics. */
  readonly name: string;
  /** Adds its services to the shared port. */
  mount?(app: Express): void;
  /** Opens ports of its own; rejects when one is taken. */
  listen?(): Promise<void>;
  stats(): S;
  resetStats(): void;
  /** Ends every session issued so far; returns how many were alive. */
  expireTokens(): number;
  /** Stops or revives what the vendor runs on a host; false if it has none. */
  setHostAlive(host: string, alive: boolean): boolean;
  /** All it remembers, ready for JSON. */
  dump(): unknown;
  /** Closes its own ports. The clock is stopped already. */
  close?(): Promise<void>;
}
