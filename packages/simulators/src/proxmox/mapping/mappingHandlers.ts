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
import type { MappingRow } from '../rows';
import { looseParts } from '../schema/propertyString';

const VIEWERS = ['Mapping.Modify', 'Mapping.Use', 'Mapping.Audit'];

function named(call: ApiCall): MappingRow {
  const id = need(call, 'id');
  const row = call.ctx.tables.mappings.get(id);
  if (!row) {
    throw failure(`mapping '${id}' not found`);
  }
  return row;
}

function view(call: ApiCall, row: MappingRow) {
  const all = call.ctx.tables.mappings.all();
  return {
    type: 'pci',
    map: row.map,
    digest: createHash('sha1').update(JSON.stringify(all)).digest('hex'),
    ...(row.description === undefined ? {} : { description: row.description }),
    ...(row.mdev ? { mdev: 1 } : {}),
    ...(row.liveMigration ? { 'live-migration-capable': 1 } : {}),
  };
}

/** Whether the devices of a mapping are what the node really has. */
function checks(call: ApiCall, row: MappingRow, node: string) {
  const devices = call.ctx.tables.nodes.get(node)?.devices ?? [];
  const own = row.map.map(looseParts).filter(entry => entry.node === node);
  if (own.length === 0) {
    return [{ severity: 'warning', message: `No mapping for node ${node}.` }];
  }
  return own.flatMap(entry => {
    const device = devices.find(candidate => candidate.path === entry.path);
    if (!device) {
      return [
        { severity: 'error', message: `Cannot find PCI id ${entry.path}` },
      ];
    }
    const id = `${device.vendor}:${device.device}`;
    return id === entry.id
      ? []
      : [
          {
            severity: 'error',
            message: `'id' does not match for '${row.id}' (${id} != ${entry.id})`,
          },
        ];
  });
}

function listMappings(call: ApiCall) {
  const { ctx, principal } = call;
  const node = text(call, 'check-node');
  return ctx.tables.mappings
    .all()
    .filter(row =>
      ctx.access.hasAny(principal.authid, `/mapping/pci/${row.id}`, VIEWERS),
    )
    .map(row => ({
      id: row.id,
      ...view(call, row),
      ...(node === undefined ? {} : { checks: checks(call, row, node) }),
    }));
}

function mapOf(call: ApiCall): string[] | undefined {
  const value = call.param.map;
  return Array.isArray(value) ? value : undefined;
}

function create(call: ApiCall): void {
  const { mappings } = call.ctx.tables;
  const id = need(call, 'id');
  if (mappings.get(id)) {
    throw failure(`pci ID '${id}' already defined`);
  }
  mappings.insert({
    id,
    description: text(call, 'description'),
    map: mapOf(call) ?? [],
    mdev: flag(call, 'mdev') ?? false,
    liveMigration: flag(call, 'live-migration-capable') ?? false,
  });
}

function update(call: ApiCall): void {
  const row = named(call);
  row.map = mapOf(call) ?? row.map;
  row.description = text(call, 'description') ?? row.description;
  row.mdev = flag(call, 'mdev') ?? row.mdev;
  if (list(call, 'delete').includes('description')) {
    delete row.description;
  }
}

export const mappingHandlers: Handlers = {
  'GET /cluster/mapping/pci': listMappings,
  'POST /cluster/mapping/pci': create,
  'GET /cluster/mapping/pci/{id}': call => view(call, named(call)),
  'PUT /cluster/mapping/pci/{id}': update,
  'DELETE /cluster/mapping/pci/{id}': call => {
    call.ctx.tables.mappings.delete(named(call).id);
  },
};
