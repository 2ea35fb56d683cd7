import {
  isGroupEntity,
  isUserEntity,
  makeValidator,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { SkippedEntries } from './SkippedEntries';

const ANNOTATION_DN = 'backstage.io/ldap-dn';

const { isValidEntityName } = makeValidator();

const dnOf = (entity: Entity) =>
  entity.metadata.annotations?.[ANNOTATION_DN] ?? stringifyEntityRef(entity);

/** `Platform Team` as `platform-team`: directories name groups for people, the catalog for addresses. */
const asName = (name: string) =>
  name
    .trim()
    .replace(/[^a-z0-9_.-]+/gi, '-')
    .replace(/^[-_.]+|[-_.]+$/g, '');

/** Gives a group a name that the catalog takes, and keeps its own as the title. */
function withName(entity: Entity): Entity {
  const { name } = entity.metadata;
  if (!isGroupEntity(entity) || isValidEntityName(name)) {
    return entity;
  }
  return {
    ...entity,
    metadata: { ...entity.metadata, name: asName(name), title: name },
  } as Entity;
}

/** Rewrites what memberships call a group that got another name. */
function withRefs(entity: Entity, renamed: Map<string, string>): Entity {
  const now = (refs: string[] | undefined) =>
    refs?.map(ref => renamed.get(ref) ?? ref);
  if (isUserEntity(entity)) {
    return {
      ...entity,
      spec: { ...entity.spec, memberOf: now(entity.spec.memberOf) },
    };
  }
  if (isGroupEntity(entity)) {
    const { parent } = entity.spec;
    return {
      ...entity,
      spec: {
        ...entity.spec,
        children: now(entity.spec.children) ?? [],
        ...(parent && { parent: renamed.get(parent) ?? parent }),
      },
    };
  }
  return entity;
}

/**
 * Leaves out what the catalog would refuse without a word, and what two entries claim: names are compared without
 * regard to case, and which of two people `dana` and `Dana` somebody is would change from reading to reading.
 *
 * @param entities - people and groups of one reading
 * @param skipped - is told what was left out
 */
export function checkEntities(
  entities: Entity[],
  skipped: SkippedEntries,
): Entity[] {
  const named = entities.map(withName);
  const renamed = new Map(
    named.flatMap((entity, index) =>
      entity === entities[index]
        ? []
        : [[stringifyEntityRef(entities[index]), stringifyEntityRef(entity)]],
    ),
  );
  const claims = new Map<string, number>();
  for (const entity of named) {
    const ref = stringifyEntityRef(entity);
    claims.set(ref, (claims.get(ref) ?? 0) + 1);
  }
  return named
    .filter(entity => {
      const ref = stringifyEntityRef(entity);
      if (!isValidEntityName(entity.metadata.name)) {
        skipped.add(
          dnOf(entity),
          `is called "${entity.metadata.name}", which the catalog takes for no name`,
        );
        return false;
      }
      if (claims.get(ref) !== 1) {
        skipped.add(
          dnOf(entity),
          `is one of ${claims.get(ref)} entries that would all be ${ref}`,
        );
        return false;
      }
      return true;
    })
    .map(entity => withRefs(entity, renamed));
}
