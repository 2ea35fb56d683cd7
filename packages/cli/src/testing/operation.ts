import type { OperationDetails } from '@ironstage/plugin-infra-common';

/** An operation as the portal shows it, with the parts a test cares about. */
export function operation(
  parts: Partial<OperationDetails> = {},
): OperationDetails {
  return {
    id: 'op-1',
    type: 'instance.create',
    title: 'Provision VM api-1 in payments-dev',
    state: 'running',
    project: 'payments-dev',
    provider: 'os-eu1',
    owner: 'group:default/payments',
    requester: 'user:default/dana',
    door: 'cli',
    input: { name: 'api-1' },
    steps: [],
    approval: null,
    failure: null,
    result: null,
    createdAt: '2026-01-05T10:00:00.000Z',
    updatedAt: '2026-01-05T10:00:01.000Z',
    events: [],
    actions: [],
    ...parts,
  };
}

/** An event of an operation's history. */
export function event(seq: number, message: string) {
  return {
    seq,
    at: '2026-01-05T10:00:00.000Z',
    actor: 'system',
    type: 'step-progress' as const,
    step: null,
    message,
  };
}
