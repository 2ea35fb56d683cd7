import { deleted, invalid, json, noMatch, refuse } from '../http/reply';
import { admin, type MaasCall, type Resource } from '../http/resource';
import { required } from '../http/values';
import type { MaasContext } from '../MaasContext';
import type { NamedRow } from '../rows';
import { poolView, zoneView } from './views';

const NAME = /^\w[ \w-]*$/;

interface Kind {
  table: 'zones' | 'pools';
  label: string;
  model: string;
  view(row: NamedRow): unknown;
}

const zones: Kind = {
  table: 'zones',
  label: 'Physical zone',
  model: 'Zone',
  view: zoneView,
};
const pools: Kind = {
  table: 'pools',
  label: 'Resource pool',
  model: 'ResourcePool',
  view: poolView,
};

function checkName(name: string, kind: Kind, context: MaasContext): void {
  if (!NAME.test(name)) {
    throw invalid({ name: ['Invalid entity name.'] });
  }
  if (context.tables[kind.table].by('name', name).length > 0) {
    throw invalid({ name: [`${kind.label} with this Name already exists.`] });
  }
}

function create(call: MaasCall, kind: Kind, context: MaasContext) {
  const name = required(call.data, 'name');
  checkName(name, kind, context);
  const row = context.tables[kind.table].insert({
    id: String(context.next(kind.table)),
    name,
    description: call.data.get('description') ?? '',
  });
  return json(kind.view(row));
}

function update(
  row: NamedRow,
  call: MaasCall,
  kind: Kind,
  context: MaasContext,
) {
  const name = call.data.get('name');
  const description = call.data.get('description');
  if (name && name !== row.name) {
    checkName(name, kind, context);
  }
  context.tables[kind.table].update(row, {
    ...(name ? { name } : {}),
    ...(description === null ? {} : { description }),
  });
  context.sharedChanged();
  return json(kind.view(row));
}

function isDefault(row: NamedRow, kind: Kind, context: MaasContext): boolean {
  return context.tables[kind.table].all()[0] === row;
}

function zoneOf(call: MaasCall, context: MaasContext): NamedRow {
  const row = context.tables.zones.by('name', call.params.name)[0];
  if (!row) {
    throw noMatch(zones.model);
  }
  return row;
}

function poolOf(call: MaasCall, context: MaasContext): NamedRow {
  const row = context.tables.pools.get(call.params.id);
  if (!row) {
    throw noMatch(pools.model);
  }
  return row;
}

/** A zone in use can be deleted: what was in it falls to the default zone. */
function removeZone(call: MaasCall, context: MaasContext) {
  const row = zoneOf(call, context);
  if (isDefault(row, zones, context)) {
    throw refuse(400, 'This zone is the default zone, it cannot be deleted.');
  }
  const fallback = context.tables.zones.all()[0].id;
  for (const node of [...context.tables.nodes.by('zone', row.id)]) {
    context.change(node, { zoneId: fallback });
  }
  context.tables.zones.delete(row.id);
  return deleted();
}

function removePool(call: MaasCall, context: MaasContext) {
  const row = poolOf(call, context);
  if (isDefault(row, pools, context)) {
    throw refuse(400, 'This is the default pool, it cannot be deleted.');
  }
  if (context.tables.nodes.by('pool', row.id).length > 0) {
    throw refuse(400, 'Pool has machines in it, it cannot be deleted.');
  }
  context.tables.pools.delete(row.id);
  return deleted();
}

/** Zones go by name; one pool by number, and at a path in the singular. */
export function collectionResources(context: MaasContext): Resource[] {
  return [
    {
      name: 'ZonesHandler',
      path: 'zones/',
      read: () => json(context.tables.zones.all().map(zoneView)),
      create: admin(call => create(call, zones, context)),
    },
    {
      name: 'ZoneHandler',
      path: 'zones/{name}/',
      read: call => json(zoneView(zoneOf(call, context))),
      update: admin(call =>
        update(zoneOf(call, context), call, zones, context),
      ),
      remove: admin(call => removeZone(call, context)),
    },
    {
      name: 'ResourcePoolsHandler',
      path: 'resourcepools/',
      read: () => json(context.tables.pools.all().map(poolView)),
      create: admin(call => create(call, pools, context)),
    },
    {
      name: 'ResourcePoolHandler',
      path: 'resourcepool/{id}/',
      read: call => json(poolView(poolOf(call, context))),
      update: admin(call =>
        update(poolOf(call, context), call, pools, context),
      ),
      remove: admin(call => removePool(call, context)),
    },
  ];
}
