import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Who counts as whom. */
export interface IdentityRules {
  /**
   * What becomes of somebody with a valid session whom the catalog does not know (any more): `deny` refuses
   * every request; `own` lets such a person act as nobody but herself, in no team and no role.
   */
  unknownUsers: 'deny' | 'own';
  /** Members of a group are members of the groups above it, too. */
  nestedGroups: boolean;
}

/**
 * Reads the section `infra.identity`.
 *
 * @param nodeEnv - with `development` unknown users are let in without teams, as guests of a fresh Backstage are
 * @throws InputError that names the key
 */
export function readIdentityRules(
  config: Config,
  nodeEnv: string | undefined,
): IdentityRules {
  const unknownUsers =
    config.getOptionalString('infra.identity.unknownUsers') ??
    (nodeEnv === 'development' ? 'own' : 'deny');
  if (unknownUsers !== 'deny' && unknownUsers !== 'own') {
    throw new InputError(
      `infra.identity.unknownUsers is "${unknownUsers}"; it may be deny or own`,
    );
  }
  return {
    unknownUsers,
    nestedGroups:
      config.getOptionalBoolean('infra.identity.nestedGroups') ?? false,
  };
}
