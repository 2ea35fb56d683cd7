import {
  isGroupEntity,
  isUserEntity,
  type Entity,
} from '@backstage/catalog-model';
import {
  defaultCatalogCollatorEntityTransformer,
  type CatalogCollatorEntityTransformer,
} from '@backstage/plugin-search-backend-module-catalog';

function displayNameOf(entity: Entity): string | undefined {
  return isUserEntity(entity) || isGroupEntity(entity)
    ? entity.spec.profile?.displayName
    : undefined;
}

/**
 * People and teams are called by their names, not by their ids; the id and the rest of what the catalog
 * says of them stand below, without the name once more.
 */
export const entityDocument: CatalogCollatorEntityTransformer = entity => {
  const document = defaultCatalogCollatorEntityTransformer(entity);
  const shown = entity.metadata.title ? undefined : displayNameOf(entity);
  if (!shown) {
    return document;
  }
  const { name, description } = entity.metadata;
  const email = isUserEntity(entity) && entity.spec.profile?.email;
  return {
    ...document,
    title: shown,
    text: [description, name, email].filter(Boolean).join(' · '),
  };
};
