import {
  PART,
  type InventoryItem,
  fieldOf,
  type Reading,
} from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import type { ProxmoxConfig } from '../config/types';
import type { Census } from './gpus/Census';
import type { CensusReader } from './gpus/CensusReader';
import { hostGpus } from './gpus/hostGpus';
import { toHypervisorItems } from './hosts';

/** Reads nodes with what they have, and what of it is given away. */
export class HypervisorReader {
  /** of the nodes, as they were told last */
  #addresses: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly config: ProxmoxConfig,
    private readonly clients: Clients,
    private readonly census: CensusReader,
  ) {}

  /**
   * @param fresh - ask who holds GPUs anew, for a decision that must not rest on what was
   */
  async read(
    resources: ClusterResources,
    reading: Reading,
    fresh = false,
  ): Promise<{ hosts: InventoryItem[]; census: Census }> {
    const [census, status] = await Promise.all([
      this.census.readWithGuests(resources, reading, fresh),
      reading.attempt(
        'The addresses of the nodes',
        this.clients.cluster.status(reading.signal),
        PART,
      ),
    ]);
    if (status) {
      this.#addresses = new Map(
        status
          .filter(row => row.type === 'node')
          .map(row => [row.name, row.ip ?? '']),
      );
    }
    for (const { row } of resources.odd) {
      const vmid = fieldOf(row, 'vmid');
      if (vmid !== undefined) {
        reading.note(
          `What the guest ${vmid} holds is not counted: its row can't be read.`,
          PART,
        );
      }
    }
    const { devices, slices } = this.census;
    const left = await slices.read(census, resources.nodes, reading);
    const hosts = toHypervisorItems(
      resources,
      this.config,
      node => hostGpus(node, census, resources.guests, devices, left),
      this.#addresses,
    );
    return { hosts, census };
  }
}
