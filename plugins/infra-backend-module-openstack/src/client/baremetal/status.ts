import type { MachineStatus } from '@ironstage/plugin-infra-common';
import type { WireNode } from './types';

/** What a state of Ironic means for us. */
export interface NodeCondition {
  status: MachineStatus;
  /** false while Ironic is at work on the node */
  settled: boolean;
  /** whether Nova may be asked for a server there; the portal asks Ironic itself for nothing */
  free: boolean;
  /** what is up with it, behind the machine's name */
  sentence: string;
}

const steady = (status: MachineStatus, sentence: string): NodeCondition => ({
  status,
  settled: true,
  free: false,
  sentence,
});

const passing = (status: MachineStatus, doing: string): NodeCondition => ({
  status,
  settled: false,
  free: false,
  sentence: `${doing}: ask again when that is done`,
});

const held = (status: MachineStatus, doing: string): NodeCondition =>
  steady(status, `is held while ${doing}, until somebody lets it go on`);

const failed = (what: string): NodeCondition =>
  steady('failed', `failed ${what}: somebody has to look after it in Ironic`);

/**
 * Every provision state of Ironic, Zed to 2026.2. Source: ironic/common/states.py. A node on its way from `manageable`
 * to `available` is cleaned just as one that is given back; it counts as being released in both cases.
 */
export const PROVISION_STATES: Readonly<Record<string, NodeCondition>> = {
  enroll: steady('new', 'is enrolled and not managed yet'),
  verifying: passing('commissioning', 'is being verified'),
  manageable: steady('new', 'is managed and not provided yet'),
  inspecting: passing('commissioning', 'is being inspected'),
  'inspect wait': passing('commissioning', 'is being inspected'),
  'inspect failed': failed('its inspection'),
  adopting: passing('commissioning', 'is being adopted'),
  'adopt failed': failed('to be adopted'),
  available: { ...steady('ready', 'is free to use'), free: true },
  cleaning: passing('releasing', 'is being cleaned'),
  'clean wait': passing('releasing', 'is being cleaned'),
  'clean hold': held('releasing', 'it is cleaned'),
  'clean failed': failed('its cleaning'),
  deploy: passing('deploying', 'is about to be installed'),
  deploying: passing('deploying', 'is being installed'),
  'wait call-back': passing('deploying', 'is being installed'),
  'deploy hold': held('deploying', 'it is installed'),
  'deploy complete': passing('deploying', 'has just been installed'),
  'deploy failed': failed('its installation'),
  rebuild: passing('deploying', 'is being installed anew'),
  active: steady('deployed', 'is in use'),
  service: passing('testing', 'is about to be serviced'),
  servicing: passing('testing', 'is being serviced'),
  'service wait': passing('testing', 'is being serviced'),
  'service hold': held('testing', 'it is serviced'),
  'service failed': failed('its service'),
  undeploy: passing('releasing', 'is being given back'),
  deleting: passing('releasing', 'is being given back'),
  deleted: passing('releasing', 'has just been given back'),
  rescuing: passing('rescue', 'goes into rescue mode'),
  'rescue wait': passing('rescue', 'goes into rescue mode'),
  rescue: steady('rescue', 'is in rescue mode'),
  'rescue failed': failed('to go into rescue mode'),
  unrescuing: passing('rescue', 'comes out of rescue mode'),
  'unrescue failed': failed('to come out of rescue mode'),
  error: failed('to be given back'),
};

/** What is in the way of a node that is there to be used. */
function availableNode(node: WireNode, free: NodeCondition): NodeCondition {
  if (node.instance_uuid || node.allocation_uuid) {
    return steady('allocated', 'is kept for a server');
  }
  // Source: nova/virt/ironic/driver.py, _node_resources_unavailable
  return node.power_state === 'power on' || node.power_state === 'power off'
    ? free
    : steady(
        'broken',
        'has a power state that Ironic does not know, so that Nova gives it to nobody: its management controller may be out of reach',
      );
}

/**
 * What a node is to us. Maintenance goes before everything but retirement: nobody may be given such a node,
 * whatever state it was in.
 */
export function conditionOfNode(node: WireNode): NodeCondition {
  // up to 1.1 what is `available` today was null
  const state = node.provision_state ?? 'available';
  if (node.retired && state !== 'active') {
    return steady('retired', 'is retired');
  }
  if (node.maintenance) {
    return steady('broken', 'is in maintenance');
  }
  const known =
    PROVISION_STATES[state] ??
    (/ failed$/.test(state)
      ? failed(`something: its state is "${state}"`)
      : {
          ...steady('unknown', `is in a state that is not known: "${state}"`),
          settled: false,
        });
  return known.free ? availableNode(node, known) : known;
}
