import { createHash } from 'node:crypto';
import { list, need, text, type ApiCall, type Handlers } from '../api/types';
import { failure } from '../errors';
import type { Table } from '../../kernel/Table';
import type { HaResourceRow, PlainRow } from '../rows';
import { guestOfSid, HaManager } from './HaManager';

function digest(rows: readonly unknown[]): string {
  return createHash('sha1').update(JSON.stringify(rows)).digest('hex');
}

/** `100` → `vm:100` */
function sidOf(call: ApiCall): string {
  const sid = need(call, 'sid');
  if (sid.includes(':')) {
    return sid;
  }
  const kind = call.ctx.tables.guests.get(sid)?.kind;
  return `${kind === 'lxc' ? 'ct' : 'vm'}:${sid}`;
}

function resourceOf(call: ApiCall): HaResourceRow {
  const sid = sidOf(call);
  const row = call.ctx.tables.haResources.get(sid);
  if (!row) {
    throw failure(`no such resource '${sid}'`);
  }
  return row;
}

function view(call: ApiCall, row: HaResourceRow) {
  return {
    sid: row.id,
    type: row.type,
    state: row.state,
    ...row.options,
    digest: digest(call.ctx.tables.haResources.all()),
  };
}

function optionsOf(call: ApiCall): Record<string, string | number> {
  const fixed = [
    'sid',
    'state',
    'type',
    'digest',
    'delete',
    'purge',
    'group',
    'rule',
  ];
  const out: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(call.param)) {
    const isGroup = key === 'group' && call.ctx.major < 9;
    if ((isGroup || !fixed.includes(key)) && !Array.isArray(value)) {
      out[key] = value;
    }
  }
  return out;
}

function stateOf(call: ApiCall, otherwise: HaResourceRow['state']) {
  return (text(call, 'state') ?? otherwise) as HaResourceRow['state'];
}

function addResource(call: ApiCall): void {
  const { ctx } = call;
  const sid = sidOf(call);
  if (ctx.tables.haResources.get(sid)) {
    throw failure(`resource ID '${sid}' already defined`);
  }
  if (!guestOfSid(ctx, sid)) {
    throw failure(`unable to find resource '${sid}'`);
  }
  const row = ctx.tables.haResources.insert({
    id: sid,
    type: sid.startsWith('ct:') ? 'ct' : 'vm',
    state: stateOf(call, 'started'),
    options: optionsOf(call),
  });
  new HaManager(ctx).plan(row);
}

function updateResource(call: ApiCall): void {
  const row = resourceOf(call);
  row.state = stateOf(call, row.state);
  Object.assign(row.options, optionsOf(call));
  list(call, 'delete').forEach(key => delete row.options[key]);
  new HaManager(call.ctx).plan(row);
}

function haStatus(call: ApiCall) {
  const { ctx } = call;
  const node = ctx.localNode.id;
  const services = ctx.tables.haResources.all().map(row => {
    const guest = guestOfSid(ctx, row.id);
    const state = guest?.run ? 'started' : 'stopped';
    return {
      id: `service:${row.id}`,
      type: 'service',
      sid: row.id,
      node: guest?.node ?? node,
      state,
      crm_state: state,
      request_state: row.state,
      max_restart: 1,
      max_relocate: 1,
      status: `${row.id} (${guest?.node ?? node}, ${state})`,
    };
  });
  return [
    {
      id: 'quorum',
      type: 'quorum',
      node,
      status: ctx.quorate ? 'OK' : 'No quorum on node!',
      quorate: ctx.quorate ? 1 : 0,
    },
    ...(ctx.major >= 9
      ? [
          {
            id: 'fencing',
            type: 'fencing',
            node,
            status: 'standby (CRM watchdog standby)',
            'armed-state': 'standby',
          },
        ]
      : []),
    ...services,
  ];
}

/** Groups (until 8) and rules (since 9) are kept, not acted upon. */
function plainHandlers(
  base: string,
  key: 'group' | 'rule',
  tableOf: (call: ApiCall) => Table<PlainRow>,
): Handlers {
  const named = (call: ApiCall): PlainRow => {
    const id = need(call, key);
    const row = tableOf(call).get(id);
    if (!row) {
      throw failure(`no such ha ${key} '${id}'`);
    }
    return row;
  };
  const show = (call: ApiCall, row: PlainRow) => ({
    [key]: row.id,
    ...row.values,
    digest: digest(tableOf(call).all()),
  });
  return {
    [`GET ${base}`]: call =>
      tableOf(call)
        .all()
        .map(row => show(call, row)),
    [`POST ${base}`]: call => {
      const id = need(call, key);
      if (tableOf(call).get(id)) {
        throw failure(`ha ${key} ID '${id}' already defined`);
      }
      tableOf(call).insert({ id, values: valuesOf(call, key) });
    },
    [`GET ${base}/{${key}}`]: call => show(call, named(call)),
    [`PUT ${base}/{${key}}`]: call => {
      Object.assign(named(call).values, valuesOf(call, key));
    },
    [`DELETE ${base}/{${key}}`]: call => {
      tableOf(call).delete(named(call).id);
    },
  };
}

function valuesOf(call: ApiCall, key: string): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(call.param).filter(
      (entry): entry is [string, string | number] =>
        ![key, 'digest', 'delete'].includes(entry[0]) &&
        !Array.isArray(entry[1]),
    ),
  );
}

function groupsOf(call: ApiCall): Table<PlainRow> {
  if (call.ctx.major >= 9) {
    const verb = call.param.group === undefined ? 'index groups' : 'read group';
    throw failure(`cannot ${verb}: ha groups have been migrated to rules`);
  }
  return call.ctx.tables.haGroups;
}

export const haHandlers: Handlers = {
  'GET /cluster/ha/resources': call => {
    const type = text(call, 'type');
    return call.ctx.tables.haResources
      .all()
      .filter(row => type === undefined || row.type === type)
      .map(row => view(call, row));
  },
  'POST /cluster/ha/resources': addResource,
  'GET /cluster/ha/resources/{sid}': call => view(call, resourceOf(call)),
  'PUT /cluster/ha/resources/{sid}': updateResource,
  'DELETE /cluster/ha/resources/{sid}': call => {
    call.ctx.tables.haResources.delete(resourceOf(call).id);
  },
  'GET /cluster/ha/status/current': haStatus,
  ...plainHandlers('/cluster/ha/groups', 'group', groupsOf),
  ...plainHandlers(
    '/cluster/ha/rules',
    'rule',
    call => call.ctx.tables.haRules,
  ),
};
