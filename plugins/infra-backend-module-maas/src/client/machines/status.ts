import type { MachineStatus } from '@ironstage/plugin-infra-common';
import type { MachineActionName } from '@ironstage/plugin-infra-node';

/** What a status of MAAS means for us. */
export interface NodeStatus {
  /** as MAAS spells it */
  name: string;
  status: MachineStatus;
  /** false while MAAS is at work on the machine */
  settled: boolean;
  /** whether an owner and an operation written on it hold it; others are left over (3.6 and later keep those of a broken one) */
  held: boolean;
  /** what may be asked for; locking is checked apart */
  may: readonly MachineActionName[];
  /** why nothing else may, behind the machine's name */
  whyNot: string;
}

type Extra = Partial<Pick<NodeStatus, 'held' | 'may'>>;

const steady = (
  name: string,
  status: MachineStatus,
  whyNot: string,
  { held = false, may = [] }: Extra = {},
): NodeStatus => ({
  name,
  status,
  settled: true,
  held,
  may: ['power-off', ...may],
  whyNot,
});

const passing = (
  name: string,
  status: MachineStatus,
  doing: string,
  { held = false, may = [] }: Extra = {},
): NodeStatus => ({
  name,
  status,
  settled: false,
  held,
  may,
  whyNot: `${doing}: ask again when that is done`,
});

/**
 * Every status of MAAS 3.4 to 3.7 by its number (`NODE_STATUS`), and what MAAS takes in it (`NODE_TRANSITIONS`
 * and the checks of each call). The portal asks for less in two: it gives up nothing that is installed by
 * marking it broken, and switches nothing on that MAAS would install then.
 */
export const NODE_STATUSES: readonly NodeStatus[] = [
  steady('New', 'new', 'is new and its hardware unknown: commission it first', {
    may: ['commission'],
  }),
  passing('Commissioning', 'commissioning', 'is being commissioned', {
    may: ['abort'],
  }),
  steady(
    'Failed commissioning',
    'failed',
    'failed its commissioning: commission it again',
    { may: ['commission'] },
  ),
  steady('Missing', 'missing', 'is missing, says MAAS'),
  steady('Ready', 'ready', 'is ready and has nothing to boot: deploy it', {
    may: ['commission', 'deploy'],
  }),
  steady('Reserved', 'allocated', 'is reserved: release it first', {
    held: true,
    may: ['release'],
  }),
  steady('Deployed', 'deployed', 'is deployed: release it first', {
    held: true,
    may: ['release', 'power-on', 'lock'],
  }),
  steady('Retired', 'retired', 'is retired'),
  steady('Broken', 'broken', 'is broken: mark it as fixed first', {
    may: ['commission', 'release', 'mark-fixed'],
  }),
  passing('Deploying', 'deploying', 'is being deployed', {
    held: true,
    may: ['release', 'lock', 'abort'],
  }),
  steady(
    'Allocated',
    'allocated',
    'is allocated, and power would install it with the default image: deploy it or release it',
    { held: true, may: ['deploy', 'release', 'mark-broken'] },
  ),
  steady(
    'Failed deployment',
    'failed',
    'failed its deployment: release it first',
    { held: true, may: ['release', 'mark-broken'] },
  ),
  passing('Releasing', 'releasing', 'is being released', { held: true }),
  steady('Releasing failed', 'failed', 'could not be released: try it again', {
    held: true,
    may: ['release', 'mark-broken'],
  }),
  passing('Disk erasing', 'releasing', 'is having its disks erased', {
    held: true,
    may: ['abort'],
  }),
  steady(
    'Failed disk erasing',
    'failed',
    'could not have its disks erased: release it again',
    { held: true, may: ['release', 'mark-broken'] },
  ),
  steady('Rescue mode', 'rescue', 'is in rescue mode: end that in MAAS first', {
    may: ['power-on'],
  }),
  passing('Entering rescue mode', 'rescue', 'is entering rescue mode'),
  steady(
    'Failed to enter rescue mode',
    'failed',
    'failed to enter rescue mode: end that in MAAS first',
  ),
  passing('Exiting rescue mode', 'rescue', 'is leaving rescue mode'),
  steady(
    'Failed to exit rescue mode',
    'failed',
    'failed to leave rescue mode: end that in MAAS first',
  ),
  passing('Testing', 'testing', 'is being tested', { may: ['abort'] }),
  steady('Failed testing', 'failed', 'failed its tests: commission it again', {
    may: ['commission'],
  }),
];

const UNKNOWN: NodeStatus = {
  name: 'unknown',
  status: 'unknown',
  settled: false,
  held: false,
  may: [],
  whyNot: 'is in a state that the portal does not know: look at it in MAAS',
};

/** What the number of a status means; a later MAAS may have others. */
export function nodeStatus(status: number): NodeStatus {
  return NODE_STATUSES[status] ?? UNKNOWN;
}

/** Number of a status. */
export const STATUS = {
  new: 0,
  commissioning: 1,
  ready: 4,
  deployed: 6,
  broken: 8,
  deploying: 9,
  allocated: 10,
  releasing: 12,
  diskErasing: 14,
  testing: 21,
} as const;
