import { forbidden, json, refuse, type MaasReply } from '../http/reply';
import type { MaasCall } from '../http/resource';
import { flag } from '../http/values';
import type { NodeRow } from '../rows';
import { Status, statusNames } from '../status';
import { machineOf } from './access';
import { takeAddresses } from './addresses';
import { chooseImage } from './images';
import type { MachineEngine, PlannedStep } from './MachineEngine';
import { machineView } from './machineView';
import { isManual, reachBmc } from './power';
import { startResult } from './results';

const SECOND = 1000;
/** MAAS gives an installation half an hour. */
const TIMEOUT_MS = 30 * 60 * SECOND;

/** Ready → Allocated, at once. */
export function acquire(
  node: NodeRow,
  user: string,
  engine: MachineEngine,
  options: { agentName?: string | null; comment?: string | null } = {},
): void {
  engine.log.byUser(node, 'User acquiring node', user, options.comment);
  engine.move(
    node,
    Status.Allocated,
    { owner: user, agentName: options.agentName ?? '' },
    ` (to ${user})`,
  );
}

const TIMED_OUT = {
  why: "Node operation 'Deploying' timed out after 30 minutes.",
  phase: "'curtin' never reported back",
};

function course(node: NodeRow, engine: MachineEngine): PlannedStep[] {
  if (isManual(node)) {
    // nobody is there to switch it on
    return [[TIMEOUT_MS, 'deploy.fail', TIMED_OUT]];
  }
  const begun: PlannedStep[] = [
    [2 * SECOND, 'power.on'],
    [25 * SECOND, 'info', { type: 'Performing PXE boot' }],
    [45 * SECOND, 'info', { type: 'Loading ephemeral' }],
  ];
  const fault = engine.context.faults.strikeObject(
    'maas',
    ['deploy-error', 'deploy-stuck'],
    node.hostname,
  );
  if (fault?.kind === 'deploy-stuck') {
    return [...begun, [TIMEOUT_MS, 'deploy.fail', TIMED_OUT]];
  }
  begun.push(
    [90 * SECOND, 'info', { type: 'Configuring storage' }],
    [100 * SECOND, 'info', { type: 'Installing OS' }],
  );
  if (fault) {
    const why =
      'Installation failed (refer to the installation log for more information).';
    const phase = "'curtin' curtin command install";
    return [...begun, [150 * SECOND, 'deploy.fail', { why, phase }]];
  }
  return [
    ...begun,
    [180 * SECOND, 'info', { type: 'Configuring OS' }],
    [200 * SECOND, 'info', { type: 'Rebooting' }],
    [240 * SECOND, 'deploy.done'],
  ];
}

/** Starts an installation on a machine that is Ready or Allocated. */
export function startDeploy(
  node: NodeRow,
  call: MaasCall,
  engine: MachineEngine,
): void {
  const { data, user } = call;
  const { context } = engine;
  const comment = data.get('comment');
  // A refusal undoes the implicit allocation, so all checks come first.
  if (node.status !== Status.Ready && node.status !== Status.Allocated) {
    throw refuse(
      409,
      `Can't deploy a machine that is in the '${
        statusNames[node.status]
      }' state`,
    );
  }
  const chosen = chooseImage(
    node,
    data.get('distro_series'),
    data.get('hwe_kernel'),
    context,
  );
  reachBmc(node, context);
  if (node.status === Status.Ready) {
    acquire(node, user.id, engine, {
      agentName: data.get('agent_name'),
      comment,
    });
  }
  engine.log.byUser(node, 'User starting deployment', user.id, comment);
  takeAddresses(node, context);
  startResult(node, 1, context);
  engine.move(node, Status.Deploying, {
    osystem: chosen.osystem,
    series: chosen.series,
    hweKernel: chosen.kernel,
    ephemeral: flag(data, 'ephemeral_deploy'),
    hwSync: flag(data, 'enable_hw_sync'),
    // Bad base64 is taken without a word, as MAAS does.
    userData: data.get('user_data'),
  });
  engine.log.info(node, 'Deploying');
  for (const image of chosen.images) {
    context.tables.images.update(image, { lastDeployed: context.clock.now() });
  }
  engine.plan(node, course(node, engine));
}

/** `POST machines/ID/?op=deploy` */
export function deploy(call: MaasCall, engine: MachineEngine): MaasReply {
  const node = machineOf(call, engine.context, 'edit');
  const { data } = call;
  if (flag(data, 'install_rackd')) {
    throw refuse(
      400,
      "Deploying a machine as a rackd has been disabled and it's not supported anymore.",
    );
  }
  const vmHost = flag(data, 'install_kvm') || flag(data, 'register_vmhost');
  if (vmHost && !call.user.admin) {
    throw forbidden();
  }
  startDeploy(node, call, engine);
  return json(machineView(node, engine.context));
}
