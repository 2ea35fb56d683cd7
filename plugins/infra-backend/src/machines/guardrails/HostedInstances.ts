import {
  hostFactsOf,
  sameHost,
  type HostFact,
  type HostVerdict,
  type Problem,
  type Resource,
} from '@ironstage/plugin-infra-common';
import type { InventoryStore } from '../../inventory/InventoryStore';
import { problem } from '../../operations/problem';

const FACTS: Record<HostFact, string> = {
  systemUuid: 'system UUID',
  serial: 'serial number',
  mac: 'MAC addresses',
  bmcAddress: 'address of the management controller',
  address: 'addresses',
  name: 'name',
};

/** Why nobody can tell from here, in half a sentence. */
function doubt({ by, against }: HostVerdict): string {
  if (!by) {
    return 'the two clouds tell nothing of them that could be compared';
  }
  return against
    ? `their ${FACTS[by]} and their ${FACTS[against]} contradict each other`
    : `their ${FACTS[by]} alone do not tell`;
}

/** Keeps machines from being taken away from under the instances that run on them. */
export class HostedInstances {
  constructor(
    private readonly inventory: Pick<InventoryStore, 'hypervisors' | 'countOn'>,
  ) {}

  /**
   * @returns a problem when the machine is, or may be, a host on which instances are, whosever they are
   */
  async check(machine: Resource): Promise<Problem[]> {
    const facts = hostFactsOf(machine);
    const problems: Problem[] = [];
    for (const host of await this.inventory.hypervisors()) {
      const verdict = sameHost(facts, hostFactsOf(host));
      if (verdict.verdict === 'different') {
        continue;
      }
      const count = await this.inventory.countOn(host.ref);
      if (count > 0) {
        problems.push(
          problem('ref', sentence(machine, host, verdict, count), 'policy'),
        );
      }
    }
    return problems;
  }
}

function sentence(
  machine: Pick<Resource, 'name'>,
  host: Pick<Resource, 'name' | 'provider'>,
  verdict: HostVerdict,
  count: number,
): string {
  const [are, them] =
    count === 1 ? ['1 instance is', 'it'] : [`${count} instances are`, 'them'];
  const place = `the host ${host.name} of ${host.provider}, on which ${are}`;
  return verdict.verdict === 'same'
    ? `${machine.name} is ${place}: move or delete ${them} first.`
    : `${machine.name} may be ${place}, and it can't be told: ${doubt(
        verdict,
      )}. Make sure which it is, and move or delete ${them} first if it is.`;
}
