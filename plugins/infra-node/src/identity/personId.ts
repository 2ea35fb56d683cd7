import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';

/**
 * Annotations that name a person for good, the most trusted first: the directory's entry (LDAP, Microsoft Graph) and
 * the subject at an OIDC server.
 */
const LASTING = [
  'backstage.io/ldap-uuid',
  'graph.microsoft.com/user-id',
  'ironstage.dev/oidc-sub',
];

/**
 * What stays the same when a person is renamed: a renamed entry of a directory is another entity, and who asked
 * under the old name must not decide under the new one.
 *
 * @returns the directory's id, or the entity ref of a user that has none
 */
export function personId(user: Entity): string {
  for (const annotation of LASTING) {
    const id = user.metadata.annotations?.[annotation];
    if (id) {
      return `${annotation}=${id.toLowerCase()}`;
    }
  }
  return stringifyEntityRef(user);
}
