import { discover } from '../nodes/discover';
import type { NodeRow } from '../rows';
import { scriptStatus, Status } from '../status';
import { freeAddresses } from './addresses';
import type { MachineMoves } from './MachineMoves';
import { finishResult, startResult } from './results';

type StepHandler = (
  node: NodeRow,
  engine: MachineMoves,
  args: Record<string, unknown>,
) => void;

/** Everything a release takes away from a machine. */
export const unowned: Partial<NodeRow> = {
  owner: null,
  agentName: '',
  userData: null,
  annotations: {},
  osystem: '',
  series: '',
  hweKernel: null,
  ephemeral: false,
  hwSync: false,
  netboot: true,
  installationResult: null,
};

/** Ready, or New for a machine that was never commissioned. */
export function restStatus(node: NodeRow): number {
  return node.commissioned ? Status.Ready : Status.New;
}

/** The end of every release: free, and off. */
export function released(node: NodeRow, engine: MachineMoves): void {
  freeAddresses(node, engine.context);
  engine.move(node, restStatus(node), { ...unowned, powerState: 'off' });
  engine.log.info(node, 'Released');
}

function startTests(node: NodeRow, engine: MachineMoves): void {
  engine.move(node, Status.Testing, { testingStatus: scriptStatus.running });
  startResult(node, 2, engine.context);
  engine.log.info(node, 'Testing');
}

function struck(
  node: NodeRow,
  engine: MachineMoves,
  kind: 'commission-error' | 'test-error' | 'erase-error' | 'rescue-error',
) {
  return engine.context.faults.strikeObject('maas', [kind], node.hostname);
}

/** What happens to a machine while nobody asks. */
const handlers = {
  info(node, engine, args) {
    engine.log.info(node, String(args.type), String(args.description ?? ''));
  },
  'power.on'(node, engine) {
    engine.context.change(node, { powerState: 'on' });
    engine.log.info(node, 'Powering on');
    engine.log.add(node, 'DEBUG', 'Node powered on', '');
  },
  'power.off'(node, engine) {
    engine.context.change(node, { powerState: 'off' });
    engine.log.info(node, 'Powering off');
    engine.log.add(node, 'DEBUG', 'Node powered off', '');
  },
  'deploy.done'(node, engine) {
    finishResult(node, 1, scriptStatus.passed, engine.context);
    const os = `${node.osystem}/${node.series}/${node.architecture}`;
    engine.log.info(node, 'Image Deployed', `deployed ${os}`);
    engine.move(node, Status.Deployed, { netboot: false });
    engine.log.info(node, 'Deployed');
  },
  'deploy.fail'(node, engine, args) {
    finishResult(node, 1, scriptStatus.failed, engine.context);
    engine.log.error(node, 'Node installation failure', String(args.phase));
    engine.fail(node, Status.FailedDeployment, String(args.why));
  },
  'release.done'(node, engine) {
    released(node, engine);
  },
  'release.fail'(node, engine) {
    engine.fail(
      node,
      Status.ReleasingFailed,
      "Node operation 'Releasing' timed out after 5 minutes.",
    );
  },
  'erase.done'(node, engine) {
    if (struck(node, engine, 'erase-error')) {
      engine.fail(node, Status.FailedDiskErasing, 'Failed to erase disks.');
      return;
    }
    engine.log.info(node, 'Disks erased');
    engine.move(node, Status.Releasing, {
      osystem: '',
      series: '',
      hweKernel: null,
    });
    engine.log.info(node, 'Releasing');
  },
  'commission.scripts'(node, engine, args) {
    const { context } = engine;
    if (struck(node, engine, 'commission-error')) {
      finishResult(node, 0, scriptStatus.failed, context);
      context.change(node, {
        commissioningStatus: scriptStatus.failed,
        owner: null,
      });
      engine.fail(
        node,
        Status.FailedCommissioning,
        'Commissioning failed: 1 of 9 scripts failed.',
      );
      return;
    }
    finishResult(node, 0, scriptStatus.passed, context);
    context.change(node, {
      commissioningStatus: scriptStatus.passed,
      commissioned: true,
      ...discover(node, context),
    });
    if (args.tests) {
      startTests(node, engine);
    } else {
      engine.move(node, Status.Ready, { owner: null, powerState: 'off' });
      engine.log.info(node, 'Ready');
    }
  },
  'test.done'(node, engine, args) {
    const failed = Boolean(struck(node, engine, 'test-error'));
    const status = failed ? scriptStatus.failed : scriptStatus.passed;
    finishResult(node, 2, status, engine.context);
    engine.context.change(node, {
      testingStatus: status,
      owner: args.owner as string | null,
    });
    if (failed) {
      engine.fail(node, Status.FailedTesting, 'smartctl-validate failed.');
      return;
    }
    const back = args.status as number;
    engine.move(
      node,
      back,
      back === Status.Ready ? { powerState: 'off' } : undefined,
    );
  },
  'rescue.entered'(node, engine) {
    if (struck(node, engine, 'rescue-error')) {
      engine.fail(
        node,
        Status.FailedEnteringRescueMode,
        "Node operation 'Entering rescue mode' timed out.",
      );
      return;
    }
    engine.move(node, Status.RescueMode);
    engine.log.info(node, 'Rescue mode');
  },
  'rescue.left'(node, engine, args) {
    const back = node.previousStatus;
    engine.move(node, back, {
      owner: args.owner as string | null,
      powerState: back === Status.Deployed ? 'on' : 'off',
    });
    engine.log.info(node, 'Exited rescue mode');
  },
} satisfies Record<string, StepHandler>;

export type StepName = keyof typeof handlers;

export const stepHandlers: Record<StepName, StepHandler> = handlers;
