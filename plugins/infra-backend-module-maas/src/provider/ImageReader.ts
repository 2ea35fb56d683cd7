import {
  isProviderError,
  mapLimited,
  type InventoryItem,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import {
  isBootloader,
  toImageItems,
  type WireImage,
} from '../client/images/ImagesClient';

/** Boot resources asked for their files at once. */
const PARALLEL = 3;

/**
 * Reads the images that can be deployed: MAAS also lists bootloaders and what it is still fetching, and refuses
 * them only after the machine has been taken. What was whole once stays so, and is not asked for again.
 */
export class ImageReader {
  readonly #complete = new Set<number>();

  constructor(private readonly clients: Clients) {}

  async items(options: ProviderCallOptions): Promise<InventoryItem[]> {
    const { signal, onProblem } = options;
    const listed = await this.clients.images.list(signal, onProblem);
    const images = listed.filter(image => !isBootloader(image));
    const complete = await mapLimited(images, PARALLEL, image =>
      this.#isComplete(image, options),
    );
    return toImageItems(images.filter((_, at) => complete[at]));
  }

  async #isComplete(
    image: WireImage,
    { signal, onProblem }: ProviderCallOptions,
  ): Promise<boolean> {
    if (this.#complete.has(image.id)) {
      return true;
    }
    try {
      const complete = await this.clients.images.isComplete(image.id, signal);
      if (complete) {
        this.#complete.add(image.id);
      }
      return complete;
    } catch (error) {
      // deleted since it was listed
      if (isProviderError(error, 'not-found')) {
        return false;
      }
      if (!isProviderError(error) || error.kind === 'aborted') {
        throw error;
      }
      onProblem?.({
        kind: 'image',
        externalId: image.name,
        message: `Whether ${image.name} can be deployed could not be read: ${error.message}`,
      });
      return false;
    }
  }
}
