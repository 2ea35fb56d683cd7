import { MACHINE_ACTION_TYPES } from '@ironstage/plugin-infra-common';
import { FakeMachines } from '../__testUtils__/FakeMachines';
import { machineActionsOf } from './machineActionsOf';

it('offers what the provider can be asked for, in the words of operations', () => {
  const machines = new FakeMachines();
  expect(machineActionsOf({ machines })).toEqual(MACHINE_ACTION_TYPES);
  machines.supported = ['release', 'lock'];
  expect(machineActionsOf({ machines })).toEqual([
    'machine.release',
    'machine.lock',
  ]);
});

it('deploys only where it can give back what it could not deploy', () => {
  const machines = new FakeMachines();
  machines.supported = ['deploy'];
  expect(machineActionsOf({ machines })).toEqual([]);
});

it('offers nothing where there are no machines to act on', () => {
  expect(machineActionsOf({})).toEqual([]);
});
