import type { Config } from '@backstage/config';

/** Groups that mean more than membership of a team; entity refs in lower case. */
export interface Roles {
  /** may do everything, of plugins that Ironstage does not know too */
  adminGroups: string[];
  /** operate the whole estate */
  sreGroups: string[];
  /** decide about requests of others */
  approverGroups: string[];
  /** have a say over all requests of their teams */
  leadGroups: string[];
  /** read everything, the audit included, and change nothing */
  auditorGroups: string[];
}

/** Reads the section `permission.infra`. */
export function readRoles(config: Config): Roles {
  const groups = (key: string) =>
    (config.getOptionalStringArray(`permission.infra.${key}`) ?? []).map(ref =>
      ref.toLowerCase(),
    );
  return {
    adminGroups: groups('adminGroups'),
    sreGroups: groups('sreGroups'),
    approverGroups: groups('approverGroups'),
    leadGroups: groups('leadGroups'),
    auditorGroups: groups('auditorGroups'),
  };
}
