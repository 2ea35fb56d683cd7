import type { Config } from '@backstage/config';

/** Groups that mean more than membership of a team; entity refs in lower case. */
export interface Roles {
  sreGroups: string[];
  approverGroups: string[];
}

/** Reads the section `permission.infra`. */
export function readRoles(config: Config): Roles {
  const groups = (key: string) =>
    (config.getOptionalStringArray(`permission.infra.${key}`) ?? []).map(ref =>
      ref.toLowerCase(),
    );
  return {
    sreGroups: groups('sreGroups'),
    approverGroups: groups('approverGroups'),
  };
}
