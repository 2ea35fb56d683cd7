import { forbidden, json, refuse, type MaasReply } from '../http/reply';
import type { MaasCall } from '../http/resource';
import type { NodeRow } from '../rows';
import { Status, statusNames } from '../status';
import { machineOf } from './access';
import { freeAddresses } from './addresses';
import { startDeploy } from './deploy';
import type { MachineEngine } from './MachineEngine';
import { machineView } from './machineView';
import { isManual, reachBmc } from './power';
import { restStatus, unowned } from './steps';

const SECOND = 1000;

function view(node: NodeRow, engine: MachineEngine): MaasReply {
  return json(machineView(node, engine.context));
}

/** Nothing happens to the machine but that it is switched on or off: the last word counts. */
function onlySwitched(node: NodeRow): boolean {
  return node.steps.every(({ name }) => name.startsWith('power.'));
}

/** `?op=power_on`: on an allocated machine this starts the installation. */
export function powerOn(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'edit');
  if (node.owner === null) {
    throw refuse(409, "Can't start node: it hasn't been allocated.");
  }
  if (node.status === Status.Allocated) {
    startDeploy(node, call, engine);
    return view(node, engine);
  }
  reachBmc(node, engine.context);
  engine.log.byUser(
    node,
    'User powering up node',
    call.user.id,
    call.data.get('comment'),
  );
  if (onlySwitched(node) && !isManual(node)) {
    engine.plan(node, [[4 * SECOND, 'power.on']]);
  }
  return view(node, engine);
}

/** `?op=power_off`: JSON null for a machine that is switched by hand. */
export function powerOff(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'edit');
  reachBmc(node, engine.context);
  engine.log.byUser(
    node,
    'User powering down node',
    call.user.id,
    call.data.get('comment'),
  );
  if (isManual(node)) {
    return json(null);
  }
  if (onlySwitched(node)) {
    engine.plan(node, [[4 * SECOND, 'power.off']]);
  }
  return view(node, engine);
}

/** `?op=query_power_state`: asks the BMC. */
export function queryPowerState(
  call: MaasCall,
  engine: MachineEngine,
): MaasReply {
  const node = machineOf(call, engine.context, 'view');
  reachBmc(node, engine.context);
  if (isManual(node)) {
    return json({ state: 'unknown' });
  }
  if (node.powerState === 'error' || node.powerState === 'unknown') {
    // The BMC answers again: what it says follows from what runs.
    const on = node.status === Status.Deployed;
    engine.context.change(node, { powerState: on ? 'on' : 'off' });
  }
  return json({ state: node.powerState });
}

/** `?op=mark_broken`: only for the owner, administrators too. */
export function markBroken(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'edit');
  if (node.owner !== call.user.id) {
    throw forbidden();
  }
  const comment = call.data.get('comment');
  engine.log.byUser(node, 'User marking node broken', call.user.id, comment);
  node.steps = [];
  if (engine.context.release.modern) {
    // 3.6.0 to 3.7.3 keep owner and owner data, and clear the agent name
    engine.move(node, Status.Broken, {
      agentName: '',
      previousStatus: node.status,
      errorDescription: comment ?? '',
    });
    return view(node, engine);
  }
  freeAddresses(node, engine.context);
  engine.move(node, Status.Broken, { ...unowned, powerState: 'off' });
  engine.log.info(node, 'Released');
  return view(node, engine);
}

/** `?op=mark_fixed` */
export function markFixed(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'admin');
  if (node.status !== Status.Broken) {
    throw refuse(409, "Can't mark a non-broken node as 'Ready'.");
  }
  const comment = call.data.get('comment');
  engine.log.byUser(node, 'User marking node fixed', call.user.id, comment);
  if (engine.context.release.modern) {
    fixedAsBefore(node, engine);
  } else {
    engine.move(node, restStatus(node));
  }
  return view(node, engine);
}

/** 3.6 and later: what was deployed is so again, though nothing is installed; others are free. */
function fixedAsBefore(node: NodeRow, engine: MachineEngine): void {
  const off: Partial<NodeRow> = {
    osystem: '',
    series: '',
    hweKernel: null,
    powerState: 'off',
    errorDescription: '',
  };
  if (node.previousStatus === Status.Deployed) {
    engine.move(node, Status.Deployed, off);
    return;
  }
  freeAddresses(node, engine.context);
  engine.move(node, restStatus(node), { ...unowned, ...off });
}

/** `?op=lock` and `?op=unlock` */
export function setLock(
  call: MaasCall,
  engine: MachineEngine,
  locked: boolean,
): MaasReply {
  const node = machineOf(call, engine.context, 'lock');
  if (node.locked === locked) {
    throw refuse(409, `Machine is ${locked ? 'already' : 'not'} locked`);
  }
  const lockable: number[] = [Status.Deployed, Status.Deploying];
  if (locked && !lockable.includes(node.status)) {
    throw refuse(409, "Can't lock, node is not deployed or deploying");
  }
  engine.log.byUser(
    node,
    locked ? 'User locking node' : 'User unlocking node',
    call.user.id,
    call.data.get('comment'),
  );
  engine.context.change(node, { locked });
  return view(node, engine);
}

const rescuable: readonly number[] = [
  Status.New,
  Status.FailedCommissioning,
  Status.Ready,
  Status.Allocated,
  Status.Deployed,
  Status.FailedDeployment,
  Status.FailedDiskErasing,
  Status.Broken,
  Status.FailedTesting,
  Status.FailedEnteringRescueMode,
];

function transition(from: number, to: number) {
  return refuse(
    409,
    `Invalid transition: ${statusNames[from]} -> ${statusNames[to]}.`,
  );
}

/** `?op=rescue_mode` */
export function rescueMode(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'admin');
  if (!rescuable.includes(node.status)) {
    throw transition(node.status, Status.EnteringRescueMode);
  }
  reachBmc(node, engine.context);
  engine.log.byUser(node, 'User starting rescue mode', call.user.id);
  engine.move(node, Status.EnteringRescueMode, {
    previousStatus: node.status,
    owner: node.owner ?? call.user.id,
  });
  engine.log.info(node, 'Entering rescue mode');
  engine.plan(node, [
    [2 * SECOND, 'power.on'],
    [60 * SECOND, 'rescue.entered'],
  ]);
  return view(node, engine);
}

/** `?op=exit_rescue_mode` */
export function exitRescueMode(
  call: MaasCall,
  engine: MachineEngine,
): MaasReply {
  const node = machineOf(call, engine.context, 'admin');
  const inside: number[] = [
    Status.RescueMode,
    Status.EnteringRescueMode,
    Status.FailedEnteringRescueMode,
    Status.FailedExitingRescueMode,
  ];
  if (!inside.includes(node.status)) {
    throw transition(node.status, Status.ExitingRescueMode);
  }
  engine.log.byUser(node, 'User stopping rescue mode', call.user.id);
  engine.move(node, Status.ExitingRescueMode);
  const kept: number[] = [
    Status.Allocated,
    Status.Deployed,
    Status.FailedDeployment,
  ];
  const owner = kept.includes(node.previousStatus) ? node.owner : null;
  engine.plan(node, [[30 * SECOND, 'rescue.left', { owner }]]);
  return view(node, engine);
}

/** `?op=set_owner_data` and `?op=set_workload_annotations`: one store. */
export function annotate(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'edit');
  if (node.owner !== call.user.id) {
    throw refuse(
      409,
      "Cannot set workload annotation: it hasn't been acquired.",
    );
  }
  const annotations = { ...node.annotations };
  for (const [key, value] of call.data) {
    if (value === '') {
      delete annotations[key];
    } else {
      annotations[key] = value;
    }
  }
  engine.context.change(node, { annotations });
  return view(node, engine);
}
