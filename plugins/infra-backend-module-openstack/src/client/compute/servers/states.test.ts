import { INSTANCE_STATUSES } from '@ironstage/plugin-infra-common';
import { INSTANCE_ACTIONS } from '@ironstage/plugin-infra-node';
import shelved from '../../../__fixtures__/cases/03-nova-shelved.json';
import rescue from '../../../__fixtures__/cases/22-nova-rescue.json';
import { serverState, TASK_STATES, VM_STATES } from './states';

/** `nova/compute/vm_states.py` */
const NOVA_VM_STATES = [
  'active',
  'building',
  'paused',
  'suspended',
  'stopped',
  'rescued',
  'resized',
  'soft-delete',
  'deleted',
  'error',
  'shelved',
  'shelved_offloaded',
];
/** `nova/compute/task_states.py` */
const NOVA_TASK_STATES = [
  'scheduling',
  'block_device_mapping',
  'networking',
  'spawning',
  'image_snapshot',
  'image_snapshot_pending',
  'image_pending_upload',
  'image_uploading',
  'image_backup',
  'updating_password',
  'resize_prep',
  'resize_migrating',
  'resize_migrated',
  'resize_finish',
  'resize_reverting',
  'resize_confirming',
  'rebooting',
  'reboot_pending',
  'reboot_started',
  'rebooting_hard',
  'reboot_pending_hard',
  'reboot_started_hard',
  'pausing',
  'unpausing',
  'suspending',
  'resuming',
  'powering-off',
  'powering-on',
  'rescuing',
  'unrescuing',
  'rebuilding',
  'rebuild_block_device_mapping',
  'rebuild_spawning',
  'migrating',
  'deleting',
  'soft-deleting',
  'restoring',
  'shelving',
  'shelving_image_pending_upload',
  'shelving_image_uploading',
  'shelving_offloading',
  'unshelving',
];

const server = (
  status: string,
  vmState?: string | null,
  task: string | null = null,
) => ({
  status,
  'OS-EXT-STS:vm_state': vmState,
  'OS-EXT-STS:task_state': task,
});

it('has every state and task that Nova has, and no other', () => {
  expect(Object.keys(VM_STATES).sort()).toEqual([...NOVA_VM_STATES].sort());
  expect(Object.keys(TASK_STATES).sort()).toEqual([...NOVA_TASK_STATES].sort());
});

it.each(NOVA_VM_STATES)('knows %s without a task', vmState => {
  const state = serverState(server('X', vmState));
  expect(INSTANCE_STATUSES).toContain(state.status);
  state.may.forEach(action => expect(INSTANCE_ACTIONS).toContain(action));
  expect(state.because).toMatch(/^[a-z].*[^.]$/);
  expect(state.settled).toBe(vmState !== 'building');
  // os-start is refused in all states but one
  expect(state.may.includes('start')).toBe(
    vmState === 'stopped' || state.start !== undefined,
  );
});

it.each(
  NOVA_VM_STATES.flatMap(vmState =>
    NOVA_TASK_STATES.map(task => [vmState, task]),
  ),
)('takes %s with task %s for busy', (vmState, task) => {
  const state = serverState(server('X', vmState, task));
  expect(INSTANCE_STATUSES).toContain(state.status);
  expect(state.settled).toBe(false);
  expect(['', 'reset']).toContain(state.may.join());
  expect(state.because).toMatch(/^[a-zN].*[^.]$/);
});

it.each([
  [shelved.server, 'shelved', 'unshelve', ['start']],
  [rescue.server, 'rescue', undefined, []],
  [
    server('PAUSED', 'paused'),
    'paused',
    'unpause',
    ['start', 'reset', 'snapshot'],
  ],
  [
    server('SUSPENDED', 'suspended'),
    'suspended',
    'resume',
    ['start', 'reset', 'snapshot'],
  ],
])('takes %j for %s, to be started by %s', (row, status, start, may) => {
  const state = serverState(row);
  expect(state).toMatchObject({ status, settled: true, may });
  expect(state.start).toBe(start);
});

it.each([
  // status, task, ours, settled; without vm_state, as an operator may have it
  ['BUILD', 'scheduling', 'building', false],
  ['BUILD', null, 'building', false],
  ['ACTIVE', 'spawning', 'changing', false],
  ['ACTIVE', null, 'active', true],
  ['ACTIVE', 'deleting', 'changing', false],
  ['ACTIVE', 'image_uploading', 'active', false],
  ['ACTIVE', 'something-new', 'changing', false],
  ['SHUTOFF', null, 'stopped', true],
  ['SHUTOFF', 'image_uploading', 'stopped', false],
  ['HARD_REBOOT', 'reboot_started_hard', 'changing', false],
  ['RESIZE', null, 'changing', false],
  ['VERIFY_RESIZE', null, 'changing', true],
  ['ERROR', null, 'error', true],
  ['ERROR', 'deleting', 'error', false],
  ['SOFT_DELETED', null, 'deleted', true],
  ['UNKNOWN', null, 'unknown', false],
  ['SOMETHING_NEW', null, 'unknown', false],
])('reads %s with task %s as %s', (status, task, expected, settled) => {
  expect(serverState(server(status, undefined, task))).toMatchObject({
    status: expected,
    settled,
  });
});
