import { FakeProvider } from '../__testUtils__/FakeProvider';
import { instanceActionsOf } from './instanceActionsOf';

it('offers what the provider can be asked for, in the words of operations', () => {
  const provider = new FakeProvider();
  expect(instanceActionsOf(provider)).toEqual([
    'instance.start',
    'instance.stop',
    'instance.reboot',
    'instance.resize',
    'instance.snapshot',
    'instance.rebuild',
  ]);
  provider.instanceActions.supported = ['stop', 'reset', 'confirm-resize'];
  expect(instanceActionsOf(provider)).toEqual([
    'instance.stop',
    'instance.reboot',
  ]);
});

it('offers nothing where instances can not be acted on or read back', () => {
  const { instanceActions, instances, ...bare } = new FakeProvider();
  const rest = { ...bare, check: async () => {} };
  expect(instanceActionsOf({ ...rest, instances })).toEqual([]);
  expect(instanceActionsOf({ ...rest, instanceActions })).toEqual([]);
});
