import type { MachineStatus } from '@ironstage/plugin-infra-common';
import type { WireNode } from './types';

/** Ironic's provision states. Source: ironic/common/states.py, Zed to 2025.1. */
const STATES: Record<string, MachineStatus> = {
  enroll: 'new',
  verifying: 'commissioning',
  manageable: 'new',
  inspecting: 'commissioning',
  'inspect wait': 'commissioning',
  adopting: 'commissioning',
  available: 'ready',
  cleaning: 'releasing',
  'clean wait': 'releasing',
  'clean hold': 'releasing',
  deploying: 'deploying',
  deploy: 'deploying',
  'wait call-back': 'deploying',
  'deploy hold': 'deploying',
  rebuild: 'deploying',
  active: 'deployed',
  servicing: 'testing',
  'service wait': 'testing',
  'service hold': 'testing',
  deleting: 'releasing',
  rescuing: 'rescue',
  'rescue wait': 'rescue',
  rescue: 'rescue',
  unrescuing: 'rescue',
  error: 'failed',
};

/**
 * What a node is to us. A node on its way from `manageable` to `available` is cleaned just as one
 * that is given back; it counts as being released in both cases. Maintenance goes before everything
 * but retirement: nobody may be given such a node, whatever state it was in.
 */
export function statusOfNode(node: WireNode): MachineStatus {
  const state = node.provision_state ?? 'available';
  if (node.retired && state !== 'active') {
    return 'retired';
  }
  if (node.maintenance) {
    return 'broken';
  }
  if (/ failed$/.test(state)) {
    return 'failed';
  }
  const status = STATES[state] ?? 'unknown';
  return status === 'ready' && (node.instance_uuid || node.allocation_uuid)
    ? 'allocated'
    : status;
}
