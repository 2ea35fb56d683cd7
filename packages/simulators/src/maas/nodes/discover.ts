import type { MaasContext } from '../MaasContext';
import type { NodeRow } from '../rows';
import { foundLater, hardwareOf } from './hardware';

/** What commissioning adds to a machine that nobody looked into before. */
export function discover(
  node: NodeRow,
  context: MaasContext,
): Partial<NodeRow> {
  if (node.disks.length > 0) {
    return {};
  }
  const machine = context.estate.machines.find(m => m.id === node.machineId);
  if (!machine) {
    return {
      ...foundLater(context.next),
      nics: node.nics.map(nic => ({ ...nic, speed: 10_000 })),
    };
  }
  const vlans = node.nics.flatMap(nic => nic.vlanId ?? []);
  const subnets = node.nics.flatMap(nic => nic.subnetId ?? []);
  const { nics: _known, ...found } = hardwareOf(
    machine,
    vlans,
    subnets,
    context.next,
  );
  return found;
}
