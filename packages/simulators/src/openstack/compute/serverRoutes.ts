import { asJson } from '../../kernel/json';
import {
  ApiError,
  reply,
  type Call,
  type RouteTable,
} from '../../kernel/http/types';
import { readJson } from '../body';
import { checkState } from './actionKit';
import type { ComputeQuotas } from './ComputeQuotas';
import { createServers } from './createServers';
import {
  badRequest,
  checkMembers,
  conflict,
  notFound,
  serverNotFound,
} from './errors';
import { nextLinks, pageLimit } from './paging';
import type { ServerRow } from './rows';
import type { ServerEngine } from './ServerEngine';
import {
  checkMetadata,
  checkServerName,
  checkTag,
  checkTags,
} from './serverInput';
import { queryServers } from './serverQuery';
import { serverSummary, serverView } from './serverView';
import type { ComputeSession } from './session';

const MALFORMED = 'Malformed request body';
const BASE = '/v2.1/servers';

/** A server the caller may see; others' are not found. */
export function findServer(
  call: Call,
  { access }: ComputeSession,
  engine: ServerEngine,
): ServerRow {
  const { id } = call.params;
  const row = engine.context.tables.servers.get(id);
  if (!row || row.gone) {
    throw serverNotFound(id);
  }
  if (!access.admin && row.projectId !== access.projectId) {
    throw serverNotFound(id);
  }
  return row;
}

/** Locked servers obey only admins. */
export function checkLock(row: ServerRow, { access }: ComputeSession): void {
  if (row.locked && !access.admin) {
    throw conflict(`Instance ${row.id} is locked`);
  }
}

export function serverRoutes(
  routes: RouteTable<ComputeSession>,
  engine: ServerEngine,
  quotas: ComputeQuotas,
): void {
  const { context } = engine;

  const list = (call: Call, session: ComputeSession, detail: boolean) => {
    const rows = queryServers(call.query, session, context);
    const next = nextLinks(
      call,
      rows.map(row => row.id),
      pageLimit(call.query),
    );
    return reply(200, {
      servers: rows.map(row =>
        detail
          ? serverView(row, call.origin, session, context, false)
          : serverSummary(row, call.origin),
      ),
      ...(next ? { servers_links: next } : {}),
    });
  };

  routes.get(BASE, (call, session) => list(call, session, false));
  routes.get(`${BASE}/detail`, (call, session) => list(call, session, true));
  routes.post(BASE, (call, session) =>
    createServers(call, session, engine, quotas),
  );

  routes.get(`${BASE}/:id`, (call, session) =>
    reply(200, {
      server: serverView(
        findServer(call, session, engine),
        call.origin,
        session,
        context,
        true,
      ),
    }),
  );

  routes.put(`${BASE}/:id`, (call, session) => {
    const row = findServer(call, session, engine);
    const input = asJson(readJson(call, MALFORMED).server);
    checkMembers('server', input, [
      'name',
      'description',
      'accessIPv4',
      'accessIPv6',
      'OS-DCF:diskConfig',
      'hostname',
    ]);
    engine.change(row, {
      name: input.name === undefined ? row.name : checkServerName(input.name),
      description:
        typeof input.description === 'string'
          ? input.description
          : row.description,
    });
    return reply(200, {
      server: serverView(row, call.origin, session, context, true),
    });
  });

  routes.delete(`${BASE}/:id`, (call, session) => {
    const row = findServer(call, session, engine);
    checkLock(row, session);
    if (row.taskState === 'deleting' || row.vmState === 'deleted') {
      return reply(204);
    }
    engine.startAction(row, 'delete', call.requestId, session.access);
    engine.change(row, { taskState: 'deleting' });
    // A server without a host has nothing to tear down there.
    engine.plan(
      row,
      row.host === null
        ? [
            [200, 'delete.done'],
            [201, 'delete.gone'],
          ]
        : [
            [380, 'delete.done'],
            [430, 'delete.gone'],
          ],
    );
    return reply(204);
  });

  metadataRoutes(routes, engine);
  tagRoutes(routes, engine);
}

/** States in which metadata may change. */
const TAKES_METADATA = ['active', 'paused', 'suspended', 'stopped'];

function metadataRoutes(
  routes: RouteTable<ComputeSession>,
  engine: ServerEngine,
): void {
  const base = `${BASE}/:id/metadata`;
  const write = (call: Call, session: ComputeSession, keep: boolean) => {
    const row = findServer(call, session, engine);
    const given = checkMetadata(readJson(call, MALFORMED).metadata);
    checkState(row, 'update metadata', TAKES_METADATA);
    const metadata = keep ? { ...row.metadata, ...given } : given;
    engine.change(row, { metadata });
    return reply(200, { metadata });
  };
  routes.get(base, (call, session) =>
    reply(200, { metadata: findServer(call, session, engine).metadata }),
  );
  routes.post(base, (call, session) => write(call, session, true));
  routes.put(base, (call, session) => write(call, session, false));
  routes.delete(`${base}/:key`, (call, session) => {
    const row = findServer(call, session, engine);
    if (row.metadata[call.params.key] === undefined) {
      throw notFound('Metadata item was not found');
    }
    const { [call.params.key]: _removed, ...metadata } = row.metadata;
    engine.change(row, { metadata });
    return reply(204);
  });
}

function tagRoutes(
  routes: RouteTable<ComputeSession>,
  engine: ServerEngine,
): void {
  const base = `${BASE}/:id/tags`;
  const find = (call: Call, session: ComputeSession) => {
    if (session.minor < 26) {
      throw new ApiError(404, 'The resource could not be found.');
    }
    return findServer(call, session, engine);
  };
  const absent = (row: ServerRow, tag: string) =>
    notFound(`Server ${row.id} has no tag '${tag}'`);

  routes.get(base, (call, session) =>
    reply(200, { tags: find(call, session).tags }),
  );
  routes.put(base, (call, session) => {
    const row = find(call, session);
    const { tags } = readJson(call, MALFORMED);
    if (tags === undefined) {
      throw badRequest("'tags' is a required property");
    }
    engine.change(row, { tags: checkTags(tags) });
    return reply(200, { tags: row.tags });
  });
  routes.delete(base, (call, session) => {
    engine.change(find(call, session), { tags: [] });
    return reply(204);
  });
  routes.get(`${base}/:tag`, (call, session) => {
    const row = find(call, session);
    if (!row.tags.includes(call.params.tag)) {
      throw absent(row, call.params.tag);
    }
    return reply(204);
  });
  routes.put(`${base}/:tag`, (call, session) => {
    const row = find(call, session);
    const tag = checkTag('tag', call.params.tag);
    const empty = { 'Content-Type': 'text/html; charset=UTF-8' };
    if (row.tags.includes(tag)) {
      return reply(204, undefined, empty);
    }
    if (row.tags.length >= 50) {
      throw badRequest('The number of tags exceeded the per-server limit 50');
    }
    engine.change(row, { tags: [...row.tags, tag] });
    return reply(201, undefined, {
      ...empty,
      Location: `${call.origin}${call.url}`,
    });
  });
  routes.delete(`${base}/:tag`, (call, session) => {
    const row = find(call, session);
    if (!row.tags.includes(call.params.tag)) {
      throw absent(row, call.params.tag);
    }
    engine.change(row, {
      tags: row.tags.filter(tag => tag !== call.params.tag),
    });
    return reply(204);
  });
}
