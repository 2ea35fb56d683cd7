import type { InstanceStatus } from '@ironstage/plugin-infra-common';
import {
  INSTANCE_ACTIONS,
  ProviderError,
  type InstanceAction,
  type InstanceActionName,
  type InstanceActionProgress,
  type InstanceActions,
  type InstanceTarget,
} from '@ironstage/plugin-infra-node';

/** What actions change of an instance. */
export interface FakeMachine {
  status: InstanceStatus;
  flavorExternalId: string;
  imageExternalId: string;
  userData: string;
  /** the way back while a resize waits for its end */
  flavorBefore?: string;
}

interface Begun {
  handle: string;
  operationId: string;
  externalId: string;
  action: InstanceAction;
  pollsLeft: number;
  applied: boolean;
}

/** Acts on instances in memory, and keeps a list of what it was asked to do. */
export class FakeInstanceActions implements InstanceActions {
  supported: readonly InstanceActionName[] = INSTANCE_ACTIONS;
  readonly hasConsole = false;
  readonly begun: Begun[] = [];
  /** polls until an action is done */
  pollsToAct = 1;
  /** a guest that does not shut down or reboot when it is asked to */
  deaf = false;
  /** why the next actions of this kind fail, by action */
  readonly faults = new Map<InstanceActionName, string>();
  /** leaves an instance as it was after an action that claims to have worked */
  readonly idle = new Set<InstanceActionName>();

  constructor(
    private readonly find: (externalId: string) => FakeMachine | undefined,
    private readonly change: <T>(call: string, act: () => T) => T,
  ) {}

  /** Names of the actions that were really begun. */
  get names(): InstanceActionName[] {
    return this.begun.map(one => one.action.type);
  }

  async begin(
    { externalId, operationId }: InstanceTarget & { operationId: string },
    action: InstanceAction,
  ): Promise<{ handle: string }> {
    const earlier = this.begun.find(
      one => one.operationId === operationId && one.action.type === action.type,
    );
    if (earlier) {
      return { handle: earlier.handle };
    }
    this.machine(externalId);
    return this.change('begin', () => {
      const handle = `task-${this.begun.length + 1}`;
      this.begun.push({
        handle,
        operationId,
        externalId,
        action,
        pollsLeft: this.pollsToAct,
        applied: false,
      });
      return { handle };
    });
  }

  async progress(
    { externalId }: InstanceTarget,
    { type }: InstanceAction,
    handle: string,
  ): Promise<InstanceActionProgress> {
    return this.change('progress', () => {
      const task = this.begun.find(one => one.handle === handle);
      const machine = this.machine(externalId);
      if (!task) {
        throw this.error('invalid', `There is no task ${handle}.`);
      }
      if (this.deaf && (type === 'shutdown' || type === 'reboot')) {
        return { settled: false, message: 'the guest does not answer' };
      }
      if (task.pollsLeft-- > 0) {
        return { settled: false, message: `${type} is at work` };
      }
      const fault = this.faults.get(type);
      if (fault) {
        return {
          settled: true,
          fault: { class: 'provider', message: fault, detail: 'raw words' },
        };
      }
      if (!task.applied && !this.idle.has(type)) {
        apply(task.action, machine, this.supported);
      }
      task.applied = true;
      return {
        settled: true,
        ...(type === 'snapshot' && { snapshotExternalId: `image-${handle}` }),
      };
    });
  }

  async openConsole(): Promise<never> {
    throw this.error('misconfigured', 'There are no consoles.');
  }

  private machine(externalId: string): FakeMachine {
    const machine = this.find(externalId);
    if (!machine) {
      throw this.error('not-found', 'The instance is gone.');
    }
    return machine;
  }

  private error(kind: ProviderError['kind'], message: string) {
    return new ProviderError({ provider: 'fake-1', kind, message });
  }
}

function apply(
  action: InstanceAction,
  machine: FakeMachine,
  supported: readonly InstanceActionName[],
): void {
  switch (action.type) {
    case 'start':
    case 'reboot':
    case 'reset':
      machine.status = 'active';
      return;
    case 'shutdown':
    case 'stop':
      machine.status = 'stopped';
      return;
    case 'resize':
      if (supported.includes('confirm-resize')) {
        machine.flavorBefore = machine.flavorExternalId;
        machine.status = 'changing';
      }
      machine.flavorExternalId = action.flavorExternalId;
      return;
    case 'confirm-resize':
      machine.flavorBefore = undefined;
      machine.status = 'active';
      return;
    case 'revert-resize':
      machine.flavorExternalId = machine.flavorBefore ?? '';
      machine.flavorBefore = undefined;
      machine.status = 'active';
      return;
    case 'rebuild':
      machine.imageExternalId = action.imageExternalId;
      machine.userData = action.userData ?? '';
      machine.status = 'active';
      return;
    default:
    // a snapshot leaves it as it is
  }
}
