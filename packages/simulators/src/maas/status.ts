/** Node statuses of MAAS 2.0 to 3.7, by number. */
export const Status = {
  New: 0,
  Commissioning: 1,
  FailedCommissioning: 2,
  Missing: 3,
  Ready: 4,
  Reserved: 5,
  Deployed: 6,
  Retired: 7,
  Broken: 8,
  Deploying: 9,
  Allocated: 10,
  FailedDeployment: 11,
  Releasing: 12,
  ReleasingFailed: 13,
  DiskErasing: 14,
  FailedDiskErasing: 15,
  RescueMode: 16,
  EnteringRescueMode: 17,
  FailedEnteringRescueMode: 18,
  ExitingRescueMode: 19,
  FailedExitingRescueMode: 20,
  Testing: 21,
  FailedTesting: 22,
} as const;

export type MaasStatus = (typeof Status)[keyof typeof Status];

export const statusNames: readonly string[] = [
  'New',
  'Commissioning',
  'Failed commissioning',
  'Missing',
  'Ready',
  'Reserved',
  'Deployed',
  'Retired',
  'Broken',
  'Deploying',
  'Allocated',
  'Failed deployment',
  'Releasing',
  'Releasing failed',
  'Disk erasing',
  'Failed disk erasing',
  'Rescue mode',
  'Entering rescue mode',
  'Failed to enter rescue mode',
  'Exiting rescue mode',
  'Failed to exit rescue mode',
  'Testing',
  'Failed testing',
];

/** The values of `?status=`, in the order of the numbers. */
export const statusFilterNames: readonly string[] = [
  'new',
  'commissioning',
  'failed_commissioning',
  'missing',
  'ready',
  'reserved',
  'deployed',
  'retired',
  'broken',
  'deploying',
  'allocated',
  'failed_deployment',
  'releasing',
  'failed_releasing',
  'disk_erasing',
  'failed_disk_erasing',
  'rescue_mode',
  'entering_rescue_mode',
  'failed_entering_rescue_mode',
  'exiting_rescue_mode',
  'failed_exiting_rescue_mode',
  'testing',
  'failed_testing',
];

const simple: Record<number, string> = {
  [Status.Allocated]: 'allocated',
  [Status.Broken]: 'broken',
  [Status.Commissioning]: 'commissioning',
  [Status.Deployed]: 'deployed',
  [Status.Deploying]: 'deploying',
  [Status.FailedCommissioning]: 'failed',
  [Status.FailedDeployment]: 'failed',
  [Status.FailedDiskErasing]: 'failed',
  [Status.FailedEnteringRescueMode]: 'failed',
  [Status.FailedExitingRescueMode]: 'failed',
  [Status.ReleasingFailed]: 'failed',
  [Status.FailedTesting]: 'failed',
  [Status.New]: 'new',
  [Status.Ready]: 'ready',
  [Status.DiskErasing]: 'releasing',
  [Status.Releasing]: 'releasing',
  [Status.EnteringRescueMode]: 'rescue_mode',
  [Status.ExitingRescueMode]: 'rescue_mode',
  [Status.RescueMode]: 'rescue_mode',
  [Status.Testing]: 'testing',
};

/** The value of `?simple_status=` that a status falls under. */
export function simpleStatus(status: number): string {
  return simple[status] ?? 'other';
}

export const simpleStatusNames: readonly string[] = [
  ...new Set(Object.values(simple)),
  'other',
];

export const releasable: ReadonlySet<number> = new Set([
  Status.Allocated,
  Status.Reserved,
  Status.Broken,
  Status.Deploying,
  Status.Deployed,
  Status.FailedDeployment,
  Status.FailedDiskErasing,
  Status.ReleasingFailed,
]);

export const scriptStatus = {
  unknown: -1,
  pending: 0,
  running: 1,
  passed: 2,
  failed: 3,
  timedOut: 4,
  aborted: 5,
} as const;

export const scriptStatusNames: Readonly<Record<number, string>> = {
  [-1]: 'Unknown',
  0: 'Pending',
  1: 'Running',
  2: 'Passed',
  3: 'Failed',
  4: 'Timed out',
  5: 'Aborted',
};

export const nodeTypeNames: Readonly<Record<number, string>> = {
  0: 'Machine',
  1: 'Device',
  2: 'Rack controller',
  3: 'Region controller',
  4: 'Region and rack controller',
};
