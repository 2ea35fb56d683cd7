/** What can happen to a request. The README explains each. */
export const requestFaultKinds = [
  'latency',
  'error',
  'rate-limit',
  'reset',
  'hang',
  'down',
  'partial',
  'lost-answer',
  'conflict',
] as const;

/** What can happen to a thing while it changes, long after its request. */
export const objectFaultKinds = [
  'build-error',
  'build-stuck',
  'deploy-error',
  'deploy-stuck',
  'release-error',
  'erase-error',
  'commission-error',
  'test-error',
  'rescue-error',
  'power-error',
  'lock-timeout',
  'lost-task',
  'task-warnings',
  'stuck-task',
  'half-clone',
  'node-offline',
  'no-quorum',
] as const;

export const faultKinds = [...requestFaultKinds, ...objectFaultKinds] as const;

export type FaultKind = (typeof faultKinds)[number];

/** A fault switch. Everything left out matches everything. */
export interface Fault {
  /** Made up when absent; `DELETE /_control/faults/<id>` removes one. */
  id?: string;
  kind: FaultKind;
  /**
   * `identity`, `compute`, `placement`, `network`, `image`, `volume`,
   * `baremetal`, or the name of another vendor's service.
   */
  service?: string;
  /** HTTP method, upper case. */
  method?: string;
  /** Regular expression on the path and query as sent, e.g. `/servers$`. */
  path?: string;
  /** Only for things that change: regular expression on the thing's name. */
  name?: string;
  /** Strike so many matching requests, then be gone. Default: for ever. */
  times?: number;
  /** Chance of striking a matching request, 0…1. Default 1. */
  probability?: number;
  /** `latency`: real milliseconds, not scaled by `speed`. */
  latencyMs?: number;
  /** `error`: the status, default 500. */
  status?: number;
  /**
   * Seconds in the `Retry-After` header: of `rate-limit` (1 unless given),
   * `conflict` (5 unless given) and `down` (no header unless given).
   */
  retryAfterSeconds?: number;
}
