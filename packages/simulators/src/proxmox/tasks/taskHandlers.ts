import {
  flag,
  list,
  need,
  number,
  text,
  WithTotal,
  type ApiCall,
  type Handlers,
} from '../api/types';
import { isRoot } from '../access/principal';
import { invalid } from '../errors';
import type { TaskRow } from '../rows';
import { parseUpid } from './upid';

/** Finished tasks per node that the cluster's list tells of. */
const RECENT = 25;

function seconds(time: number): number {
  return Math.floor(time / 1000);
}

function basics(task: TaskRow) {
  return {
    upid: task.id,
    node: task.node,
    pid: task.pid,
    pstart: task.pstart,
    starttime: seconds(task.startedAt),
    type: task.type,
    id: task.subject,
    user: task.user,
    ...(task.tokenid === undefined ? {} : { tokenid: task.tokenid }),
  };
}

/** A user sees what its tokens do; a token only what it did itself. */
function isOwn(call: ApiCall, task: TaskRow): boolean {
  const { principal } = call;
  return (
    task.user === principal.user &&
    (principal.tokenid === undefined || principal.tokenid === task.tokenid)
  );
}

function demandVisible(call: ApiCall, task: TaskRow): void {
  if (!isOwn(call, task)) {
    const { authid } = call.principal;
    call.ctx.access.demand(authid, `/nodes/${task.node}`, 'Sys.Audit');
  }
}

/** @throws PveError 400 for what is no task of this node */
function taskOf(call: ApiCall): TaskRow {
  const upid = need(call, 'upid');
  if (!parseUpid(upid)) {
    throw invalid({ upid: 'unable to parse worker upid' });
  }
  const task = call.ctx.tables.tasks.get(upid);
  if (!task || task.node !== need(call, 'node')) {
    throw invalid({ upid: 'no such task' });
  }
  return task;
}

function status(call: ApiCall) {
  const task = taskOf(call);
  demandVisible(call, task);
  return task.endedAt === null
    ? { ...basics(task), status: 'running' }
    : { ...basics(task), status: 'stopped', exitstatus: task.exitstatus };
}

function log(call: ApiCall) {
  const task = taskOf(call);
  demandVisible(call, task);
  const lines = call.ctx.tasks.log(task).map((t, i) => ({ n: i + 1, t }));
  const start = number(call, 'start') ?? 0;
  const limit = number(call, 'limit') ?? 50;
  const page = lines.slice(start, limit === 0 ? undefined : start + limit);
  return new WithTotal(
    page.length > 0 ? page : [{ n: 1, t: 'no content' }],
    lines.length,
  );
}

function listed(task: TaskRow) {
  return task.endedAt === null
    ? { ...basics(task), status: 'RUNNING' }
    : {
        ...basics(task),
        endtime: seconds(task.endedAt),
        status: task.exitstatus,
      };
}

function statusKind(task: TaskRow): string {
  if (task.exitstatus === 'OK') {
    return 'ok';
  }
  if (task.exitstatus?.startsWith('WARNINGS')) {
    return 'warning';
  }
  return task.exitstatus === 'unexpected status' ? 'unknown' : 'error';
}

function matches(call: ApiCall, task: TaskRow): boolean {
  const vmid = text(call, 'vmid');
  const user = text(call, 'userfilter');
  const type = text(call, 'typefilter');
  const since = number(call, 'since');
  const until = number(call, 'until');
  const wanted = list(call, 'statusfilter');
  return (
    (vmid === undefined || task.subject === vmid) &&
    (user === undefined || task.user.includes(user)) &&
    (type === undefined || task.type === type) &&
    (since === undefined || seconds(task.startedAt) >= since) &&
    (until === undefined || seconds(task.startedAt) <= until) &&
    (wanted.length === 0 || wanted.includes(statusKind(task))) &&
    (!flag(call, 'errors') ||
      (task.endedAt !== null && statusKind(task) !== 'ok'))
  );
}

function nodeTasks(call: ApiCall) {
  const { ctx, principal } = call;
  const node = need(call, 'node');
  const source = text(call, 'source') ?? 'archive';
  const auditor = ctx.access.has(
    principal.authid,
    `/nodes/${node}`,
    'Sys.Audit',
  );
  const rows = ctx.tables.tasks
    .by('node', node)
    .filter(
      task =>
        source === 'all' || (task.endedAt === null) === (source === 'active'),
    )
    .filter(task => auditor || isOwn(call, task))
    .filter(task => matches(call, task))
    .reverse();
  const start = number(call, 'start') ?? 0;
  const limit = number(call, 'limit') ?? 50;
  const page = rows.slice(start, start + limit).map(listed);
  return new WithTotal(page, rows.length);
}

/**
 * Compares the bare user with the whole token id, as the original does: a
 * token without Sys.Audit sees nothing here, not even its own tasks.
 */
function clusterTasks(call: ApiCall) {
  const { ctx, principal } = call;
  const auditor =
    isRoot(principal) || ctx.access.has(principal.authid, '/', 'Sys.Audit');
  return ctx.tables.nodes.all().flatMap(node => {
    const rows = ctx.tables.tasks.by('node', node.id);
    const running = rows.filter(task => task.endedAt === null);
    const finished = rows.filter(task => task.endedAt !== null).slice(-RECENT);
    return [...running, ...finished]
      .filter(task => auditor || task.user === principal.authid)
      .map(task => {
        const { status: shown, ...rest } = listed(task);
        return task.endedAt === null
          ? { ...rest, saved: 0 }
          : { ...rest, status: shown, saved: '1' };
      });
  });
}

function stop(call: ApiCall) {
  const task = taskOf(call);
  if (!isOwn(call, task)) {
    const { authid } = call.principal;
    call.ctx.access.demand(authid, `/nodes/${task.node}`, 'Sys.Modify');
  }
  call.ctx.tasks.abort(task);
}

export const taskHandlers: Handlers = {
  'GET /cluster/tasks': clusterTasks,
  'GET /nodes/{node}/tasks': nodeTasks,
  'GET /nodes/{node}/tasks/{upid}': call => {
    taskOf(call);
    return [{ name: 'status' }, { name: 'log' }];
  },
  'DELETE /nodes/{node}/tasks/{upid}': stop,
  'GET /nodes/{node}/tasks/{upid}/status': status,
  'GET /nodes/{node}/tasks/{upid}/log': log,
};
