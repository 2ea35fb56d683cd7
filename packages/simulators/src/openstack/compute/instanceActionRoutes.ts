import type { Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { isoMicros } from '../../kernel/time';
import { badRequest, notFound, serverNotFound } from './errors';
import { nextLinks, pageLimit } from './paging';
import type { ActionEvent, InstanceAction, ServerRow } from './rows';
import type { ServerEngine } from './ServerEngine';
import { hostId } from './serverView';
import type { ComputeSession } from './session';

const BASE = '/v2.1/servers/:id/os-instance-actions';

function actionView(
  entry: InstanceAction,
  row: ServerRow,
  minor: number,
): Json {
  return {
    action: entry.action,
    instance_uuid: row.id,
    request_id: entry.requestId,
    user_id: entry.userId,
    project_id: entry.projectId,
    start_time: isoMicros(entry.startTime),
    message: entry.message,
    ...(minor >= 58 ? { updated_at: isoMicros(entry.updatedAt) } : {}),
  };
}

function eventView(
  event: ActionEvent,
  row: ServerRow,
  { minor, access }: ComputeSession,
): Json {
  return {
    event: event.event,
    start_time: isoMicros(event.startTime),
    finish_time: event.finishTime === null ? null : isoMicros(event.finishTime),
    result: event.result,
    ...(access.admin ? { traceback: null } : {}),
    ...(minor >= 62 && access.admin ? { host: event.host } : {}),
    ...(minor >= 62
      ? { hostId: hostId(event.host ?? 'conductor', row.projectId) }
      : {}),
    ...(minor >= 84 && access.admin ? { details: null } : {}),
  };
}

/** What was done to a server, newest first; from 2.21 also to deleted ones. */
export function instanceActionRoutes(
  routes: RouteTable<ComputeSession>,
  engine: ServerEngine,
): void {
  const find = (call: Call, { access, minor }: ComputeSession): ServerRow => {
    const { id } = call.params;
    const row = engine.context.tables.servers.get(id);
    const own = access.admin || row?.projectId === access.projectId;
    if (!row || !own || (row.gone && minor < 21)) {
      throw serverNotFound(id);
    }
    return row;
  };

  routes.get(BASE, (call, session) => {
    const row = find(call, session);
    const entries = [...row.actions].reverse();
    const limit = pageLimit(call.query);
    const marker = call.query.get('marker');
    const from =
      marker === null
        ? 0
        : entries.findIndex(entry => entry.requestId === marker) + 1;
    if (marker !== null && from === 0) {
      throw badRequest(`marker [${marker}] not found`);
    }
    const page = entries.slice(from, from + limit);
    const next = nextLinks(
      call,
      page.map(entry => entry.requestId),
      limit,
    );
    return reply(200, {
      instanceActions: page.map(entry => actionView(entry, row, session.minor)),
      ...(next ? { links: next } : {}),
    });
  });

  routes.get(`${BASE}/:request`, (call, session) => {
    const row = find(call, session);
    const entry = row.actions.find(
      action => action.requestId === call.params.request,
    );
    if (!entry) {
      throw notFound(
        `Action for request_id ${call.params.request} on instance ${row.id} not found`,
      );
    }
    const withEvents = session.access.admin || session.minor >= 51;
    return reply(200, {
      instanceAction: {
        ...actionView(entry, row, session.minor),
        ...(withEvents
          ? {
              events: entry.events.map(event => eventView(event, row, session)),
            }
          : {}),
      },
    });
  });
}
