import { forbidden, json, refuse, type MaasReply } from '../http/reply';
import type { MaasCall } from '../http/resource';
import { flag, list } from '../http/values';
import type { NodeRow } from '../rows';
import { releasable, Status, statusNames } from '../status';
import { machineOf, sees } from './access';
import type { MachineEngine } from './MachineEngine';
import { machineView } from './machineView';
import { isManual } from './power';
import { released } from './steps';

const SECOND = 1000;

function erase(
  node: NodeRow,
  user: string,
  comment: string | null,
  engine: MachineEngine,
): void {
  engine.log.byUser(node, 'User erasing disk', user, comment);
  engine.move(node, Status.DiskErasing, { powerState: 'on' });
  engine.plan(node, [
    [120 * SECOND, 'erase.done'],
    [140 * SECOND, 'release.done'],
  ]);
}

/** Gives a machine back, through Releasing if its power has to go off first. */
export function startRelease(
  node: NodeRow,
  user: string,
  comment: string | null,
  engine: MachineEngine,
): void {
  engine.log.byUser(node, 'User releasing node', user, comment);
  node.steps = [];
  if (isManual(node) || node.powerState !== 'on') {
    released(node, engine);
    return;
  }
  engine.move(node, Status.Releasing, {
    osystem: '',
    series: '',
    hweKernel: null,
    netboot: true,
  });
  engine.log.info(node, 'Releasing');
  const fault = engine.context.faults.strikeObject(
    'maas',
    ['release-error'],
    node.hostname,
  );
  engine.plan(
    node,
    fault ? [[300 * SECOND, 'release.fail']] : [[15 * SECOND, 'release.done']],
  );
}

/** `POST machines/ID/?op=release` */
export function release(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'edit');
  const { data } = call;
  const comment = data.get('comment');
  const wantsErase = flag(data, 'erase');
  const idle: number[] = [Status.Releasing, Status.Ready];
  if (!idle.includes(node.status)) {
    if (!releasable.has(node.status)) {
      throw refuse(
        409,
        `Machine cannot be released in its current state ('${
          statusNames[node.status]
        }').`,
      );
    }
    if (wantsErase) {
      erase(node, call.user.id, comment, engine);
    } else {
      startRelease(node, call.user.id, comment, engine);
    }
  }
  return json(machineView(node, engine.context));
}

/** `POST machines/?op=release`: the ids of those that were released. */
export function releaseMany(call: MaasCall, engine: MachineEngine): MaasReply {
  const { nodes } = engine.context.tables;
  const ids = [...new Set(list(call.data, 'machines'))];
  const found = ids.map(id => nodes.get(id));
  const unknown = ids.filter((_id, i) => found[i]?.nodeType !== 0);
  if (unknown.length > 0) {
    throw refuse(400, `Unknown machine(s): ${unknown.join(', ')}.`);
  }
  const machines = found as NodeRow[];
  if (machines.some(node => node.locked || !sees(call.user, node))) {
    throw forbidden();
  }
  const due = machines.filter(node => node.status !== Status.Ready);
  const stuck = due.filter(node => !releasable.has(node.status));
  if (stuck.length > 0) {
    const names = stuck.map(n => `${n.id} ('${statusNames[n.status]}')`);
    throw refuse(
      409,
      `Machine(s) cannot be released in their current state: ${names.join(
        ', ',
      )}.`,
    );
  }
  const comment = call.data.get('comment');
  due.forEach(node => startRelease(node, call.user.id, comment, engine));
  return json(due.map(node => node.id));
}
