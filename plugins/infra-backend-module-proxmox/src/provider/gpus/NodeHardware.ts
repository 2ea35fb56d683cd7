import { PART, mapLimited, type Reading } from '@ironstage/plugin-infra-node';
import type {
  HardwareClient,
  WirePciDevice,
} from '../../client/hardware/HardwareClient';

/** How many nodes are asked at once. */
const PARALLEL = 4;
/** Devices come and go with a restart of the node; it is asked again after this long, in ms. */
const MAX_AGE_MS = 30 * 60_000;

/** PCI devices of the nodes, which a list does not tell: one call a node, kept for a while. */
export class NodeHardware {
  readonly #known = new Map<string, { rows: WirePciDevice[]; at: number }>();

  constructor(
    private readonly hardware: HardwareClient,
    private readonly now: () => number = Date.now,
  ) {}

  /** Devices by node. A node that does not answer has those it had; one that never did is missing. */
  async read(
    nodes: ReadonlyArray<{ node: string; status: string }>,
    reading: Reading,
  ): Promise<ReadonlyMap<string, WirePciDevice[]>> {
    const due = nodes.filter(
      ({ node, status }) =>
        status === 'online' &&
        this.now() - (this.#known.get(node)?.at ?? 0) > MAX_AGE_MS,
    );
    await mapLimited(due, PARALLEL, async ({ node }) => {
      const rows = await reading.attempt(
        `The PCI devices of ${node}`,
        this.hardware.pciDevices(
          node,
          reading.signal,
          reading.oddPart(`A PCI device of ${node}`, 'id'),
        ),
        PART,
      );
      if (rows) {
        this.#known.set(node, { rows, at: this.now() });
      }
    });
    return new Map(
      nodes.flatMap(({ node }) => {
        const known = this.#known.get(node);
        return known ? [[node, known.rows] as const] : [];
      }),
    );
  }
}
