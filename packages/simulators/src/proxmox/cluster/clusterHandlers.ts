import { list, number, text, type ApiCall, type Handlers } from '../api/types';
import { failure, invalid } from '../errors';
import { tagsSeen } from './tagsSeen';
import { resourceRows } from './resourceRows';

const FIRST_ID = 100;
const LAST_ID = 1_000_000;

/** Reserves nothing: callers at the same time are told the same id. */
function nextId(call: ApiCall): string {
  const { guests } = call.ctx.tables;
  const wanted = number(call, 'vmid');
  if (wanted !== undefined) {
    const taken = guests.get(String(wanted));
    if (taken) {
      throw invalid({
        vmid: `${taken.kind === 'lxc' ? 'CT' : 'VM'} ${wanted} already exists`,
      });
    }
    return String(wanted);
  }
  for (let id = FIRST_ID; id < LAST_ID; id += 1) {
    if (!guests.get(String(id))) {
      return String(id);
    }
  }
  throw failure('unable to get any free VMID in range [100, 999999]');
}

function status(call: ApiCall) {
  const { ctx } = call;
  const nodes = ctx.tables.nodes.all();
  const local = ctx.localNode;
  return [
    ...(ctx.facts.clustered
      ? [
          {
            id: 'cluster',
            type: 'cluster',
            name: ctx.facts.name,
            version: nodes.length,
            nodes: nodes.length,
            quorate: ctx.quorate ? 1 : 0,
          },
        ]
      : []),
    ...nodes.map(node => ({
      id: `node/${node.id}`,
      type: 'node',
      name: node.id,
      nodeid: ctx.facts.clustered ? node.nodeid : 0,
      ip: node.ip,
      online: ctx.isOnline(node) ? 1 : 0,
      local: node === local ? 1 : 0,
      level: '',
    })),
  ];
}

function options(call: ApiCall) {
  const { ctx, principal } = call;
  const allowed = { 'allowed-tags': tagsSeen(ctx, principal.authid) };
  if (!ctx.access.has(principal.authid, '/', 'Sys.Audit')) {
    return allowed;
  }
  return {
    keyboard: 'en-us',
    mac_prefix: 'BC:24:11',
    description: '',
    ...ctx.tables.datacenter.get('options')?.values,
    ...allowed,
  };
}

function setOptions(call: ApiCall): void {
  const { datacenter } = call.ctx.tables;
  const row =
    datacenter.get('options') ??
    datacenter.insert({ id: 'options', values: {} });
  for (const [key, value] of Object.entries(call.param)) {
    if (key !== 'delete' && !Array.isArray(value)) {
      row.values[key] = value;
    }
  }
  list(call, 'delete').forEach(key => delete row.values[key]);
}

export const clusterHandlers: Handlers = {
  'GET /cluster': () =>
    [
      'resources',
      'status',
      'nextid',
      'tasks',
      'options',
      'ha',
      'mapping',
      'sdn',
    ].map(name => ({ name })),
  'GET /cluster/resources': call =>
    resourceRows(call.ctx, call.principal.authid, text(call, 'type')),
  'GET /cluster/status': status,
  'GET /cluster/nextid': nextId,
  'GET /cluster/options': options,
  'PUT /cluster/options': setOptions,
};
