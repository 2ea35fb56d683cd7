import { newSecret } from '../../kernel/ids';
import {
  ApiError,
  reply,
  type Reply,
  type RouteTable,
} from '../../kernel/http/types';
import { asJson, asText } from '../../kernel/json';
import { notFoundText, readJson } from '../body';
import type { ComputeQuotas } from './ComputeQuotas';
import { checkState, type ActionCall } from './actionKit';
import { complexActions } from './complexActions';
import { badRequest } from './errors';
import type { ServerEngine } from './ServerEngine';
import { checkLock, findServer } from './serverRoutes';
import { simpleActions } from './simpleActions';
import type { ComputeSession } from './session';

function runSimple(name: string, work: ActionCall): Reply {
  const { server, session, engine, call } = work;
  const action = simpleActions[name];
  checkLock(server, session);
  checkState(server, action.name, action.from);
  engine.startAction(server, action.name, call.requestId, session.access);
  engine.change(server, { taskState: action.taskState });
  engine.plan(server, [
    [action.takes, 'settle', { patch: action.to, events: action.events }],
  ]);
  return name === 'rescue'
    ? reply(200, { adminPass: newSecret(9) })
    : reply(202);
}

const removedAt44 = new Set([
  'addFloatingIp',
  'removeFloatingIp',
  'addFixedIp',
  'removeFixedIp',
]);

/** `POST /servers/{id}/action` */
export function actionRoutes(
  routes: RouteTable<ComputeSession>,
  engine: ServerEngine,
  quotas: ComputeQuotas,
): void {
  // Consoles are off, whatever their kind.
  routes.post('/v2.1/servers/:id/remote-consoles', (call, session) => {
    findServer(call, session, engine);
    const body = readJson(call, 'Malformed request body');
    const type = asText(asJson(body.remote_console).type);
    throw badRequest(`Unavailable console type ${type}.`);
  });

  routes.post('/v2.1/servers/:id/action', (call, session) => {
    const server = findServer(call, session, engine);
    const body = readJson(call, 'Malformed request body');
    const name = Object.keys(body)[0] ?? '';
    const work = { call, session, engine, quotas, server, value: body[name] };
    if (Object.hasOwn(simpleActions, name)) {
      return runSimple(name, work);
    }
    if (Object.hasOwn(complexActions, name)) {
      return complexActions[name](work);
    }
    if (removedAt44.has(name) && session.minor >= 44) {
      throw new ApiError(404, notFoundText);
    }
    throw badRequest(`There is no such action: ${name}`);
  });
}
