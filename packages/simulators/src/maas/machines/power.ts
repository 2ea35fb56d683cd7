import { refuse, type Refusal } from '../http/reply';
import type { MaasContext } from '../MaasContext';
import type { NodeRow } from '../rows';

/** Machines without a BMC are switched by hand. */
export function isManual(node: NodeRow): boolean {
  return node.powerType === 'manual' || node.powerType === '';
}

/** What MAAS says when no rack controller gets through to a BMC. */
function unreachable(node: NodeRow): Refusal {
  return refuse(
    503,
    `No rack controllers can access the BMC of node ${node.hostname}`,
    { 'Retry-After': '10' },
  );
}

/** Throws 503 when the BMC can't be reached: a fault, or all racks are dead. */
export function reachBmc(node: NodeRow, context: MaasContext): void {
  if (isManual(node)) {
    return;
  }
  const controllers = context.tables.nodes.by('kind', 'controller');
  const dead =
    controllers.length > 0 &&
    controllers.every(controller => !controller.alive);
  if (
    dead ||
    context.faults.strikeObject('maas', ['power-error'], node.hostname)
  ) {
    context.change(node, { powerState: 'error' });
    context.changed();
    throw unreachable(node);
  }
}
