import type {
  Approval,
  OperationDetails,
  OperationEvent,
  OperationStep,
} from '@ironstage/plugin-infra-common';
import { daysFromNow, minutesFromNow } from './clock';

let sequence = 0;

/** A step that took 12 seconds. */
export function aStep(overrides: Partial<OperationStep> = {}): OperationStep {
  const name = overrides.name ?? 'create-server';
  return {
    name,
    title: 'Create the server',
    state: 'succeeded',
    startedAt: minutesFromNow(-4),
    finishedAt: minutesFromNow(-3.8),
    attempts: 1,
    message: null,
    ...overrides,
  };
}

/** An event of an operation. */
export function anEvent(overrides: Partial<OperationEvent> = {}) {
  return {
    seq: 1,
    at: minutesFromNow(-5),
    actor: 'user:default/dana',
    type: 'submitted' as const,
    step: null,
    message: 'Asked for through the portal',
    ...overrides,
  };
}

/** What has to be decided about a request for GPUs. */
export function anApproval(overrides: Partial<Approval> = {}): Approval {
  return {
    rules: [
      {
        name: 'default',
        reason: 'More than 2 GPUs were asked for (4).',
        approvers: [],
        decisions: 1,
      },
    ],
    consents: [],
    questions: [],
    delegations: [],
    reasons: ['More than 2 GPUs were asked for (4).'],
    deadline: daysFromNow(2),
    fit: 'It fits: 6 of 8 a100 are free at OpenStack EU 1.',
    decidedBy: null,
    decidedAt: null,
    comment: null,
    ...overrides,
  };
}

/** An operation with its history: a VM that was provisioned. */
export function anOperation(
  overrides: Partial<OperationDetails> = {},
): OperationDetails {
  sequence += 1;
  const name = `checkout-${sequence}`;
  return {
    id: `op-${String(sequence).padStart(4, '0')}`,
    type: 'instance.create',
    title: `Provision VM ${name} in payments-dev`,
    state: 'succeeded',
    project: 'payments-dev',
    provider: 'os-eu1',
    owner: 'group:default/payments',
    requester: 'user:default/dana',
    door: 'template',
    input: {
      project: 'payments-dev',
      name,
      flavor: 'm1.medium',
      image: 'eu-baseos-2026.10',
      leaseDays: 30,
    },
    steps: [aStep()],
    approval: null,
    failure: null,
    result: null,
    createdAt: minutesFromNow(-5),
    updatedAt: minutesFromNow(-1),
    events: [anEvent()],
    actions: [],
    ...overrides,
  };
}
