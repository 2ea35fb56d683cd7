import type { Json } from '../../kernel/json';
import { ApiError, reply, type RouteTable } from '../../kernel/http/types';
import type { OpenStackContext } from '../OpenStackContext';
import { allCandidates } from './candidates';
import { knownNames, parseDemand } from './parseDemand';
import { capacityOf, type PlacementLedger } from './PlacementLedger';
import type { ProviderRow, Resources } from './rows';
import type { PlacementSession } from './session';

function summary(row: ProviderRow, minor: number): Json {
  const resources: Json = {};
  for (const [name, inventory] of Object.entries(row.inventories)) {
    resources[name] = {
      capacity: capacityOf(inventory),
      used: row.used[name] ?? 0,
    };
  }
  return {
    resources,
    ...(minor >= 17 ? { traits: row.traits } : {}),
    ...(minor >= 29
      ? { parent_provider_uuid: row.parentId, root_provider_uuid: row.rootId }
      : {}),
  };
}

export function allocationRoutes(
  routes: RouteTable<PlacementSession>,
  ledger: PlacementLedger,
  context: OpenStackContext,
): void {
  const { tables } = context;

  routes.get('/allocation_candidates', (call, session) => {
    session.requireReader('placement:allocation_candidates:list');
    if (session.minor < 10) {
      throw new ApiError(404, '');
    }
    const limit = call.query.get('limit');
    if (limit !== null && !/^[1-9]\d*$/.test(limit)) {
      throw new ApiError(
        400,
        `Invalid query string parameters: '${limit}' does not match '^[1-9][0-9]*$'`,
      );
    }
    const candidates = allCandidates(
      tables,
      parseDemand(call.query, tables),
      ledger,
      limit === null ? Infinity : Number(limit),
    );
    const summaries: Json = {};
    for (const candidate of candidates) {
      for (const row of tables.providers.by('root', candidate.rootId)) {
        summaries[row.id] = summary(row, session.minor);
      }
    }
    return reply(200, {
      allocation_requests: candidates.map(({ held }) => ({
        allocations: Object.fromEntries(
          Object.entries(held).map(([id, resources]) => [id, { resources }]),
        ),
        ...(session.minor >= 34 ? { mappings: { '': Object.keys(held) } } : {}),
      })),
      provider_summaries: summaries,
    });
  });

  routes.get('/allocations/:id', (call, session) => {
    session.requireReader('placement:allocations:list');
    const row = ledger.get(call.params.id);
    if (!row) {
      return reply(200, { allocations: {} });
    }
    const held = Object.entries(row.held).map(([id, resources]) => [
      id,
      { resources, generation: tables.providers.get(id)?.generation ?? 0 },
    ]);
    return reply(200, {
      allocations: Object.fromEntries(held),
      ...(session.minor >= 12
        ? { project_id: row.projectId, user_id: row.userId }
        : {}),
      ...(session.minor >= 28 ? { consumer_generation: row.generation } : {}),
      ...(session.minor >= 38 ? { consumer_type: 'unknown' } : {}),
    });
  });

  routes.delete('/allocations/:id', (call, session) => {
    session.requireAdmin('placement:allocations:delete');
    if (!ledger.get(call.params.id)) {
      throw new ApiError(
        404,
        `No allocations for consumer '${call.params.id}'`,
      );
    }
    ledger.release(call.params.id);
    return reply(204);
  });

  routes.get('/usages', (call, session) => {
    if (session.minor < 9) {
      throw new ApiError(404, '');
    }
    const projectId = call.query.get('project_id');
    if (!projectId) {
      throw new ApiError(
        400,
        "Invalid query string parameters: 'project_id' is a required property",
      );
    }
    session.requireProjectReader('placement:usages', projectId);
    const userId = call.query.get('user_id');
    const rows = tables.allocations
      .by('project', projectId)
      .filter(row => !userId || row.userId === userId);
    const totals: Resources = {};
    for (const row of rows) {
      for (const resources of Object.values(row.held)) {
        for (const [name, amount] of Object.entries(resources)) {
          totals[name] = (totals[name] ?? 0) + amount;
        }
      }
    }
    if (session.minor < 38 || rows.length === 0) {
      return reply(200, { usages: totals });
    }
    return reply(200, {
      usages: { unknown: { ...totals, consumer_count: rows.length } },
    });
  });

  routes.get('/traits', (call, session) => {
    session.requireReader('placement:traits:list');
    const wanted = call.query.get('name') ?? '';
    const prefix = /^startswith:(.*)$/.exec(wanted)?.[1];
    const names = /^in:(.*)$/.exec(wanted)?.[1].split(',');
    const traits = [...knownNames(tables).traits].filter(
      trait =>
        (prefix === undefined || trait.startsWith(prefix)) &&
        (!names || names.includes(trait)),
    );
    return reply(200, { traits });
  });

  routes.get('/resource_classes', (_call, session) => {
    session.requireReader('placement:resource_classes:list');
    const classes = [...knownNames(tables).classes];
    return reply(200, {
      resource_classes: classes.map(name => ({
        name,
        links: [{ rel: 'self', href: `/resource_classes/${name}` }],
      })),
    });
  });
}
