import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { asJson, asText, type Json } from '../../kernel/json';
import { badRequest, notAcceptable, refusal } from './errors';
import { listOf, onlyKnown, pageOf, truth } from './listing';
import type { NodeKeeper } from './NodeKeeper';
import {
  minorOfNodeMember,
  nodeMembers,
  nodeView,
  statesView,
  type NodeSight,
} from './nodeView';
import type { NodeRow } from './rows';
import {
  requireAdmin,
  requireList,
  seesLess,
  type BaremetalSession,
} from './session';

/** Members that can be asked for by value, each with a query parameter of its name. */
const FILTERS = [
  'provision_state',
  'driver',
  'resource_class',
  'conductor_group',
  'conductor',
  'fault',
  'owner',
  'lessee',
  'instance_uuid',
  'chassis_uuid',
];
const SWITCHES = ['maintenance', 'retired'];
const KNOWN = [...FILTERS, ...SWITCHES, 'associated', 'detail'];

const SHORT = [
  'instance_uuid',
  'maintenance',
  'power_state',
  'provision_state',
  'uuid',
];
const NO_SORTING = ['traits', 'properties', 'extra', 'driver_info', 'links'];

function checkFields(fields: readonly string[], minor: number): void {
  for (const field of fields) {
    const since = minorOfNodeMember(field);
    if (since === undefined) {
      // so it is: an error of the server
      throw refusal(500, `type object 'Node' has no attribute '${field}'`);
    }
    if (since > minor) {
      throw notAcceptable();
    }
  }
}

function sight(
  call: Call,
  session: BaremetalSession,
  fields?: readonly string[],
): NodeSight {
  return {
    minor: session.minor,
    origin: call.origin,
    fields,
    redacted: seesLess(session),
  };
}

function fits(node: NodeRow, call: Call): boolean {
  const { query } = call;
  const all = nodeMembers(node);
  return (
    FILTERS.every(name => !query.has(name) || all[name] === query.get(name)) &&
    SWITCHES.every(name => (truth(query, name) ?? all[name]) === all[name]) &&
    // servers of Nova, of which there are none here
    truth(query, 'associated') !== true
  );
}

function list(
  call: Call,
  session: BaremetalSession,
  nodes: readonly NodeRow[],
  fields?: readonly string[],
): Json {
  return pageOf(
    call,
    nodes.filter(node => fits(node, call)),
    {
      collection: 'nodes',
      title: 'Node',
      idOf: node => node.id,
      valueOf(node, key) {
        if (!minorOfNodeMember(key) || NO_SORTING.includes(key)) {
          throw badRequest(
            `The sort_key value ${key} is an invalid field for sorting`,
          );
        }
        return nodeMembers(node)[key];
      },
      view: node => nodeView(node, sight(call, session, fields)),
      fields,
    },
  );
}

function readTarget(call: Call): string {
  const target = asText(asJson(bodyOf(call)).target);
  if (target === undefined) {
    throw badRequest('Missing mandatory parameter: target');
  }
  return target;
}

function bodyOf(call: Call): unknown {
  const text = call.rawBody.toString('utf8').trim();
  if (text === '') {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The request body is not JSON');
  }
}

/** Nodes: lists, single ones, and what may be done to them. */
export function nodeRoutes(
  routes: RouteTable<BaremetalSession>,
  keeper: NodeKeeper,
): void {
  routes.get('/v1/nodes', (call, session) => {
    requireList(session, 'baremetal:node:list');
    onlyKnown(call.query, [...KNOWN, 'fields']);
    const nodes = keeper.visible(session);
    if (truth(call.query, 'detail')) {
      return reply(200, list(call, session, nodes));
    }
    const chosen = listOf(call.query, 'fields');
    checkFields(chosen ?? [], session.minor);
    const short = session.minor >= 5 ? [...SHORT, 'name'] : SHORT;
    return reply(200, list(call, session, nodes, chosen ?? short));
  });
  routes.get('/v1/nodes/detail', (call, session) => {
    requireList(session, 'baremetal:node:list');
    onlyKnown(call.query, KNOWN);
    return reply(200, list(call, session, keeper.visible(session)));
  });
  routes.get('/v1/nodes/:node', (call, session) => {
    onlyKnown(call.query, ['fields']);
    const fields = listOf(call.query, 'fields');
    checkFields(fields ?? [], session.minor);
    const node = keeper.find(call.params.node, session);
    return reply(200, nodeView(node, sight(call, session, fields)));
  });
  routes.get('/v1/nodes/:node/traits', (call, session) => {
    if (session.minor < 37) {
      throw notAcceptable();
    }
    const { traits } = keeper.find(call.params.node, session);
    return reply(200, { traits });
  });
  routes.get('/v1/nodes/:node/states', (call, session) =>
    reply(
      200,
      statesView(keeper.find(call.params.node, session), session.minor),
    ),
  );
  routes.put('/v1/nodes/:node/states/provision', (call, session) => {
    const node = keeper.find(call.params.node, session);
    requireAdmin(session, 'baremetal:node:set_provision_state');
    keeper.provision(node, readTarget(call));
    return accepted(call);
  });
  routes.put('/v1/nodes/:node/states/power', (call, session) => {
    const { node: ident } = call.params;
    keeper.power(keeper.find(ident, session), ident, readTarget(call));
    return accepted(call);
  });
  routes.put('/v1/nodes/:node/maintenance', (call, session) => {
    const node = keeper.find(call.params.node, session);
    requireAdmin(session, 'baremetal:node:set_maintenance');
    const reason = asText(asJson(bodyOf(call)).reason) ?? null;
    keeper.maintain(node, true, reason);
    return reply(202);
  });
  routes.delete('/v1/nodes/:node/maintenance', (call, session) => {
    const node = keeper.find(call.params.node, session);
    requireAdmin(session, 'baremetal:node:clear_maintenance');
    keeper.maintain(node, false, null);
    return reply(202);
  });
}

function accepted(call: Call) {
  return reply(202, undefined, {
    Location: `${call.origin}/baremetal/v1/nodes/${call.params.node}/states`,
  });
}
