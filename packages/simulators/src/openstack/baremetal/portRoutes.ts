import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import type { Json } from '../../kernel/json';
import type { OpenStackContext } from '../OpenStackContext';
import { badRequest, notAcceptable, notFound } from './errors';
import { listOf, onlyKnown, pageOf, truth } from './listing';
import type { NodeKeeper } from './NodeKeeper';
import { linksTo, nodeTime } from './nodeView';
import type { NodePortRow } from './rows';
import { requireList, type BaremetalSession } from './session';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** Members of a port by the microversion that brought them. */
const MINORS: Record<string, number> = {
  uuid: 1,
  created_at: 1,
  updated_at: 1,
  address: 1,
  extra: 1,
  node_uuid: 1,
  links: 1,
  internal_info: 18,
  local_link_connection: 19,
  pxe_enabled: 19,
  portgroup_uuid: 24,
  physical_network: 34,
  is_smartnic: 53,
};

function portView(
  port: NodePortRow,
  minor: number,
  origin: string,
  fields?: readonly string[],
): Json {
  const all: Json = {
    uuid: port.id,
    created_at: nodeTime(port.createdAt),
    updated_at: null,
    address: port.address,
    extra: {},
    internal_info: {},
    is_smartnic: false,
    local_link_connection: {},
    physical_network: port.physicalNetwork,
    pxe_enabled: port.pxe,
    node_uuid: port.nodeId,
    links: linksTo(origin, `ports/${port.id}`),
    portgroup_uuid: null,
  };
  const wanted = fields && new Set([...fields, 'links']);
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => MINORS[name] <= minor && (!wanted || wanted.has(name)),
    ),
  );
}

function checkFields(fields: readonly string[], minor: number): void {
  const unknown = fields.filter(field => !Object.hasOwn(MINORS, field));
  if (unknown.length > 0) {
    throw badRequest(`Field(s) "${unknown.join(', ')}" are not valid`);
  }
  if (fields.some(field => MINORS[field] > minor)) {
    throw notAcceptable();
  }
}

/** Network cards of nodes. */
export function portRoutes(
  routes: RouteTable<BaremetalSession>,
  keeper: NodeKeeper,
  { tables }: OpenStackContext,
): void {
  function visible(session: BaremetalSession): NodePortRow[] {
    const nodes = new Set(keeper.visible(session).map(node => node.id));
    return tables.nodePorts.all().filter(port => nodes.has(port.nodeId));
  }

  function list(
    call: Call,
    session: BaremetalSession,
    ports: readonly NodePortRow[],
    fields?: readonly string[],
  ): Json {
    const { minor } = session;
    return pageOf(call, ports, {
      collection: 'ports',
      title: 'Port',
      idOf: port => port.id,
      valueOf(port, key) {
        if (!Object.hasOwn(MINORS, key) || key === 'links') {
          throw badRequest(
            `The sort_key value "${key}" is an invalid field for sorting`,
          );
        }
        return portView(port, minor, '')[key];
      },
      view: port => portView(port, minor, call.origin, fields),
      fields,
    });
  }

  function chosen(call: Call, session: BaremetalSession): NodePortRow[] {
    const { query } = call;
    const ident = query.get('node') ?? query.get('node_uuid');
    const address = query.get('address');
    if (address !== null && !MAC.test(address)) {
      throw badRequest(`Expected valid MAC address for address: ${address}`);
    }
    const node = ident === null ? undefined : keeper.find(ident, session);
    return visible(session).filter(
      port =>
        (!node || port.nodeId === node.id) &&
        (address === null || port.address === address.toLowerCase()),
    );
  }

  const FILTERS = ['node', 'node_uuid', 'address', 'detail'];

  routes.get('/v1/ports', (call, session) => {
    requireList(session, 'baremetal:port:list');
    onlyKnown(call.query, [...FILTERS, 'fields']);
    const ports = chosen(call, session);
    if (truth(call.query, 'detail')) {
      return reply(200, list(call, session, ports));
    }
    const fields = listOf(call.query, 'fields') ?? ['uuid', 'address'];
    checkFields(fields, session.minor);
    return reply(200, list(call, session, ports, fields));
  });
  routes.get('/v1/ports/detail', (call, session) => {
    requireList(session, 'baremetal:port:list');
    onlyKnown(call.query, FILTERS);
    return reply(200, list(call, session, chosen(call, session)));
  });
  routes.get('/v1/ports/:port', (call, session) => {
    const id = call.params.port;
    if (!UUID.test(id)) {
      throw badRequest(`Expected UUID for port_uuid: ${id}`);
    }
    const port = visible(session).find(one => one.id === id);
    if (!port) {
      throw notFound(`Port ${id}`);
    }
    const fields = listOf(call.query, 'fields');
    checkFields(fields ?? [], session.minor);
    return reply(200, portView(port, session.minor, call.origin, fields));
  });
  routes.get('/v1/nodes/:node/ports', (call, session) => {
    const node = keeper.find(call.params.node, session);
    const ports = visible(session).filter(port => port.nodeId === node.id);
    const fields = listOf(call.query, 'fields') ?? ['uuid', 'address'];
    checkFields(fields, session.minor);
    return reply(200, list(call, session, ports, fields));
  });
}
