import { forbidden, json, noMatch } from '../http/reply';
import type { MaasCall, Resource } from '../http/resource';
import { list } from '../http/values';
import type { MaasContext } from '../MaasContext';
import { controllerView } from '../controllers/controllerView';
import { sees } from '../machines/access';
import { machineView } from '../machines/machineView';
import type { NodeRow } from '../rows';
import { blockDeviceView } from './blockDeviceView';
import { checkKind, deviceView, isWanted } from './deviceView';
import { interfaceView } from './interfaceView';
import { resultView, wantedResults } from './resultView';

function nodeOf(call: MaasCall, context: MaasContext): NodeRow {
  const node = context.tables.nodes.get(call.params.system_id);
  if (!node) {
    throw noMatch('Node');
  }
  if (!sees(call.user, node)) {
    throw forbidden();
  }
  return node;
}

function view(node: NodeRow, context: MaasContext) {
  return node.nodeType === 0
    ? machineView(node, context)
    : controllerView(node, context);
}

function found<T extends { id: number }>(
  items: readonly T[],
  id: string,
  model: string,
): T {
  const item = items.find(candidate => String(candidate.id) === id);
  if (!item) {
    throw noMatch(model);
  }
  return item;
}

/**
 * `nodes/` and what hangs below one node of any kind.
 *
 * @param listMs - how long the real server would take for each node
 */
export function nodeResources(
  context: MaasContext,
  listMs: number,
): Resource[] {
  return [
    {
      name: 'NodesHandler',
      path: 'nodes/',
      anonymous: 'handler',
      read: call => {
        const ids = list(call.query, 'id');
        const names = list(call.query, 'hostname');
        const nodes = context.tables.nodes
          .all()
          .filter(
            node =>
              sees(call.user, node) &&
              (call.user.admin || node.nodeType === 0) &&
              (ids.length === 0 || ids.includes(node.id)) &&
              (names.length === 0 || names.includes(node.hostname)),
          );
        return {
          ...json(nodes.map(node => view(node, context))),
          delayMs: nodes.length * listMs,
        };
      },
    },
    {
      name: 'NodeHandler',
      path: 'nodes/{system_id}/',
      read: call => json(view(nodeOf(call, context), context)),
    },
    {
      name: 'NodeDevicesHandler',
      path: 'nodes/{system_id}/devices/',
      read: call => {
        const node = nodeOf(call, context);
        checkKind(call.query, context);
        const wanted = node.commissioned
          ? node.pci.filter(pci => isWanted(pci, call.query))
          : [];
        return json(wanted.map(pci => deviceView(pci, node, context)));
      },
    },
    {
      name: 'NodeDeviceHandler',
      path: 'nodes/{system_id}/devices/{id}/',
      read: call => {
        const node = nodeOf(call, context);
        const pci = found(node.pci, call.params.id, 'NodeDevice');
        return json(deviceView(pci, node, context));
      },
    },
    {
      name: 'NodeResultsHandler',
      path: 'nodes/{system_id}/results/',
      read: call => {
        const node = nodeOf(call, context);
        const output = call.query.get('include_output');
        return json(
          wantedResults(node, call.query, context).map(row =>
            resultView(
              row,
              node,
              Boolean(output) && output !== 'false',
              context,
            ),
          ),
        );
      },
    },
    {
      name: 'InterfacesHandler',
      path: 'nodes/{system_id}/interfaces/',
      read: call => {
        const node = nodeOf(call, context);
        return json(node.nics.map(nic => interfaceView(nic, node, context)));
      },
    },
    {
      name: 'InterfaceHandler',
      path: 'nodes/{system_id}/interfaces/{id}/',
      read: call => {
        const node = nodeOf(call, context);
        const nic = found(node.nics, call.params.id, 'Interface');
        return json(interfaceView(nic, node, context));
      },
    },
    {
      name: 'BlockDevicesHandler',
      path: 'nodes/{system_id}/blockdevices/',
      read: call => {
        const node = nodeOf(call, context);
        return json(node.disks.map(disk => blockDeviceView(disk, node)));
      },
    },
    {
      name: 'BlockDeviceHandler',
      path: 'nodes/{system_id}/blockdevices/{id}/',
      read: call => {
        const node = nodeOf(call, context);
        const disk = found(node.disks, call.params.id, 'BlockDevice');
        return json(blockDeviceView(disk, node));
      },
    },
  ];
}
