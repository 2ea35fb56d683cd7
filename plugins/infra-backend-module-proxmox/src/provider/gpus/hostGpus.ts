import type { GuestRow } from '../../client/cluster/types';
import type { Accelerator } from './Accelerator';
import { countModels, type Census, type Held } from './Census';
import type { SlicesLeft } from './FreeSlices';
import type { GuestDevices } from './GuestDevices';

/** The GPUs of one node. */
export interface HostGpus {
  /** by model, as the other two */
  total: Record<string, number>;
  /** can't be handed out: in no mapping, and held by nobody */
  reserved: Record<string, number>;
  held: Record<string, number>;
  /** what may be a GPU and has no name; not counted */
  unknown: string[];
  /** each device that is held */
  holders: Held[];
}

/** How often a model is held beyond what the node has of it as devices: mediated devices, which exist while they are held. */
function mediated(
  held: Record<string, number>,
  devices: Record<string, number>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(held).filter(
      ([model]) => model.includes('/') && !(model in devices),
    ),
  );
}

function wordsOf(one: Accelerator): string {
  return one.mappings.length > 0
    ? `mapping=${one.mappings[0]}`
    : `${one.vendorId}:${one.productId}`;
}

/** Counts the GPUs of a node and what its VMs hold of them, by whichever door they got them. */
export function hostGpus(
  node: string,
  census: Census,
  guests: readonly GuestRow[],
  devices: GuestDevices,
  slicesLeft: SlicesLeft,
): HostGpus {
  const own = census.of(node);
  const here = guests.filter(guest => guest.node === node && !guest.template);
  const heldBy = (some: readonly GuestRow[]) =>
    some.map(guest => census.held(node, devices.get(guest.vmid) ?? []));
  const found = heldBy(here);
  // a VM that is off will take its slices from what is left
  const promised = countModels(
    heldBy(here.filter(guest => guest.status === 'stopped')).flatMap(one =>
      one.held.map(({ model }) => model),
    ),
  );
  const holders = found.flatMap(one => one.held);
  const cards = countModels(own.flatMap(one => one.model ?? []));
  const held = countModels(holders.map(one => one.model));
  const total: Record<string, number> = { ...cards, ...mediated(held, cards) };
  for (const [model, count] of Object.entries(slicesLeft.get(node) ?? {})) {
    const free = Math.max(0, count - (promised[model] ?? 0));
    total[model] = (total[model] ?? 0) + free;
  }
  const addresses = new Set(holders.map(one => one.address));
  return {
    total,
    reserved: countModels(
      own
        .filter(one => one.mappings.length === 0 && !addresses.has(one.address))
        .flatMap(one => one.model ?? []),
    ),
    // nothing can be held of what a host does not have (any more)
    held: Object.fromEntries(
      Object.entries(held).filter(([model]) => model in total),
    ),
    unknown: [
      ...new Set([
        ...own.filter(one => one.model === undefined).map(wordsOf),
        ...found.flatMap(one => one.unknown),
      ]),
    ].sort(),
    holders,
  };
}
