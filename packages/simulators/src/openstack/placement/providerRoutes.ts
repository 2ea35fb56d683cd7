import { asJson, type Json } from '../../kernel/json';
import {
  ApiError,
  reply,
  type Call,
  type Reply,
  type RouteTable,
} from '../../kernel/http/types';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { checkedResources, knownNames } from './parseDemand';
import type { PlacementLedger } from './PlacementLedger';
import type { Inventory, ProviderRow } from './rows';
import type { PlacementSession } from './session';

const BASE = '/resource_providers';
const listParameters = new Set([
  'name',
  'uuid',
  'in_tree',
  'resources',
  'required',
  'member_of',
]);

export function providerNotFound(id: string): ApiError {
  return new ApiError(404, `No resource provider with uuid ${id} found `);
}

function view(row: ProviderRow, minor: number): Json {
  const link = (rel: string) => ({ rel, href: `${BASE}/${row.id}/${rel}` });
  const rels = ['inventories', 'usages'];
  if (minor >= 1) {
    rels.push('aggregates');
  }
  if (minor >= 6) {
    rels.push('traits');
  }
  if (minor >= 11) {
    rels.push('allocations');
  }
  return {
    uuid: row.id,
    name: row.name,
    generation: row.generation,
    links: [{ rel: 'self', href: `${BASE}/${row.id}` }, ...rels.map(link)],
    ...(minor >= 14
      ? { parent_provider_uuid: row.parentId, root_provider_uuid: row.rootId }
      : {}),
  };
}

function nested(
  text: string | null,
): (row: ProviderRow, root: ProviderRow | undefined) => boolean {
  const wanted = text?.replace(/^in:/, '').split(',');
  return (row, root) =>
    !wanted ||
    wanted.some(
      uuid => row.aggregates.includes(uuid) || root?.aggregates.includes(uuid),
    );
}

export function providerRoutes(
  routes: RouteTable<PlacementSession>,
  ledger: PlacementLedger,
  context: OpenStackContext,
): void {
  const { providers, allocations } = context.tables;
  const found = (call: Call): ProviderRow => {
    const row = providers.get(call.params.id);
    if (!row) {
      throw providerNotFound(call.params.id);
    }
    return row;
  };
  const policy = (session: PlacementSession, rule: string) =>
    session.requireReader(`placement:resource_providers:${rule}`);

  routes.get(BASE, (call, session) => {
    policy(session, 'list');
    const { query } = call;
    for (const key of query.keys()) {
      if (!listParameters.has(key)) {
        throw new ApiError(
          400,
          `Invalid query string parameters: Additional properties are not allowed ('${key}' was unexpected)`,
        );
      }
    }
    const tree = query.get('in_tree');
    const rootId = tree ? providers.get(tree)?.rootId ?? '' : undefined;
    const name = query.get('name');
    const inAggregate = nested(query.get('member_of'));
    const { classes, traits } = knownNames(context.tables);
    const required = (query.get('required') ?? '').split(',').filter(Boolean);
    const unknown = required.find(t => !traits.has(t.replace(/^!/, '')));
    if (unknown) {
      throw new ApiError(400, `No such trait(s): ${unknown}.`);
    }
    const resources = Object.entries(
      query.has('resources')
        ? checkedResources(query.get('resources') ?? '', classes)
        : {},
    );
    const candidates =
      rootId === undefined ? providers.all() : providers.by('root', rootId);
    const rows = candidates.filter(
      row =>
        (name === null || row.name === name) &&
        (!query.has('uuid') || row.id === query.get('uuid')) &&
        inAggregate(row, providers.get(row.rootId)) &&
        required.every(trait =>
          trait.startsWith('!')
            ? !row.traits.includes(trait.slice(1))
            : row.traits.includes(trait),
        ) &&
        resources.every(([item, amount]) => ledger.fits(row, item, amount)),
    );
    return reply(200, {
      resource_providers: rows.map(row => view(row, session.minor)),
    });
  });

  routes.get(`${BASE}/:id`, (call, session) => {
    policy(session, 'show');
    return reply(200, view(found(call), session.minor));
  });

  routes.get(`${BASE}/:id/inventories`, (call, session) => {
    policy(session, 'inventories:list');
    const row = found(call);
    return reply(200, {
      resource_provider_generation: row.generation,
      inventories: row.inventories,
    });
  });

  routes.put(`${BASE}/:id/inventories/:name`, (call, session): Reply => {
    session.requireAdmin('placement:resource_providers:inventories:update');
    const row = found(call);
    const input = asJson(readJson(call, 'Malformed JSON'));
    if (input.resource_provider_generation !== row.generation) {
      throw new ApiError(409, 'resource provider generation conflict', {
        type: 'placement.concurrent_update',
      });
    }
    const before = row.inventories[call.params.name];
    const total = Number(input.total);
    if (!Number.isInteger(total) || total < 1) {
      throw new ApiError(400, 'JSON does not validate: total is not valid');
    }
    const number = (key: string, fallback: number) =>
      typeof input[key] === 'number' ? (input[key] as number) : fallback;
    const inventory: Inventory = {
      total,
      reserved: number('reserved', 0),
      min_unit: number('min_unit', 1),
      max_unit: number('max_unit', before?.max_unit ?? total),
      step_size: number('step_size', 1),
      allocation_ratio: number('allocation_ratio', 1),
    };
    providers.update(row, {
      inventories: { ...row.inventories, [call.params.name]: inventory },
      generation: row.generation + 1,
    });
    return reply(200, {
      resource_provider_generation: row.generation,
      ...inventory,
    });
  });

  routes.get(`${BASE}/:id/usages`, (call, session) => {
    policy(session, 'usages');
    const row = found(call);
    return reply(200, {
      resource_provider_generation: row.generation,
      usages: Object.fromEntries(
        Object.keys(row.inventories).map(key => [key, row.used[key] ?? 0]),
      ),
    });
  });

  routes.get(`${BASE}/:id/traits`, (call, session) => {
    policy(session, 'traits:list');
    const row = found(call);
    return reply(200, {
      traits: row.traits,
      resource_provider_generation: row.generation,
    });
  });

  routes.get(`${BASE}/:id/aggregates`, (call, session) => {
    policy(session, 'aggregates:list');
    const row = found(call);
    return reply(200, {
      aggregates: row.aggregates,
      ...(session.minor >= 19
        ? { resource_provider_generation: row.generation }
        : {}),
    });
  });

  routes.get(`${BASE}/:id/allocations`, (call, session) => {
    policy(session, 'allocations:list');
    const row = found(call);
    const held = allocations
      .all()
      .filter(allocation => allocation.held[row.id] !== undefined)
      .map(allocation => [
        allocation.id,
        {
          resources: allocation.held[row.id],
          consumer_generation: allocation.generation,
        },
      ]);
    return reply(200, {
      allocations: Object.fromEntries(held),
      resource_provider_generation: row.generation,
    });
  });
}
