import type { GroupEntity, UserEntity } from '@backstage/catalog-model';
import {
  defaultGroupTransformer,
  defaultUserTransformer,
  type GroupTransformer,
  type LdapVendor,
  type UserTransformer,
} from '@backstage/plugin-catalog-backend-module-ldap';
import { normaliseDn } from './normaliseDn';
import type { SkippedEntries } from './SkippedEntries';

type Entry = Parameters<UserTransformer>[2];

/** Writes distinguished names of an entry one way, so that those of members are found. */
function withNormalisedDns(
  vendor: LdapVendor,
  entry: Entry,
  attributes: Array<string | null | undefined>,
) {
  for (const name of [vendor.dnAttributeName, ...attributes]) {
    if (name && entry[name] !== undefined) {
      entry[name] = vendor.decodeStringAttribute(entry, name).map(normaliseDn);
    }
  }
}

/**
 * Reads an entry with Backstage's own transformer, or notes why it can't be one. Backstage ends the whole reading at
 * an entry without a name or with two.
 */
async function readEntry<T>(
  entry: Entry,
  attribute: string,
  vendor: LdapVendor,
  skipped: SkippedEntries,
  transform: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const names = vendor.decodeStringAttribute(entry, attribute);
  if (names.length !== 1) {
    skipped.add(
      entry.dn,
      `has ${names.length === 0 ? 'no' : names.length} values of ${attribute}`,
    );
    return undefined;
  }
  return transform();
}

/** Transformers of `ldapOrgEntityProviderTransformsExtensionPoint` that skip and note what can't be read. */
export function createTransformers(skipped: SkippedEntries): {
  user: UserTransformer;
  group: GroupTransformer;
} {
  return {
    user: async (vendor, config, entry) => {
      withNormalisedDns(vendor, entry, [config.map.memberOf]);
      return readEntry<UserEntity>(
        entry,
        config.map.name,
        vendor,
        skipped,
        () => defaultUserTransformer(vendor, config, entry),
      );
    },
    group: async (vendor, config, entry) => {
      withNormalisedDns(vendor, entry, [
        config.map.memberOf,
        config.map.members,
      ]);
      return readEntry<GroupEntity>(
        entry,
        config.map.name,
        vendor,
        skipped,
        () => defaultGroupTransformer(vendor, config, entry),
      );
    },
  };
}
