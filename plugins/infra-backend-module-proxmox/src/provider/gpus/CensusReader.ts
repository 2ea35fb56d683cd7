import type { Reading } from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../../client/cluster/types';
import type { GuestRow } from '../../client/cluster/types';
import type { Clients } from '../../client/createClients';
import type { GpuModels } from '../../config/gpuModels';
import type { Flavor } from '../../config/types';
import { acceleratorsOf } from './Accelerator';
import { Census } from './Census';
import { FreeSlices } from './FreeSlices';
import { GuestDevices } from './GuestDevices';
import { NodeHardware } from './NodeHardware';

/**
 * Reads which GPUs there are and who holds them: the mappings in one call, the PCI devices of each node
 * now and then, and the configuration of a VM when it is new or changed, on nodes that have any.
 */
export class CensusReader {
  readonly devices: GuestDevices;
  readonly slices: FreeSlices;
  readonly #hardware: NodeHardware;

  constructor(
    private readonly clients: Clients,
    private readonly models: GpuModels,
    flavors: readonly Flavor[],
  ) {
    this.slices = new FreeSlices(clients.hardware, flavors);
    this.devices = new GuestDevices(clients.guests);
    this.#hardware = new NodeHardware(clients.hardware);
  }

  /** What the nodes have. */
  async read(
    nodes: ReadonlyArray<{ node: string; status: string }>,
    reading: Reading,
  ): Promise<Census> {
    const [mapped, hardware] = await Promise.all([
      this.clients.mappings.devices(
        reading.signal,
        reading.oddPart('The PCI mapping', 'id'),
      ),
      this.#hardware.read(nodes, reading),
    ]);
    return new Census(
      nodes.flatMap(({ node }) =>
        acceleratorsOf(node, mapped, hardware.get(node), this.models),
      ),
      new Set(hardware.keys()),
      mapped.map(device => device.mapping),
      this.models,
    );
  }

  /** What the nodes have, with what the VMs of the cluster hold brought up to date. */
  async readWithGuests(
    { guests, nodes }: ClusterResources,
    reading: Reading,
    fresh = false,
  ): Promise<Census> {
    const census = await this.read(nodes, reading);
    const online = new Set(
      nodes.filter(one => one.status === 'online').map(one => one.node),
    );
    this.devices.forgetOthers(guests);
    await this.devices.refresh(
      guests.filter(
        guest => online.has(guest.node) && this.matters(guest, census),
      ),
      reading,
      fresh,
    );
    return census;
  }

  /** A template's devices count wherever it lies: what is made of it may be made elsewhere. */
  matters(guest: GuestRow, census: Census): boolean {
    return guest.template === true || census.mayHave(guest.node);
  }
}
