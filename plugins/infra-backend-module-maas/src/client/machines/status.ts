import type { MachineStatus } from '@ironstage/plugin-infra-common';

/** What a status number means for us. */
export interface Condition {
  status: MachineStatus;
  /** false while MAAS is at work on the machine */
  settled: boolean;
}

const steady = (status: MachineStatus): Condition => ({
  status,
  settled: true,
});
const passing = (status: MachineStatus): Condition => ({
  status,
  settled: false,
});

/** By the numbers of MAAS 3.4 to 3.7 (`NODE_STATUS`). */
const CONDITIONS: readonly Condition[] = [
  steady('new'),
  passing('commissioning'),
  steady('failed'), // failed commissioning
  steady('missing'),
  steady('ready'),
  steady('allocated'), // reserved
  steady('deployed'),
  steady('retired'),
  steady('broken'),
  passing('deploying'),
  steady('allocated'),
  steady('failed'), // failed deployment
  passing('releasing'),
  steady('failed'), // releasing failed
  passing('releasing'), // disk erasing
  steady('failed'), // failed disk erasing
  steady('rescue'),
  passing('rescue'), // entering
  steady('failed'), // failed to enter rescue mode
  passing('rescue'), // exiting
  steady('failed'), // failed to exit rescue mode
  passing('testing'),
  steady('failed'), // failed testing
];

/** Condition of a machine by its `status`. */
export function conditionOf(status: number): Condition {
  return CONDITIONS[status] ?? passing('unknown');
}

/** Numbers of the statuses that have to be told apart here. */
export const STATUS = {
  ready: 4,
  broken: 8,
  deploying: 9,
  allocated: 10,
  deployed: 6,
  releasing: 12,
  diskErasing: 14,
  new: 0,
} as const;
