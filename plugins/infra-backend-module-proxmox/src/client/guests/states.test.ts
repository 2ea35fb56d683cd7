import { INSTANCE_STATUSES } from '@ironstage/plugin-infra-common';
import { INSTANCE_ACTIONS } from '@ironstage/plugin-infra-node';
import ioError from '../../__fixtures__/cases/pve-io-error.json';
import { guestState, LOCKS, LXC_STATES, QEMU_STATES } from './states';

/** `RunState` of QEMU's QMP reference. */
const RUN_STATES = [
  'debug',
  'inmigrate',
  'internal-error',
  'io-error',
  'paused',
  'postmigrate',
  'prelaunch',
  'finish-migrate',
  'restore-vm',
  'running',
  'save-vm',
  'shutdown',
  'suspended',
  'watchdog',
  'guest-panicked',
  'colo',
  'preconfig',
];
/** Enumerations of `lock` in the API's schema of 9.2.3. */
const VM_LOCKS = [
  'backup',
  'clone',
  'create',
  'migrate',
  'rollback',
  'snapshot',
  'snapshot-delete',
  'suspending',
  'suspended',
];
const CONTAINER_LOCKS = [
  'backup',
  'create',
  'destroyed',
  'disk',
  'fstrim',
  'migrate',
  'mounted',
  'rollback',
  'snapshot',
  'snapshot-delete',
];

const cases = [
  ...[...RUN_STATES, 'stopped', 'unknown'].flatMap(status =>
    [undefined, ...VM_LOCKS].map(lock => ({
      type: 'qemu' as const,
      status,
      lock,
    })),
  ),
  ...['running', 'stopped', 'unknown'].flatMap(status =>
    [undefined, ...CONTAINER_LOCKS].map(lock => ({
      type: 'lxc' as const,
      status,
      lock,
    })),
  ),
];

it('has every state and lock that the vendor has, and no other', () => {
  expect(Object.keys(QEMU_STATES).sort()).toEqual(
    [...RUN_STATES, 'stopped', 'unknown'].sort(),
  );
  expect(Object.keys(LXC_STATES).sort()).toEqual([
    'running',
    'stopped',
    'unknown',
  ]);
  expect(Object.keys(LOCKS).sort()).toEqual(
    [...new Set([...VM_LOCKS, ...CONTAINER_LOCKS])].sort(),
  );
});

it.each(cases)('knows $type $status with lock $lock', guest => {
  const state = guestState(guest);
  expect(INSTANCE_STATUSES).toContain(state.status);
  state.may.forEach(action => expect(INSTANCE_ACTIONS).toContain(action));
  expect(state.because).toMatch(/^[a-z].*[^.]$/);
  // what stands still and may be started is resumed: its start button is refused
  const halted = !['running', 'stopped'].includes(guest.status) && !guest.lock;
  expect(state.may.includes('start') && halted).toBe(
    state.start === 'resume' && halted,
  );
});

it.each([
  ['running', undefined, 'active'],
  ['stopped', undefined, 'stopped'],
  ['paused', undefined, 'paused'],
  ['suspended', undefined, 'paused'],
  ['stopped', 'suspended', 'suspended'],
  ['running', 'suspending', 'changing'],
  ['running', 'backup', 'active'],
  ['stopped', 'clone', 'building'],
  ['guest-panicked', undefined, 'error'],
  ['internal-error', undefined, 'error'],
  ['watchdog', undefined, 'error'],
  ['prelaunch', undefined, 'changing'],
  ['shutdown', undefined, 'changing'],
  ['never-heard-of', undefined, 'unknown'],
])('takes %s with lock %s for %s', (status, lock, expected) => {
  expect(guestState({ type: 'qemu', status, lock }).status).toBe(expected);
});

it('calls a VM with a failed disk broken although it "runs", and lets it be resumed', () => {
  const { qmpstatus } = ioError.data;
  expect(guestState({ type: 'qemu', status: qmpstatus })).toMatchObject({
    status: 'error',
    start: 'resume',
    may: ['start', 'stop', 'reset'],
    because: expect.stringContaining('storage'),
  });
});

it('says of what the HA manager has given up that nothing may be asked', () => {
  expect(
    guestState({ type: 'qemu', status: 'running', hastate: 'error' }),
  ).toMatchObject({ status: 'error', may: [] });
});
