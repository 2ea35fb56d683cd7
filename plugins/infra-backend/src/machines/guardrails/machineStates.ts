import type {
  MachineActionType,
  Problem,
  Resource,
} from '@ironstage/plugin-infra-common';
import { problem } from '../../operations/problem';

/** States in which something can be asked for; `unknown` is left to the provider to decide. */
const ALLOWED: Record<MachineActionType, readonly string[]> = {
  'machine.deploy': ['ready', 'unknown'],
  'machine.release': ['allocated', 'deployed', 'failed', 'unknown'],
  'machine.rebuild': ['allocated', 'deployed', 'failed', 'unknown'],
  'machine.commission': ['new', 'ready', 'failed', 'broken', 'unknown'],
  'machine.power-on': ['deployed', 'unknown'],
  'machine.power-off': [
    ...['new', 'ready', 'allocated', 'deployed', 'rescue'],
    ...['failed', 'broken', 'unknown'],
  ],
  'machine.lock': ['deployed', 'unknown'],
  'machine.unlock': ['deployed', 'deploying', 'unknown'],
  'machine.mark-broken': ['ready', 'allocated', 'failed', 'unknown'],
  'machine.mark-fixed': ['broken', 'unknown'],
  'machine.abort': [
    ...['commissioning', 'testing', 'deploying', 'releasing'],
    'unknown',
  ],
};

const IN_USE = 'is deployed: release it first';

const WHY: Partial<Record<MachineActionType, Record<string, string>>> = {
  'machine.deploy': {
    deployed: 'is deployed already: rebuild it instead',
    allocated: 'is allocated already: release it first',
  },
  'machine.release': {
    ready: 'is ready: there is nothing to release',
    new: 'is new: there is nothing to release',
    broken: 'is broken: mark it as fixed first',
  },
  'machine.rebuild': {
    ready: 'is ready and empty: deploy it instead',
  },
  'machine.commission': {
    allocated: 'is allocated: release it first',
    deployed: IN_USE,
  },
  'machine.power-on': {
    ready: 'is ready and has nothing to boot: deploy it instead',
    allocated: 'is allocated, and power would install it: deploy it instead',
  },
  'machine.lock': {
    ready: 'is not deployed: only deployed machines are locked',
  },
  'machine.mark-broken': {
    // what is on it would be given up without being erased
    deployed: IN_USE,
    broken: 'is marked as broken already',
  },
};

const ANY: Record<string, string> = {
  new: 'is new and its hardware unknown: commission it first',
  failed: 'has failed: release it or commission it first',
  broken: 'is broken: mark it as fixed first',
  missing: 'is missing at its provider',
  retired: 'is retired',
  rescue: 'is in rescue mode: end that at its provider first',
};

/** What a machine is switched on or off for. */
const NEEDS_POWER: MachineActionType[] = [
  'machine.commission',
  'machine.power-on',
  'machine.power-off',
];

/** What can be asked of a machine that failed only when somebody has it. */
const NEEDS_OWNER: MachineActionType[] = [
  'machine.release',
  'machine.rebuild',
  'machine.mark-broken',
];

const UNDER_WAY: Record<string, string> = {
  commissioning: 'is being commissioned',
  testing: 'is being tested',
  deploying: 'is being deployed',
  releasing: 'is being released',
};

function notAtWork(status: string): string {
  return `is ${status} and at nothing that could be ended`;
}

function whyNot(
  { status, attributes }: Pick<Resource, 'status' | 'attributes'>,
  type: MachineActionType,
): string | undefined {
  const locked = attributes.locked === true;
  if (type === 'machine.unlock' && !locked) {
    return 'is not locked';
  }
  if (locked && type !== 'machine.unlock') {
    return type === 'machine.lock'
      ? 'is locked already'
      : 'is locked: unlock it first';
  }
  if (attributes.powerType === 'manual' && NEEDS_POWER.includes(type)) {
    return 'can only be switched by hand at the machine: its provider has no power control for it';
  }
  if (status === 'failed' && !attributes.owner && NEEDS_OWNER.includes(type)) {
    return 'has failed and belongs to nobody: commission it instead';
  }
  if (!ALLOWED[type].includes(status)) {
    if (type === 'machine.abort') {
      return notAtWork(status);
    }
    const busy = UNDER_WAY[status];
    return (
      WHY[type]?.[status] ??
      (busy
        ? `${busy} at its provider: ask again when that is done`
        : ANY[status] ?? `is ${status} now`)
    );
  }
  const power = attributes.powerState;
  if (
    (type === 'machine.power-on' && power === 'on') ||
    (type === 'machine.power-off' && power === 'off')
  ) {
    return `is switched ${power} already`;
  }
  return undefined;
}

/** Whether a machine is in a state for what is asked of it, as far as the inventory knows. */
export function checkMachineState(
  row: Pick<Resource, 'name' | 'status' | 'attributes'>,
  type: MachineActionType,
): Problem[] {
  const why = whyNot(row, type);
  return why ? [problem('ref', `${row.name} ${why}.`)] : [];
}
