import {
  ProviderError,
  MACHINE_ACTIONS,
  type InventoryItem,
  type MachineAction,
  type MachineActionName,
  type MachineAllocation,
  type MachineEvent,
  type MachineManager,
  type MachineState,
  type MachineTarget,
} from '@ironstage/plugin-infra-node';
import type { Interference } from './FakeProvider';

/** A machine in memory. */
export interface FakeMetal {
  externalId: string;
  name: string;
  status: MachineState['status'];
  powerState: 'on' | 'off';
  locked: boolean;
  owner?: string;
  operationId?: string;
  /** polls until it is at rest, and in what state it is then */
  pollsLeft: number;
  next?: Partial<FakeMetal>;
  fault?: string;
}

const ACCOUNT = 'portal';

/** Brings machines in memory through their lives, and keeps a list of what it was asked to do. */
export class FakeMachines implements MachineManager {
  supported: readonly MachineActionName[] = MACHINE_ACTIONS;
  readonly metal: FakeMetal[] = [];
  readonly begun: Array<{ operationId: string; action: MachineAction }> = [];
  /** machines that were taken */
  allocations = 0;
  /** why the next work of this kind fails */
  readonly faults = new Map<MachineActionName, string>();
  /** actions that are accepted and change nothing */
  readonly idle = new Set<MachineActionName>();
  pollsToAct = 1;
  interfere: Interference = () => {};

  get names(): MachineActionName[] {
    return this.begun.map(({ action }) => action.type);
  }

  add(name: string, of: Partial<FakeMetal> = {}): FakeMetal {
    const one: FakeMetal = {
      externalId: `id-${name}`,
      name,
      status: 'ready',
      powerState: 'off',
      locked: false,
      pollsLeft: 0,
      ...of,
    };
    this.metal.push(one);
    return one;
  }

  item({ externalId }: { externalId: string }): InventoryItem {
    const one = this.one(externalId);
    return {
      kind: 'machine',
      externalId,
      name: one.name,
      status: one.status,
      attributes: {
        hostname: one.name,
        architecture: 'amd64',
        powerState: one.powerState,
        ...(one.locked && { locked: true }),
        ...(one.owner && { owner: one.owner }),
        ...(one.operationId && { operationId: one.operationId }),
      },
    };
  }

  async account() {
    return ACCOUNT;
  }

  async ensureAllocated({ operationId, constraints }: MachineAllocation) {
    const held = await this.findByOperation({ operationId });
    if (held) {
      return held;
    }
    return this.change('ensureAllocated', () => {
      const one = this.one(constraints.externalId ?? '');
      if (one.status !== 'ready') {
        throw this.error('conflict', `${one.name} is taken.`);
      }
      this.allocations += 1;
      Object.assign(one, { status: 'allocated', owner: ACCOUNT, operationId });
      return { externalId: one.externalId };
    });
  }

  async findByOperation({ operationId }: { operationId: string }) {
    const held = this.metal.find(
      one => one.operationId === operationId && one.owner,
    );
    if (held && this.poll(held).operationId !== operationId) {
      return undefined;
    }
    return held && { externalId: held.externalId };
  }

  async begin(
    { externalId, operationId }: MachineTarget,
    action: MachineAction,
  ) {
    const one = this.one(externalId);
    if (this.isDone(one, action, operationId)) {
      return;
    }
    this.change(`begin ${action.type}`, () => {
      this.begun.push({ operationId, action });
      if (!this.idle.has(action.type)) {
        this.apply(one, action);
      }
    });
  }

  async getStates(externalIds: readonly string[]) {
    return this.change('getStates', () => {
      const found = this.metal.filter(one =>
        externalIds.includes(one.externalId),
      );
      return new Map(
        found.map(one => [one.externalId, this.poll(one)] as const),
      );
    });
  }

  async events(): Promise<MachineEvent[]> {
    return [];
  }

  async read(externalId: string) {
    return this.metal.some(one => one.externalId === externalId)
      ? this.item({ externalId })
      : undefined;
  }

  private isDone(one: FakeMetal, action: MachineAction, operationId: string) {
    switch (action.type) {
      case 'deploy':
        return (
          one.operationId === operationId &&
          ['deploying', 'deployed'].includes(one.status)
        );
      case 'release':
        return ['ready', 'releasing'].includes(one.status);
      case 'commission':
        return one.status === 'commissioning';
      case 'mark-broken':
        return one.status === 'broken';
      default:
        return false;
    }
  }

  private apply(one: FakeMetal, action: MachineAction) {
    const fault = this.faults.get(action.type);
    const later = (during: FakeMetal['status'], next: Partial<FakeMetal>) =>
      Object.assign(one, {
        status: during,
        fault: undefined,
        pollsLeft: this.pollsToAct,
        next: fault ? { status: 'failed', fault } : next,
      });
    const free = { owner: undefined, operationId: undefined } as const;
    switch (action.type) {
      case 'deploy':
        return later('deploying', { status: 'deployed', powerState: 'on' });
      case 'release':
        return later('releasing', {
          ...free,
          status: 'ready',
          powerState: 'off',
        });
      case 'commission':
        return later('commissioning', { status: 'ready' });
      case 'mark-broken':
        return Object.assign(one, {
          ...free,
          status: 'broken',
          fault: action.reason,
        });
      case 'mark-fixed':
        return Object.assign(one, { status: 'ready', fault: undefined });
      case 'abort':
        return Object.assign(one, { status: 'ready', next: undefined });
      case 'power-on':
      case 'power-off':
        return Object.assign(one, {
          powerState: action.type === 'power-on' ? 'on' : 'off',
        });
      default:
        return Object.assign(one, { locked: action.type === 'lock' });
    }
  }

  private poll(one: FakeMetal): MachineState {
    if (one.next && one.pollsLeft-- <= 0) {
      Object.assign(one, one.next, { next: undefined });
    }
    const settled = one.next === undefined;
    return {
      status: one.status,
      settled,
      powerState: one.powerState,
      locked: one.locked,
      operationId: one.operationId,
      ...(!settled && { progress: one.status }),
      ...(settled &&
        one.fault && {
          fault: {
            class: 'provider',
            message: `${one.name} has failed: ${one.fault}`,
            detail: 'raw words',
          },
        }),
    };
  }

  private one(externalId: string): FakeMetal {
    const found = this.metal.find(one => one.externalId === externalId);
    if (!found) {
      throw this.error('not-found', 'There is no such machine.');
    }
    return found;
  }

  private change<T>(call: string, act: () => T): T {
    this.interfere(call, 'before');
    const result = act();
    this.interfere(call, 'after');
    return result;
  }

  private error(kind: ProviderError['kind'], message: string) {
    return new ProviderError({ provider: 'fake-1', kind, message });
  }
}
