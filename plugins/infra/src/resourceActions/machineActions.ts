import {
  infraMachineOperatePermission,
  type Resource,
} from '@ironstage/plugin-infra-common';
import type { ActionDescriptor } from './actions';

const unlocked = ({ attributes }: Resource) =>
  attributes.locked === true ? 'Not while it is locked' : undefined;

const switched = (power: 'on' | 'off') => (resource: Resource) =>
  unlocked(resource) ??
  (resource.attributes.powerState === power
    ? `It is switched ${power}`
    : undefined);

type MachineDescriptor = Omit<ActionDescriptor, 'permission'>;

const DESCRIPTORS: readonly MachineDescriptor[] = [
  {
    type: 'machine.deploy',
    label: 'Deploy',
    consequence: ({ name }) =>
      `${name} is installed from an image, with the company's baseline. It belongs to the portal until it is released.`,
    statuses: ['ready'],
    whyNot: unlocked,
    needs: ['image', 'sshPublicKey'],
  },
  {
    type: 'machine.power-on',
    label: 'Switch on',
    consequence: ({ name }) => `${name} boots from its disk.`,
    statuses: ['deployed'],
    whyNot: switched('on'),
    needs: [],
  },
  {
    type: 'machine.power-off',
    label: 'Switch off',
    consequence: ({ name }) =>
      `${name} shuts down and its power goes off. What runs on it is away until it is switched on.`,
    statuses: ['new', 'ready', 'allocated', 'deployed', 'failed', 'broken'],
    whyNot: switched('off'),
    needs: [],
  },
  {
    type: 'machine.lock',
    label: 'Lock',
    consequence: ({ name }) =>
      `Nobody can release, rebuild or switch ${name} until it is unlocked. What runs on it goes on.`,
    statuses: ['deployed'],
    whyNot: ({ attributes }) =>
      attributes.locked === true ? 'It is locked' : undefined,
    needs: [],
  },
  {
    type: 'machine.unlock',
    label: 'Unlock',
    consequence: ({ name }) =>
      `${name} can be released, rebuilt and switched again.`,
    whyNot: ({ attributes }) =>
      attributes.locked === true ? undefined : 'It is not locked',
    needs: [],
  },
  {
    type: 'machine.commission',
    label: 'Commission',
    consequence: ({ name }) =>
      `${name} boots to find out what it is made of, and is tested. That takes several minutes.`,
    statuses: ['new', 'ready', 'failed', 'broken'],
    whyNot: unlocked,
    needs: [],
  },
  {
    type: 'machine.abort',
    label: 'Abort',
    consequence: ({ name }) =>
      `What ${name} is at ends at once: its commissioning, test, installation or erasure is not finished.`,
    statuses: ['commissioning', 'testing', 'deploying', 'releasing'],
    whyNot: unlocked,
    needs: [],
  },
  {
    type: 'machine.mark-broken',
    label: 'Mark as broken',
    consequence: ({ name }) =>
      `${name} is out of use until somebody marks it as fixed.`,
    statuses: ['ready', 'allocated', 'failed'],
    whyNot: unlocked,
    needs: ['reason'],
  },
  {
    type: 'machine.mark-fixed',
    label: 'Mark as fixed',
    consequence: ({ name }) => `${name} can be used again.`,
    statuses: ['broken'],
    whyNot: unlocked,
    needs: [],
  },
  {
    type: 'machine.rebuild',
    label: 'Rebuild',
    consequence: ({ name }) =>
      `${name} is released, erased and installed anew. Everything on its disks is lost.`,
    statuses: ['allocated', 'deployed', 'failed'],
    whyNot: unlocked,
    needs: ['image', 'sshPublicKey'],
    initial: { erase: 'quick' },
    destructive: true,
  },
  {
    type: 'machine.release',
    label: 'Release',
    consequence: ({ name }) =>
      `${name} goes off and is free for others. Everything on its disks is lost.`,
    statuses: ['allocated', 'deployed', 'failed'],
    whyNot: unlocked,
    needs: [],
    initial: { erase: 'quick' },
    destructive: true,
  },
];

/** Everything that may be done to a machine, in the order of the menu. */
export const MACHINE_ACTIONS: readonly ActionDescriptor[] = DESCRIPTORS.map(
  one => ({ ...one, permission: infraMachineOperatePermission }),
);
