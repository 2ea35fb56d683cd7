import { PART, mapLimited, type Reading } from '@ironstage/plugin-infra-node';
import type { HardwareClient } from '../../client/hardware/HardwareClient';
import { sliceOf } from '../../config/gpuModels';
import type { Flavor } from '../../config/types';
import type { Census } from './Census';

/** Cards asked at once. */
const PARALLEL = 3;

/** How many slices a node can still give, by model. */
export type SlicesLeft = ReadonlyMap<string, Readonly<Record<string, number>>>;

/**
 * What is left on cards that are cut into mediated devices, of the types that flavors sell: those exist only while
 * a VM has them, and types of one card share its memory, so only the node knows how many more there can be. It is
 * asked card by card, since of a mapping it tells the first card alone (`mdevscan` of PVE/API2/Hardware/PCI.pm).
 */
export class FreeSlices {
  readonly #types = new Map<string, Set<string>>();

  constructor(
    private readonly hardware: HardwareClient,
    flavors: readonly Flavor[],
  ) {
    for (const { gpus } of flavors) {
      if (gpus?.mdev) {
        const types = this.#types.get(gpus.mapping) ?? new Set<string>();
        this.#types.set(gpus.mapping, types.add(gpus.mdev));
      }
    }
  }

  async read(
    census: Census,
    nodes: ReadonlyArray<{ node: string; status: string }>,
    reading: Reading,
  ): Promise<SlicesLeft> {
    const left = new Map<string, Record<string, number>>();
    const online = new Set(
      nodes.filter(one => one.status === 'online').map(one => one.node),
    );
    const cards = census.accelerators.filter(
      one => one.mdev && one.model && online.has(one.node),
    );
    await mapLimited(cards, PARALLEL, async ({ node, address, ...card }) => {
      const sold = card.mappings.flatMap(mapping => [
        ...(this.#types.get(mapping) ?? []),
      ]);
      if (sold.length === 0) {
        return;
      }
      const types = await reading.attempt(
        `What is left of the card ${address} of ${node}`,
        this.hardware.mediatedTypes(node, address, reading.signal),
        PART,
      );
      const counts = left.get(node) ?? {};
      for (const { type, available } of types ?? []) {
        if (sold.includes(type)) {
          const model = sliceOf(card.model!.split('/')[0], type);
          counts[model] = (counts[model] ?? 0) + available;
        }
      }
      left.set(node, counts);
    });
    return left;
  }
}
