import { createHash } from 'node:crypto';
import {
  flag,
  list,
  need,
  text,
  type ApiCall,
  type Handlers,
} from '../api/types';
import { failure } from '../errors';
import type { Table } from '../../kernel/Table';
import type { SdnRow } from '../rows';
import type { Work } from '../tasks/TaskEngine';
import type { ClusterContext } from '../ClusterContext';

type Kind = 'zone' | 'vnet';

function tableOf(call: ApiCall, kind: Kind): Table<SdnRow> {
  return kind === 'zone' ? call.ctx.tables.zones : call.ctx.tables.vnets;
}

function digest(table: Table<SdnRow>): string {
  return createHash('sha1').update(JSON.stringify(table.all())).digest('hex');
}

function stateOf(row: SdnRow): 'new' | 'changed' | 'deleted' | undefined {
  if (!row.applied) {
    return 'new';
  }
  if (!row.wanted) {
    return 'deleted';
  }
  return JSON.stringify(row.applied) === JSON.stringify(row.wanted)
    ? undefined
    : 'changed';
}

/** Configured values beside the running ones, where they differ. */
function pendingView(kind: Kind, row: SdnRow, sum: string) {
  const { type, ...wanted } = row.wanted ?? {};
  const state = stateOf(row);
  const shownType = type ?? row.applied?.type;
  if (state === 'new') {
    return {
      [kind]: row.id,
      type: shownType,
      state,
      pending: wanted,
      digest: null,
    };
  }
  return {
    [kind]: row.id,
    ...row.applied,
    digest: sum,
    ...(state ? { state } : {}),
    ...(state === 'changed' ? { pending: wanted } : {}),
  };
}

function view(call: ApiCall, kind: Kind, row: SdnRow) {
  const sum = digest(tableOf(call, kind));
  if (flag(call, 'pending')) {
    return pendingView(kind, row, sum);
  }
  const values = flag(call, 'running') ? row.applied : row.wanted;
  return values ? { [kind]: row.id, ...values, digest: sum } : undefined;
}

function mayAudit(call: ApiCall, kind: Kind, row: SdnRow): boolean {
  const zone =
    kind === 'zone' ? row.id : row.wanted?.zone ?? row.applied?.zone ?? '';
  const path =
    kind === 'zone' ? `/sdn/zones/${zone}` : `/sdn/zones/${zone}/${row.id}`;
  return call.ctx.access.hasAny(call.principal.authid, path, [
    'SDN.Audit',
    'SDN.Allocate',
  ]);
}

function listRows(call: ApiCall, kind: Kind) {
  return tableOf(call, kind)
    .all()
    .filter(row => mayAudit(call, kind, row))
    .map(row => view(call, kind, row))
    .filter(row => row !== undefined);
}

function named(call: ApiCall, kind: Kind): SdnRow {
  const id = need(call, kind);
  const row = tableOf(call, kind).get(id);
  if (!row) {
    throw failure(
      `sdn ${kind === 'zone' ? 'zone' : 'vnet'} '${id}' does not exist`,
    );
  }
  return row;
}

const NOT_VALUES = ['zone', 'vnet', 'lock-token', 'digest', 'delete'];

function valuesOf(call: ApiCall, kind: Kind): Record<string, string | number> {
  const out: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(call.param)) {
    const isZoneOfVnet = kind === 'vnet' && key === 'zone';
    if ((isZoneOfVnet || !NOT_VALUES.includes(key)) && !Array.isArray(value)) {
      out[key] = value;
    }
  }
  return out;
}

function create(call: ApiCall, kind: Kind): void {
  const table = tableOf(call, kind);
  const id = need(call, kind);
  if (table.get(id)) {
    throw failure(`sdn ${kind} object ID '${id}' already defined`);
  }
  if (kind === 'vnet' && !call.ctx.tables.zones.get(need(call, 'zone'))) {
    throw failure(`zone '${text(call, 'zone')}' does not exist`);
  }
  const type: Record<string, string> = kind === 'vnet' ? { type: 'vnet' } : {};
  table.insert({
    id,
    applied: null,
    wanted: { ...type, ...valuesOf(call, kind) },
  });
}

function update(call: ApiCall, kind: Kind): void {
  const row = named(call, kind);
  row.wanted = { ...row.wanted, ...valuesOf(call, kind) };
  for (const key of list(call, 'delete')) {
    delete row.wanted[key];
  }
}

function remove(call: ApiCall, kind: Kind): void {
  const row = named(call, kind);
  const used = call.ctx.tables.vnets
    .all()
    .find(vnet => vnet.wanted && vnet.wanted.zone === row.id);
  if (kind === 'zone' && used) {
    throw failure(`zone ${row.id} is used by vnet ${used.id}`);
  }
  row.wanted = null;
  if (!row.applied) {
    tableOf(call, kind).delete(row.id);
  }
}

/** Every node loads the configuration anew. */
function apply(call: ApiCall): string {
  const { ctx } = call;
  return ctx.tasks.start({
    node: ctx.localNode.id,
    type: 'reloadnetworkall',
    subject: '',
    principal: call.principal,
    takesMs: 3000,
    lines: ctx.tables.nodes
      .all()
      .map(node => [1000, `${node.id}: reloading network config`]),
    work: { name: 'sdn-apply', input: {} },
  });
}

export function sdnWork(ctx: ClusterContext): Work<object> {
  return {
    run() {
      for (const table of [ctx.tables.zones, ctx.tables.vnets]) {
        for (const row of [...table.all()]) {
          if (row.wanted) {
            row.applied = { ...row.wanted };
          } else {
            table.delete(row.id);
          }
        }
      }
    },
  };
}

function handlersOf(kind: Kind): Handlers {
  const base = `/cluster/sdn/${kind}s`;
  return {
    [`GET ${base}`]: call => listRows(call, kind),
    [`POST ${base}`]: call => create(call, kind),
    [`GET ${base}/{${kind}}`]: call => view(call, kind, named(call, kind)),
    [`PUT ${base}/{${kind}}`]: call => update(call, kind),
    [`DELETE ${base}/{${kind}}`]: call => remove(call, kind),
  };
}

export const sdnHandlers: Handlers = {
  ...handlersOf('zone'),
  ...handlersOf('vnet'),
  'PUT /cluster/sdn': apply,
};
