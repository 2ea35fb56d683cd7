import {
  deleted,
  forbidden,
  json,
  refuse,
  rendered,
  type MaasReply,
} from '../http/reply';
import {
  admin,
  type MaasCall,
  type MaasHandler,
  type Resource,
} from '../http/resource';
import { FieldErrors, list, required } from '../http/values';
import type { MaasContext } from '../MaasContext';
import type { NodeRow } from '../rows';
import { Status } from '../status';
import { machineOf, visibleMachines } from './access';
import * as actions from './actions';
import { allocate } from './allocate';
import {
  abort,
  commission,
  overrideFailedTesting,
  startCommissioning,
  test,
} from './commission';
import { createMachine } from './create';
import { deploy } from './deploy';
import { curtinConfig, details } from './documents';
import { commonFields, figureFields } from './fields';
import type { MachineEngine } from './MachineEngine';
import type { MachineTexts } from './MachineTexts';
import { machineView } from './machineView';
import { release, releaseMany } from './release';
import { Selection } from './Selection';

function update(call: MaasCall, context: MaasContext): MaasReply {
  const node = machineOf(call, context, 'admin');
  const errors = new FieldErrors();
  const patch = {
    ...commonFields(call.data, node, context, errors),
    ...figureFields(call.data, errors),
  };
  const architecture = call.data.get('architecture');
  errors.throwIfAny();
  context.change(node, architecture ? { ...patch, architecture } : patch);
  return json(machineView(node, context));
}

function remove(call: MaasCall, context: MaasContext): MaasReply {
  const node = machineOf(call, context, 'admin');
  for (const event of [...context.tables.events.by('node', node.id)]) {
    context.tables.events.delete(event.id);
  }
  for (const result of [...context.tables.results.by('node', node.id)]) {
    context.tables.results.delete(result.id);
  }
  context.tables.nodes.delete(node.id);
  return deleted();
}

function existing(ids: readonly string[], context: MaasContext): NodeRow[] {
  const nodes = ids.map(id => context.tables.nodes.get(id));
  const unknown = ids.filter((_id, i) => nodes[i]?.nodeType !== 0);
  if (unknown.length > 0) {
    throw refuse(400, `Unknown machine(s): ${unknown.join(', ')}.`);
  }
  return nodes as NodeRow[];
}

/** `machines/?op=set_zone`: JSON null. */
function setZone(call: MaasCall, context: MaasContext): MaasReply {
  const zone = required(call.data, 'zone');
  const row = context.tables.zones.by('name', zone)[0];
  if (!row) {
    throw refuse(400, `No such zone: '${zone}'.`);
  }
  for (const id of list(call.data, 'nodes')) {
    const node = context.tables.nodes.get(id);
    if (node) {
      context.change(node, { zoneId: row.id });
    }
  }
  return json(null);
}

/** New machines that wait for an administrator go into commissioning. */
function accept(
  nodes: readonly NodeRow[],
  user: string,
  engine: MachineEngine,
): MaasReply {
  const fresh = nodes.filter(node => node.status === Status.New);
  fresh.forEach(node => startCommissioning(node, user, true, engine));
  return json(fresh.map(node => machineView(node, engine.context)));
}

function powerParametersOfMany(call: MaasCall, context: MaasContext) {
  const ids = list(call.query, 'id');
  const nodes = visibleMachines(call.user, context).filter(
    node => ids.length === 0 || ids.includes(node.id),
  );
  return json(
    Object.fromEntries(nodes.map(node => [node.id, node.powerParameters])),
  );
}

/** @param listMs - how long the real server would take for each machine */
export function machineResources(
  engine: MachineEngine,
  texts: MachineTexts,
  listMs: number,
): Resource[] {
  const { context } = engine;
  const unchanged = (call: MaasCall) =>
    json(machineView(machineOf(call, context, 'admin'), context));
  const adminPower =
    (handler: MaasHandler): MaasHandler =>
    call => {
      if (!call.user.admin) {
        throw forbidden(
          context.release.modern
            ? 'This method is reserved for admin users.'
            : '',
        );
      }
      return handler(call);
    };
  const readyOnly = (call: MaasCall, what: string) => {
    const node = machineOf(call, context, 'admin');
    if (node.status !== Status.Ready) {
      throw refuse(409, what);
    }
    return json(machineView(node, context));
  };
  return [
    {
      name: 'MachinesHandler',
      path: 'machines/',
      anonymous: 'handler',
      read: call => {
        const wish = new Selection(call.query, context, 'list');
        const nodes = wish.of(visibleMachines(call.user, context));
        return {
          ...rendered(texts.listOf(nodes, context)),
          delayMs: nodes.length * listMs,
        };
      },
      create: call => createMachine(call, engine),
      get: {
        list_allocated: call => {
          const ids = list(call.query, 'id');
          const own = context.tables.nodes
            .by('kind', 'machine')
            .filter(
              node =>
                node.status === Status.Allocated &&
                node.owner === call.user.id &&
                (ids.length === 0 || ids.includes(node.id)),
            );
          return rendered(texts.listOf(own, context));
        },
        power_parameters: adminPower(call =>
          powerParametersOfMany(call, context),
        ),
      },
      post: {
        allocate: call => allocate(call, engine),
        release: call => releaseMany(call, engine),
        accept: admin(call =>
          accept(
            existing(list(call.data, 'machines'), context),
            call.user.id,
            engine,
          ),
        ),
        accept_all: admin(call =>
          accept(
            context.tables.nodes.by('kind', 'machine'),
            call.user.id,
            engine,
          ),
        ),
        set_zone: admin(call => setZone(call, context)),
      },
    },
    {
      name: 'MachineHandler',
      path: 'machines/{system_id}/',
      read: call => {
        const node = machineOf(call, context, 'view');
        const view = machineView(node, context);
        return context.release.modern
          ? json({ ...view, numanode_set: view.numanode_set.reverse() })
          : rendered(texts.of(node, context));
      },
      update: call => update(call, context),
      remove: call => remove(call, context),
      get: {
        power_parameters: adminPower(call =>
          json(machineOf(call, context, 'view').powerParameters),
        ),
        query_power_state: call => actions.queryPowerState(call, engine),
        details: call => details(machineOf(call, context, 'view')),
        get_curtin_config: call =>
          curtinConfig(machineOf(call, context, 'view')),
      },
      post: {
        commission: call => commission(call, engine),
        deploy: call => deploy(call, engine),
        release: call => release(call, engine),
        abort: call => abort(call, engine),
        test: call => test(call, engine),
        override_failed_testing: call => overrideFailedTesting(call, engine),
        power_on: call => actions.powerOn(call, engine),
        power_off: call => actions.powerOff(call, engine),
        mark_broken: call => actions.markBroken(call, engine),
        mark_fixed: call => actions.markFixed(call, engine),
        lock: call => actions.setLock(call, engine, true),
        unlock: call => actions.setLock(call, engine, false),
        rescue_mode: call => actions.rescueMode(call, engine),
        exit_rescue_mode: call => actions.exitRescueMode(call, engine),
        set_owner_data: call => actions.annotate(call, engine),
        set_workload_annotations: call => actions.annotate(call, engine),
        set_storage_layout: call =>
          readyOnly(
            call,
            'Cannot change the storage layout on a machine that is not Ready.',
          ),
        clear_default_gateways: unchanged,
        restore_networking_configuration: call =>
          readyOnly(
            call,
            'Machine must be in a ready or failed testing state to restore networking configuration',
          ),
        restore_storage_configuration: call =>
          readyOnly(
            call,
            'Machine must be in a ready or failed testing state to restore storage configuration.',
          ),
        restore_default_configuration: call =>
          readyOnly(
            call,
            'Machine must be in a ready or failed testing state to restore default networking and storage configuration.',
          ),
      },
    },
  ];
}
