import { json, refuse, Refusal, text, type MaasReply } from '../http/reply';
import type { MaasCall } from '../http/resource';
import { flag } from '../http/values';
import type { NodeRow } from '../rows';
import { Status } from '../status';
import { acquire } from './deploy';
import type { MachineEngine } from './MachineEngine';
import { machineView } from './machineView';
import { Selection } from './Selection';

/** The cheapest first, as MAAS reckons it. */
function cost(node: NodeRow): number {
  return node.cpuCount + node.memoryMib / 1024;
}

function chosenFor(call: MaasCall, engine: MachineEngine, wish: Selection) {
  const free = engine.context.tables.nodes
    .by('kind', 'machine')
    .filter(
      node =>
        node.status === Status.Ready && node.owner === null && !node.locked,
    );
  const fitting = wish.of(free).sort((a, b) => cost(a) - cost(b));
  if (fitting[0]) {
    return fitting[0];
  }
  const systemId = call.data.get('system_id');
  const constraints = wish.describe();
  if (constraints === '') {
    throw refuse(409, 'No machine available.');
  }
  if (systemId) {
    throw refuse(409, `No machine with system ID ${systemId} available.`);
  }
  throw refuse(
    409,
    `No available machine matches constraints: ${wish.describeInput()} (resolved to "${constraints}")`,
  );
}

function constraintsByType(node: NodeRow, wish: Selection) {
  const storage = wish.storageOf(node);
  const labels = wish.labelsInterfaces;
  return {
    ...(Object.keys(storage).length > 0 ? { storage } : {}),
    ...(labels.length > 0
      ? {
          interfaces: Object.fromEntries(
            labels.map((label, i) => [
              label,
              [node.nics[Math.min(i, node.nics.length - 1)].id],
            ]),
          ),
        }
      : {}),
  };
}

/** `POST machines/?op=allocate` */
export function allocate(call: MaasCall, engine: MachineEngine): MaasReply {
  if (call.form.json) {
    // MAAS's own bug, kept: clients learn here not to send JSON.
    throw new Refusal(text(500, "'dict' object has no attribute 'lists'"));
  }
  const { data, user } = call;
  const wish = new Selection(data, engine.context, 'allocate');
  const dryRun = flag(data, 'dry_run');
  const node = chosenFor(call, engine, wish);
  if (!dryRun) {
    acquire(node, user.id, engine, {
      agentName: data.get('agent_name'),
      comment: data.get('comment'),
    });
  }
  return json({
    ...machineView(node, engine.context),
    constraints_by_type: constraintsByType(node, wish),
  });
}
