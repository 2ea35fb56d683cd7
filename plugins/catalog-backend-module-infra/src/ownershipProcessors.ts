import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  type Entity,
} from '@backstage/catalog-model';
import {
  processingResult,
  type CatalogProcessor,
} from '@backstage/plugin-catalog-node';
import { ANNOTATION_PROJECT } from '@ironstage/plugin-infra-common';

/** Where the owner waits while the catalog's own processors look; no stored entity has it. */
const OWNER_ASIDE = 'ironstage.dev/owner-aside';

/** Before and after the catalog's own processors, whose priority is 20 (catalog-backend 4.0, `filterAndSortProcessors`). */
const FIRST = 0;
const LAST = 1000;

function isHiddenFromStrangers(entity: Entity): boolean {
  return entity.metadata.annotations?.[ANNOTATION_PROJECT] !== undefined;
}

function withAnnotations(
  entity: Entity,
  annotations: Record<string, string>,
  spec: Entity['spec'],
): Entity {
  return { ...entity, metadata: { ...entity.metadata, annotations }, spec };
}

/** Says who owns it on the entity alone, and hides the owner from the processors that come after. */
const setAside: CatalogProcessor = {
  getProcessorName: () => 'InfraOwnerSetAside',
  getPriority: () => FIRST,
  async postProcessEntity(entity, _location, emit) {
    const { owner, ...spec } = entity.spec ?? {};
    if (!isHiddenFromStrangers(entity) || typeof owner !== 'string') {
      return entity;
    }
    emit(
      processingResult.relation({
        source: getCompoundEntityRef(entity),
        type: RELATION_OWNED_BY,
        target: parseEntityRef(owner, {
          defaultKind: 'Group',
          defaultNamespace: entity.metadata.namespace,
        }),
      }),
    );
    return withAnnotations(
      entity,
      { ...entity.metadata.annotations, [OWNER_ASIDE]: owner },
      spec,
    );
  },
};

const putBack: CatalogProcessor = {
  getProcessorName: () => 'InfraOwnerPutBack',
  getPriority: () => LAST,
  async postProcessEntity(entity) {
    const { [OWNER_ASIDE]: owner, ...annotations } =
      entity.metadata.annotations ?? {};
    return owner === undefined
      ? entity
      : withAnnotations(entity, annotations, { ...entity.spec, owner });
  },
};

/**
 * Ownership that is told by what is owned, not by who owns it. The catalog writes `ownerOf` on the
 * team as well, and everybody may read teams: their relations, filters and facets would name each
 * project and instance of every team (decision 15).
 */
export const ownershipProcessors: CatalogProcessor[] = [setAside, putBack];
