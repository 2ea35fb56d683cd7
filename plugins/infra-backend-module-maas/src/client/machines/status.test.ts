import { MACHINE_STATUSES } from '@ironstage/plugin-infra-common';
import { MACHINE_ACTIONS } from '@ironstage/plugin-infra-node';
import { whyNot } from '../../provider/whyNot';
import { NODE_STATUSES, nodeStatus, STATUS } from './status';

/** `NODE_STATUS_CHOICES` of MAAS 3.4 to 3.7, in the order of their numbers. */
const OF_MAAS = [
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

const AT_WORK = [
  'Commissioning',
  'Deploying',
  'Releasing',
  'Disk erasing',
  'Entering rescue mode',
  'Exiting rescue mode',
  'Testing',
];

it('knows every status of MAAS, and those that have to be told apart by number', () => {
  expect(NODE_STATUSES.map(one => one.name)).toEqual(OF_MAAS);
  expect(nodeStatus(STATUS.broken).name).toBe('Broken');
  expect(nodeStatus(STATUS.testing).name).toBe('Testing');
});

it.each([...OF_MAAS.keys()].map(number => [OF_MAAS[number], number] as const))(
  '%s: each action may be asked for, or a sentence says why not',
  (name, number) => {
    const { status, settled, may } = nodeStatus(number);
    expect(MACHINE_STATUSES).toContain(status);
    expect(settled).toBe(!AT_WORK.includes(name));
    const asked = MACHINE_ACTIONS.filter(
      // what is at rest has nothing to end, which is no refusal
      one => one !== 'unlock' && !(one === 'abort' && settled),
    );
    for (const action of asked) {
      const why = whyNot(
        { status: number, power_type: 'ipmi', owner: 'ironstage' },
        action,
      );
      expect(why === undefined).toBe(may.includes(action));
      expect(why ?? 'is free to').toMatch(/^(is|could|failed|belongs) [^.]+$/);
    }
  },
);

it('asks nothing of a machine in a state that a later MAAS has', () => {
  expect(nodeStatus(99)).toMatchObject({
    status: 'unknown',
    settled: false,
    may: [],
  });
});
