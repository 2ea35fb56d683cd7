import { stableHex } from '../kernel/ids';

/**
 * Well-known values of the demo estate. They open nothing but a simulator that
 * listens on the loopback interface, and are the same for every seed.
 */
export const demoCredentials = {
  domainId: 'default',
  domainName: 'Default',
  /** The portal's account: role admin on the project `platform`. */
  projectId: stableHex('project', 'platform'),
  projectName: 'platform',
  userId: stableHex('user', 'ironstage'),
  username: 'ironstage',
  password: 'ironstage-demo-password',
  applicationCredentialId: stableHex('application-credential', 'ironstage'),
  applicationCredentialName: 'ironstage-portal',
  applicationCredentialSecret: 'ironstage-demo-secret',
  /** A developer: member of `search-prod` and `payments-dev`. */
  memberUsername: 'dev-dana',
  memberPassword: 'dana-demo-password',
  /** A reader of `search-prod`. */
  readerUsername: 'ops-ravi',
  readerPassword: 'ravi-demo-password',
} as const;

/** Identity ids that tests may rely on: the same for every seed. */
export function demoProjectId(name: string): string {
  return stableHex('project', name);
}
