import type {
  MachineActionType,
  Problem,
  Resource,
} from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type InfraProvider,
} from '@ironstage/plugin-infra-node';
import {
  MACHINE_ACTIONS_OF,
  machineActionsOf,
} from '../../providers/machineActionsOf';
import type { OpenOperation } from '../../operations/OperationStore';
import { problem } from '../../operations/problem';

/** Somebody waits for the answer; a provider that does not say in time decides later. */
const ACCOUNT_MS = 5000;

const DOING: Record<MachineActionType, string> = {
  'machine.deploy': 'deployed',
  'machine.release': 'released',
  'machine.rebuild': 'rebuilt',
  'machine.commission': 'commissioned',
  'machine.power-on': 'switched on',
  'machine.power-off': 'switched off',
  'machine.lock': 'locked',
  'machine.unlock': 'unlocked',
  'machine.mark-broken': 'marked as broken',
  'machine.mark-fixed': 'marked as fixed',
  'machine.abort': 'taken from what it is at',
};

const WORDS: Record<string, string> = {
  abort: 'end what machines are at',
  'mark-broken': 'mark machines as broken',
  'mark-fixed': 'mark machines as fixed',
  'power-on': 'switch machines on',
  'power-off': 'switch machines off',
};

/** Whether the portal can have a provider do this. */
export function checkMachineAction(
  provider: InfraProvider,
  type: MachineActionType,
): Problem[] {
  if (machineActionsOf(provider).includes(type)) {
    return [];
  }
  const lacking =
    MACHINE_ACTIONS_OF[type].find(
      action => !provider.machines?.supported.includes(action),
    ) ?? '';
  return [
    problem(
      'ref',
      `The portal can't ${WORDS[lacking] ?? `${lacking} machines`} at ${
        provider.title
      }.`,
      'policy',
    ),
  ];
}

/**
 * A machine has one operation at a time.
 *
 * @param open - operations at its provider that have not ended, read in the admitting transaction
 */
export function checkMachineFree(
  { ref, name }: Pick<Resource, 'ref' | 'name'>,
  open: OpenOperation[],
): Problem[] {
  const busy = open.find(({ type, plan }) => type in DOING && plan.ref === ref);
  return busy
    ? [
        problem(
          'ref',
          `${name} is being ${
            DOING[busy.type as MachineActionType]
          } by another operation (/infra/operations/${busy.id}).`,
        ),
      ]
    : [];
}

/** Whether the machine is nobody's or the portal's own at its provider. */
export async function checkAccount(
  { name, attributes }: Pick<Resource, 'name' | 'attributes'>,
  { title, machines }: Pick<InfraProvider, 'title' | 'machines'>,
): Promise<Problem[]> {
  const { owner } = attributes;
  if (typeof owner !== 'string' || !machines?.account) {
    return [];
  }
  try {
    const account = await machines.account({
      signal: AbortSignal.timeout(ACCOUNT_MS),
    });
    return owner === account
      ? []
      : [
          problem(
            'ref',
            `${name} belongs to the account "${owner}" at ${title}, not to the portal's.`,
            'policy',
          ),
        ];
  } catch (error) {
    if (isProviderError(error)) {
      return [];
    }
    throw error;
  }
}
