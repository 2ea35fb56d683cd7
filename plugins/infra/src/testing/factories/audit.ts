import type {
  AuditChainEntry,
  AuditVerification,
} from '@ironstage/plugin-infra-common';

/** An entry of the audit chain. */
export function anAuditEntry(
  overrides: Partial<AuditChainEntry> = {},
): AuditChainEntry {
  return {
    seq: 7,
    at: '2026-11-30T08:00:00.000Z',
    actor: 'user:default/dana',
    door: 'portal',
    action: 'operation-submit',
    target: '0b7f7a2e-4c0e-4b8e-9a53-0b7f7a2e4c0e',
    outcome: 'succeeded',
    data: { project: 'payments-dev', type: 'instance.stop' },
    previousHash: 'aa',
    hash: 'bb',
    ...overrides,
  };
}

/** What came of following the chain. */
export function aVerification(
  overrides: Partial<AuditVerification> = {},
): AuditVerification {
  return {
    intact: true,
    at: '2026-11-30T08:00:00.000Z',
    entries: 1234,
    problem: null,
    checkpoints: { own: 2, brought: 0 },
    ...overrides,
  };
}
