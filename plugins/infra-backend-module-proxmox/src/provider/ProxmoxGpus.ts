import {
  type GpuDevice,
  type GpuReader,
  type ProviderCallOptions,
  Reading,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import type { Accelerator } from './gpus/Accelerator';
import type { CensusReader } from './gpus/CensusReader';
import { hostGpus, type HostGpus } from './gpus/hostGpus';

/** Devices of one mapping are told as one; those of none each by its address. */
const keyOf = (one: Accelerator) =>
  `${one.node}/${one.mappings[0] ?? one.address}`;

/**
 * GPUs by PCI resource mapping. Proxmox VE does not tell which device of a mapping a guest has,
 * so a node's devices of one mapping are told as one.
 */
export class ProxmoxGpus implements GpuReader {
  constructor(
    private readonly clients: Clients,
    private readonly census: CensusReader,
  ) {}

  async *devices(options: ProviderCallOptions): AsyncGenerator<GpuDevice[]> {
    const reading = new Reading('hypervisor', options);
    const resources = await this.clients.cluster.resources(options.signal);
    const census = await this.census.readWithGuests(resources, reading);
    const { devices, slices } = this.census;
    const left = await slices.read(census, resources.nodes, reading);
    yield resources.nodes
      .filter(node => node.maxcpu !== undefined)
      .flatMap(({ node }) =>
        groupsOf(
          node,
          census.of(node),
          hostGpus(node, census, resources.guests, devices, left),
        ),
      );
  }
}

function groupsOf(
  node: string,
  accelerators: readonly Accelerator[],
  { total, held, holders }: HostGpus,
): GpuDevice[] {
  const groups = new Map<string, GpuDevice & { allocated: number }>();
  for (const one of accelerators) {
    if (one.model === undefined) {
      continue;
    }
    const key = keyOf(one);
    const known = groups.get(`${key} ${one.model}`);
    groups.set(`${key} ${one.model}`, {
      externalId:
        known?.externalId ??
        ([...groups.values()].some(other => other.externalId === key)
          ? `${key}/${one.model}`
          : key),
      model: one.model,
      hostKind: 'hypervisor',
      hostExternalId: node,
      form: one.slice ? 'shared' : 'whole',
      total: (known?.total ?? 0) + 1,
      allocated: 0,
      vendorId: one.vendorId,
      productId: one.productId,
      ...(!known && { pciAddress: one.address }),
    });
  }
  const all = [...groups.values()];
  const rest = { ...held };
  const take = (group: (typeof all)[number], wanted: number) => {
    const taken = Math.min(
      group.total - group.allocated,
      wanted,
      rest[group.model] ?? 0,
    );
    group.allocated += taken;
    rest[group.model] = (rest[group.model] ?? 0) - taken;
  };
  // what is known to be of a group, then what may be of any that has the model
  for (const one of holders) {
    const device = accelerators.find(
      other =>
        other.model === one.model &&
        (one.address === undefined
          ? other.mappings.includes(one.mapping ?? '')
          : other.address === one.address),
    );
    const group = device && groups.get(`${keyOf(device)} ${one.model}`);
    if (group) {
      take(group, 1);
    }
  }
  all.forEach(group => take(group, rest[group.model] ?? 0));
  return [...all, ...mediated(node, { total, held }, all)];
}

/** Mediated devices exist while a guest has them; the others are what the cards can still give. */
function mediated(
  node: string,
  { total, held }: Pick<HostGpus, 'total' | 'held'>,
  groups: readonly GpuDevice[],
): GpuDevice[] {
  return Object.entries(total)
    .filter(([model]) => groups.every(group => group.model !== model))
    .map(([model, count]) => ({
      externalId: `${node}/${model}`,
      model,
      hostKind: 'hypervisor' as const,
      hostExternalId: node,
      form: 'shared' as const,
      total: count,
      allocated: held[model] ?? 0,
    }));
}
