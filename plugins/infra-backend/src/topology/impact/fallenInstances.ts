import { formatResourceRef } from '@ironstage/plugin-infra-common';
import type { EstateModel } from '../estate/EstateModel';
import type { EstateRow } from '../estate/EstateRow';
import type { Attachments } from '../graph/attachments';
import type { Graph } from '../graph/Graph';

/** Which instances go down, and which only lose a network. */
export interface Fallen {
  down: Set<EstateRow>;
  /** that have lost a network and have another one */
  otherNetwork: number;
}

/** Ref of the instance that a machine is as a whole. */
export function instanceOfMachine(machine: EstateRow): string | undefined {
  return (
    machine.instance &&
    formatResourceRef({
      kind: 'instance',
      provider: machine.provider,
      externalId: machine.instance,
    })
  );
}

/**
 * Instances that go down with places and equipment: with their host, their machine, their site, their
 * provider, or all of their networks.
 */
export function fallenInstances(
  model: EstateModel,
  graph: Graph,
  attachments: Attachments,
  downNodes: ReadonlySet<string>,
): Fallen {
  const down = new Set<EstateRow>();
  let otherNetwork = 0;
  const networks = new Set<EstateRow>();
  const wholes: string[] = [];
  for (const id of downNodes) {
    const node = graph.nodes.get(id)!;
    const row = model.get(id);
    if (node.kind === 'hypervisor') {
      model.on(id).forEach(one => down.add(one));
    } else if (node.kind === 'machine') {
      const whole = row && instanceOfMachine(row);
      const instance = whole && model.get(whole);
      if (instance) {
        down.add(instance);
      }
    } else if (node.kind === 'network' && row) {
      networks.add(row);
    } else if (node.kind === 'site' || node.kind === 'provider') {
      wholes.push(id);
    }
  }
  const isWhole = new Set(wholes);
  if (isWhole.size > 0) {
    for (const one of model.ofKind('instance')) {
      if (
        isWhole.has(`site:${one.site}`) ||
        isWhole.has(`provider:${one.provider}`)
      ) {
        down.add(one);
      }
    }
  }
  if (networks.size > 0) {
    for (const one of model.ofKind('instance')) {
      if (down.has(one)) {
        continue;
      }
      const attached = attachments.of(one);
      const lost = attached.filter(network => networks.has(network));
      if (lost.length > 0 && lost.length === attached.length) {
        down.add(one);
      } else if (lost.length > 0) {
        otherNetwork += 1;
      }
    }
  }
  return { down, otherNetwork };
}
