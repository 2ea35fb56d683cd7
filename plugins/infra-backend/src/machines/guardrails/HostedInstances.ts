import type { Problem, Resource } from '@ironstage/plugin-infra-common';
import type { InventoryStore } from '../../inventory/InventoryStore';
import { problem } from '../../operations/problem';
import { isSameMachine } from './sameMachine';

/** Keeps machines from being taken away from under the instances that run on them. */
export class HostedInstances {
  constructor(
    private readonly inventory: Pick<InventoryStore, 'hypervisors' | 'countOn'>,
  ) {}

  /** @returns a problem when the machine is a host on which instances are, whosever they are */
  async check(machine: Resource): Promise<Problem[]> {
    const problems: Problem[] = [];
    for (const host of await this.inventory.hypervisors()) {
      const count = isSameMachine(machine, host)
        ? await this.inventory.countOn(host.ref)
        : 0;
      if (count > 0) {
        const [are, them] =
          count === 1
            ? ['1 instance is', 'it']
            : [`${count} instances are`, 'them'];
        problems.push(
          problem(
            'ref',
            `${machine.name} is the host ${host.name} of ${host.provider}, on which ${are}: move or delete ${them} first.`,
            'policy',
          ),
        );
      }
    }
    return problems;
  }
}
