import { conditionOf } from './status';
import { serverSchema } from './types';

describe('conditionOf', () => {
  it.each([
    // status, task, ours, settled
    ['BUILD', 'scheduling', 'building', false],
    // between scheduling and networking Nova has no task, and yet it is at work
    ['BUILD', null, 'building', false],
    ['ACTIVE', 'spawning', 'changing', false],
    ['ACTIVE', null, 'active', true],
    ['ACTIVE', 'deleting', 'changing', false],
    ['SHUTOFF', null, 'stopped', true],
    ['SHELVED_OFFLOADED', null, 'stopped', true],
    ['PAUSED', null, 'paused', true],
    ['SUSPENDED', null, 'paused', true],
    ['HARD_REBOOT', 'reboot_started_hard', 'changing', false],
    ['RESIZE', null, 'changing', false],
    ['VERIFY_RESIZE', null, 'changing', true],
    ['ERROR', null, 'error', true],
    ['ERROR', 'deleting', 'error', false],
    ['SOFT_DELETED', null, 'deleted', true],
    ['UNKNOWN', null, 'unknown', false],
    ['SOMETHING_NEW', null, 'unknown', false],
  ])('reads %s with task %s as %s', (status, task, expected, settled) => {
    const server = serverSchema.parse({
      id: 'a',
      status,
      'OS-EXT-STS:task_state': task,
    });
    expect(conditionOf(server)).toEqual({ status: expected, settled });
  });
});
