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

/** People and teams are called by their names, not by their ids. */
export const entityDocument: CatalogCollatorEntityTransformer = entity => {
  const document = defaultCatalogCollatorEntityTransformer(entity);
  const shown = entity.metadata.title ? undefined : displayNameOf(entity);
  return shown
    ? {
        ...document,
        title: shown,
        // still found by the id
        text: [document.text, entity.metadata.name].join(' : '),
      }
    : document;
};
