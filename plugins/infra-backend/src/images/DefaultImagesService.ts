import type { ImageRegister, ImageRules } from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import type { InventoryService } from '../inventory/InventoryService';
import { imageRegister } from './imageRegister';
import type { ImagesService } from './ImagesService';
import type { ImageStore } from './ImageStore';

/** A register of more than so many images would be no register. */
const MOST_COPIES = 2_000;

/** Does the work of {@link ImagesService}, without asking whether the caller may. */
export class DefaultImagesService implements ImagesService {
  constructor(
    private readonly services: {
      images: ImageStore;
      inventory: Pick<InventoryService, 'issues'>;
      rules: ImageRules;
      now?: () => number;
    },
  ) {}

  async register(
    _caller: Caller,
    visibility: Visibility = 'all',
  ): Promise<ImageRegister> {
    const { images, inventory, rules, now = Date.now } = this.services;
    const [copies, snapshots, uses] = await Promise.all([
      images.copies(MOST_COPIES + 1, visibility),
      images.snapshots(visibility),
      images.uses(visibility),
    ]);
    return {
      ...imageRegister({
        copies: copies.slice(0, MOST_COPIES),
        uses,
        rules,
        now: now(),
      }),
      rules,
      usesOf: visibility === 'all' ? 'estate' : 'caller',
      snapshots,
      isComplete: copies.length <= MOST_COPIES,
      errors: await inventory.issues(),
    };
  }
}
