import {
  MACHINE_ACTION_TYPES,
  MACHINE_STATUSES,
  type MachineActionType,
} from '@ironstage/plugin-infra-common';
import { checkMachineState } from './machineStates';

const say = (type: MachineActionType, status: string, attributes = {}) =>
  checkMachineState({ name: 'm-1', status, attributes }, type)[0]?.message;

it.each([
  ['machine.deploy', 'ready', undefined],
  [
    'machine.deploy',
    'deployed',
    'm-1 is deployed already: rebuild it instead.',
  ],
  ['machine.release', 'ready', 'm-1 is ready: there is nothing to release.'],
  [
    'machine.release',
    'failed',
    'm-1 has failed and belongs to nobody: commission it instead.',
  ],
  ['machine.rebuild', 'ready', 'm-1 is ready and empty: deploy it instead.'],
  ['machine.commission', 'deployed', 'm-1 is deployed: release it first.'],
  ['machine.commission', 'broken', undefined],
  [
    'machine.power-on',
    'ready',
    'm-1 is ready and has nothing to boot: deploy it instead.',
  ],
  ['machine.lock', 'broken', 'm-1 is broken: mark it as fixed first.'],
  ['machine.mark-broken', 'deployed', 'm-1 is deployed: release it first.'],
  ['machine.mark-fixed', 'ready', 'm-1 is ready now.'],
  [
    'machine.deploy',
    'releasing',
    'm-1 is being released at its provider: ask again when that is done.',
  ],
  ['machine.abort', 'testing', undefined],
  ['machine.abort', 'releasing', undefined],
  [
    'machine.abort',
    'deployed',
    'm-1 is deployed and at nothing that could be ended.',
  ],
] as const)('%s of a machine that is %s: %s', (type, status, sentence) => {
  expect(say(type, status)).toBe(sentence);
});

it('lets a machine that failed be released by who has it', () => {
  const owned = { owner: 'portal' };
  expect(say('machine.release', 'failed', owned)).toBe(undefined);
  expect(say('machine.mark-broken', 'failed', owned)).toBe(undefined);
});

it.each([
  'machine.commission',
  'machine.power-on',
  'machine.power-off',
] as const)('does not promise %s where only a person can switch', type => {
  const status = type === 'machine.commission' ? 'new' : 'deployed';
  expect(say(type, status, { powerType: 'manual' })).toBe(
    'm-1 can only be switched by hand at the machine: its provider has no power control for it.',
  );
});

it('leaves a locked machine alone until it is unlocked', () => {
  const others = MACHINE_ACTION_TYPES.filter(
    type => type !== 'machine.lock' && type !== 'machine.unlock',
  );
  for (const type of others) {
    expect([type, say(type, 'deployed', { locked: true })]).toEqual([
      type,
      'm-1 is locked: unlock it first.',
    ]);
  }
  expect(say('machine.lock', 'deployed', { locked: true })).toBe(
    'm-1 is locked already.',
  );
  expect(say('machine.unlock', 'deployed', { locked: true })).toBe(undefined);
  expect(say('machine.unlock', 'deployed')).toBe('m-1 is not locked.');
});

it('does not switch what is switched already', () => {
  expect(say('machine.power-on', 'deployed', { powerState: 'on' })).toBe(
    'm-1 is switched on already.',
  );
  expect(say('machine.power-off', 'ready', { powerState: 'off' })).toBe(
    'm-1 is switched off already.',
  );
  expect(say('machine.power-off', 'deployed', { powerState: 'on' })).toBe(
    undefined,
  );
});

it('has a sentence for each state in which something can not be had', () => {
  for (const type of MACHINE_ACTION_TYPES) {
    for (const status of MACHINE_STATUSES) {
      expect(say(type, status) ?? 'm-1 is fine.').toMatch(
        /^m-1 (is|has|can) [^.]+\.$/,
      );
    }
  }
});
