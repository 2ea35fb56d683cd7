import { invalid, json, refuse, type MaasReply } from '../http/reply';
import type { MaasCall } from '../http/resource';
import { flag } from '../http/values';
import type { NodeRow } from '../rows';
import { scriptStatus, Status, statusNames } from '../status';
import { machineOf } from './access';
import type { MachineEngine } from './MachineEngine';
import { machineView } from './machineView';
import { reachBmc } from './power';
import { finishResult, startResult } from './results';
import { restStatus } from './steps';

const SECOND = 1000;

const commissionable: readonly number[] = [
  Status.New,
  Status.FailedCommissioning,
  Status.Ready,
  Status.Broken,
  Status.FailedTesting,
];

const testable: readonly number[] = [
  Status.New,
  Status.FailedCommissioning,
  Status.Ready,
  Status.Broken,
  Status.Allocated,
  Status.Deployed,
  Status.FailedDeployment,
  Status.ReleasingFailed,
  Status.FailedDiskErasing,
  Status.RescueMode,
  Status.FailedTesting,
];

/** Commissioning, tests after it, and Ready at the end. */
export function startCommissioning(
  node: NodeRow,
  user: string,
  tests: boolean,
  engine: MachineEngine,
): void {
  engine.log.byUser(node, 'User starting node commissioning', user);
  engine.move(node, Status.Commissioning, {
    owner: user,
    commissioningStatus: scriptStatus.running,
  });
  startResult(node, 0, engine.context);
  engine.log.info(node, 'Commissioning');
  if (node.powerType === 'manual') {
    // nobody switches it on: it stays so until it is aborted
    engine.plan(node, []);
    return;
  }
  engine.plan(node, [
    [2 * SECOND, 'power.on'],
    [25 * SECOND, 'info', { type: 'Performing PXE boot' }],
    [60 * SECOND, 'info', { type: 'Gathering information' }],
    [120 * SECOND, 'commission.scripts', { tests }],
    ...(tests
      ? [
          [
            180 * SECOND,
            'test.done',
            { status: Status.Ready, owner: null },
          ] as [number, 'test.done', Record<string, unknown>],
        ]
      : []),
  ]);
}

function notNow(action: string) {
  return invalid({
    __all__: [
      `${action} is not available because of the current state of the node.`,
    ],
  });
}

/** `POST machines/ID/?op=commission`; refused with 400, unlike the others. */
export function commission(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'admin');
  if (!commissionable.includes(node.status)) {
    throw notNow('Commission');
  }
  reachBmc(node, engine.context);
  const tests = call.data.get('testing_scripts') !== 'none';
  startCommissioning(node, call.user.id, tests, engine);
  return json(machineView(node, engine.context));
}

/** `POST machines/ID/?op=test` */
export function test(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'admin');
  if (!testable.includes(node.status)) {
    throw notNow('Test');
  }
  flag(call.data, 'enable_ssh');
  reachBmc(node, engine.context);
  const { status, owner } = node;
  engine.log.byUser(node, 'User starting node testing', call.user.id);
  engine.move(node, Status.Testing, {
    owner: owner ?? call.user.id,
    testingStatus: scriptStatus.running,
  });
  startResult(node, 2, engine.context);
  engine.log.info(node, 'Testing');
  const back = status === Status.FailedTesting ? restStatus(node) : status;
  engine.plan(node, [[60 * SECOND, 'test.done', { status: back, owner }]]);
  return json(machineView(node, engine.context));
}

/** `POST machines/ID/?op=override_failed_testing` */
export function overrideFailedTesting(
  call: MaasCall,
  engine: MachineEngine,
): MaasReply {
  const node = machineOf(call, engine.context, 'admin');
  if (node.status !== Status.FailedTesting) {
    throw refuse(
      409,
      "Unable to override node status. Node is not in 'Failed testing' status.",
    );
  }
  engine.log.byUser(
    node,
    "User overrode 'Failed testing' status",
    call.user.id,
  );
  engine.move(node, node.osystem ? Status.Deployed : Status.Ready);
  return json(machineView(node, engine.context));
}

interface Ending {
  event: string;
  message: string;
  run: 0 | 1 | 2 | undefined;
  back(node: NodeRow): number;
  owner(node: NodeRow): string | null;
}

const endings: Readonly<Record<number, Ending>> = {
  [Status.Commissioning]: {
    event: 'User aborting node commissioning',
    message: 'Aborted commissioning',
    run: 0,
    back: restStatus,
    owner: () => null,
  },
  [Status.Deploying]: {
    event: 'User aborting deployment',
    message: 'Aborted deployment',
    run: 1,
    back: () => Status.Allocated,
    owner: node => node.owner,
  },
  [Status.Testing]: {
    event: 'User aborting node testing',
    message: 'Aborted testing',
    run: 2,
    back: node => (node.osystem ? Status.Deployed : restStatus(node)),
    owner: node => (node.osystem ? node.owner : null),
  },
  [Status.DiskErasing]: {
    event: 'User aborting disk erase',
    message: 'Aborted disk erasing',
    run: undefined,
    back: () => Status.FailedDiskErasing,
    owner: node => node.owner,
  },
};

/** `POST machines/ID/?op=abort`: the answer still shows the old status. */
export function abort(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'edit');
  const ending = endings[node.status];
  if (!ending) {
    throw refuse(
      409,
      `Cannot abort in current state: node ${node.id} is in state ${
        statusNames[node.status]
      }.`,
    );
  }
  const comment = call.data.get('comment');
  engine.log.byUser(node, ending.event, call.user.id, comment);
  const back = ending.back(node);
  node.steps = [];
  engine.context.change(node, { owner: ending.owner(node) });
  engine.log.info(node, ending.message);
  if (ending.run !== undefined) {
    finishResult(node, ending.run, scriptStatus.aborted, engine.context);
  }
  const stale = json(machineView(node, engine.context));
  engine.move(node, back, { powerState: 'off' });
  return stale;
}
