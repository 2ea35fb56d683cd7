import type {
  AuthService,
  BackstageCredentials,
  BackstageUserInfo,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  type Entity,
} from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { personId } from './personId';
import type { IdentityRules } from './readIdentityRules';

/** Who somebody is, by what the catalog says now. */
export interface CatalogUser extends BackstageUserInfo {
  /** stays the same when the person is renamed; see {@link personId} */
  person: string;
}

/** For how long an answer of the catalog is used again, in milliseconds: as Backstage's own look-up does. */
const LIFETIME_MS = 5000;
/** How far up groups are followed: more levels than organisations have, and an end for circles. */
const LEVELS = 10;

const targets = (entity: Entity, type: string) =>
  (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef.toLowerCase())
    .filter(ref => ref.startsWith('group:'));

/**
 * Tells who somebody is by the catalog of this moment, and not by what a token said when it was issued: a token lives
 * for an hour, and whoever left a team or the company must not act for it until then. Groups that only
 * stand in a membership and are no entities do not count.
 */
export class CatalogUserInfo implements UserInfoService {
  private readonly known = new Map<
    string,
    { until: number; user: Promise<CatalogUser> }
  >();

  constructor(
    private readonly services: { auth: AuthService; catalog: CatalogService },
    private readonly rules: IdentityRules,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * @throws NotAllowedError when the catalog does not know the user and unknown users are refused
   */
  async getUserInfo(credentials: BackstageCredentials): Promise<CatalogUser> {
    if (!this.services.auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError('Only people have teams, and this is none');
    }
    const ref = credentials.principal.userEntityRef;
    const found = this.known.get(ref);
    if (found && found.until > this.now()) {
      return found.user;
    }
    this.forgetOld();
    const user = this.lookUp(ref);
    const entry = { until: this.now() + LIFETIME_MS, user };
    this.known.set(ref, entry);
    user.catch(() => {
      // what failed is asked for anew
      if (this.known.get(ref) === entry) {
        this.known.delete(ref);
      }
    });
    return user;
  }

  private forgetOld() {
    for (const [ref, { until }] of this.known) {
      if (until <= this.now()) {
        this.known.delete(ref);
      }
    }
  }

  private async lookUp(ref: string): Promise<CatalogUser> {
    const [user] = await this.entities([ref]);
    if (!user) {
      if (this.rules.unknownUsers === 'own') {
        return { userEntityRef: ref, ownershipEntityRefs: [ref], person: ref };
      }
      throw new NotAllowedError(
        `${ref} is signed in and not (or no longer) in the catalog, so this portal can't tell your teams: ask your platform team to add you to the organisation's directory`,
      );
    }
    const groups = await this.existingGroups(targets(user, RELATION_MEMBER_OF));
    return {
      userEntityRef: ref,
      ownershipEntityRefs: [ref, ...groups],
      person: personId(user),
    };
  }

  /** Of the given groups those that exist, and with `nestedGroups` those above them. */
  private async existingGroups(refs: string[]): Promise<string[]> {
    const found = new Set<string>();
    let next = refs;
    for (let level = 0; level < LEVELS && next.length > 0; level++) {
      const entities = await this.entities(next);
      const existing = next.filter((_, index) => entities[index]);
      existing.forEach(ref => found.add(ref));
      if (!this.rules.nestedGroups) {
        break;
      }
      const above = entities.flatMap(entity =>
        entity ? targets(entity, RELATION_CHILD_OF) : [],
      );
      next = [...new Set(above)].filter(ref => !found.has(ref));
    }
    return [...found];
  }

  private async entities(
    entityRefs: string[],
  ): Promise<Array<Entity | undefined>> {
    const { auth, catalog } = this.services;
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs,
        fields: ['kind', 'metadata', 'relations'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items;
  }
}
