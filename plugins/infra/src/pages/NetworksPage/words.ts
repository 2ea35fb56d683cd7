import type { SegmentRole } from '@ironstage/plugin-infra-common';

/** What roles are called. */
export const ROLE_TITLES: Record<SegmentRole, string> = {
  oob: 'Out-of-band',
  mgmt: 'Management',
  backup: 'Backup',
  storage: 'Storage',
  public: 'Public',
  tenant: 'Tenant',
};

/** A role in words; of null nobody knows. */
export const roleTitle = (role: SegmentRole | null) =>
  role ? ROLE_TITLES[role] : 'Not known';
