import type { AuditChainEntry } from '@ironstage/plugin-infra-common';
import { humanize } from '../../lib/format';

const ACTIONS: Record<string, string> = {
  'operation-submit': 'Asked for it',
  'operation-agreed': 'Agreed to it',
  'operation-asked-back': 'Asked back about it',
  'operation-answered': 'Answered about it',
  'operation-delegated': 'Had somebody else decide',
  'operation-approved': 'Approved it',
  'operation-rejected': 'Rejected it',
  'operation-expired': 'Let it expire',
  'operation-cancelled': 'Cancelled it',
  'operation-end': 'Carried it out',
  'access-deny': 'Tried what is not allowed',
  'inventory-export': 'Exported the inventory',
  'costs-export': 'Exported costs',
  'audit-export': 'Exported the audit',
  'audit-verify': 'Verified the audit',
  'discovery-grant': 'Let a Prometheus read targets',
  'discovery-revoke': 'Took that back',
  'provider-sync': 'Had a provider read',
  'removals-confirm': 'Let rows be removed',
};

/** What somebody did, for a person; actions that this page does not know as they are called. */
export function actionWords(action: string): string {
  return ACTIONS[action] ?? humanize(action);
}

/** What it was about: a type of operation, or a permission. */
export function subjectOf({ data }: AuditChainEntry): string | null {
  const { type, permission } = data;
  if (typeof type === 'string') {
    return humanize(type);
  }
  return typeof permission === 'string' ? permission : null;
}
