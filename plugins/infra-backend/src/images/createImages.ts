import type { Knex } from 'knex';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryService } from '../inventory/InventoryService';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { AuthorizedImagesService } from './AuthorizedImagesService';
import { DefaultImagesService } from './DefaultImagesService';
import { KnexImageStore } from './KnexImageStore';

/** The register of golden images. */
export function createImages(parts: {
  knex: Knex;
  inventory: { service: InventoryService };
  gatekeeper: Gatekeeper;
  config: InfraConfig;
}) {
  const images = new KnexImageStore(parts.knex);
  return {
    store: images,
    guarded: new AuthorizedImagesService(
      new DefaultImagesService({
        images,
        inventory: parts.inventory.service,
        rules: parts.config.images,
      }),
      parts.gatekeeper,
    ),
  };
}
