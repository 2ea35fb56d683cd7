import { BlockList, isIP } from 'node:net';
import type { EstateModel } from '../estate/EstateModel';
import type { EstateRow } from '../estate/EstateRow';

interface Range {
  network: EstateRow;
  list: BlockList;
  bits: number;
}

function rangesOf(network: EstateRow): Range[] {
  return (network.cidrs ?? []).flatMap(cidr => {
    const [address, prefix] = cidr.split('/');
    const family = isIP(address);
    const bits = Number(prefix);
    if (!family || !Number.isInteger(bits)) {
      return [];
    }
    const list = new BlockList();
    try {
      list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
    } catch {
      return [];
    }
    return [{ network, list, bits }];
  });
}

/** Networks of a provider, to look up which of them an instance is in. */
class ProviderNetworks {
  private readonly byName = new Map<string, EstateRow[]>();
  private readonly ranges: Range[];

  constructor(networks: readonly EstateRow[]) {
    for (const network of networks) {
      const known = this.byName.get(network.name) ?? [];
      this.byName.set(network.name, [...known, network]);
    }
    this.ranges = networks
      .flatMap(rangesOf)
      // the narrowest range says most
      .sort((a, b) => b.bits - a.bits);
  }

  of(row: EstateRow): EstateRow[] {
    const usable = (network: EstateRow) =>
      network.tenant === row.tenant || network.shared === 1;
    if (row.networks) {
      return row.networks.flatMap(name => {
        const named = this.byName.get(name)?.filter(usable) ?? [];
        const own = named.filter(({ tenant }) => tenant === row.tenant);
        const best = own.length > 0 ? own : named;
        // of two that are called so nobody can tell which it is
        return best.length === 1 ? best : [];
      });
    }
    const found = (row.addresses ?? []).flatMap(address =>
      this.byAddress(address, usable),
    );
    // an address outside is another way to one inside
    const inside = found.filter(network => !network.external);
    return [...new Set(inside.length > 0 ? inside : found)];
  }

  private byAddress(
    address: string,
    usable: (network: EstateRow) => boolean,
  ): EstateRow[] {
    const family = isIP(address);
    if (!family) {
      return [];
    }
    const type = family === 4 ? 'ipv4' : 'ipv6';
    const hits = this.ranges.filter(
      ({ network, list }) => usable(network) && list.check(address, type),
    );
    const narrowest = hits.filter(({ bits }) => bits === hits[0].bits);
    return narrowest.length === 1 ? [narrowest[0].network] : [];
  }
}

/** Which networks instances are in: by name where the provider says so, else by their addresses. */
export class Attachments {
  private readonly providers = new Map<string, ProviderNetworks>();
  private readonly known = new WeakMap<EstateRow, readonly EstateRow[]>();

  constructor(model: EstateModel) {
    const byProvider = new Map<string, EstateRow[]>();
    for (const network of model.ofKind('network')) {
      const list = byProvider.get(network.provider);
      if (list) {
        list.push(network);
      } else {
        byProvider.set(network.provider, [network]);
      }
    }
    for (const [provider, networks] of byProvider) {
      this.providers.set(provider, new ProviderNetworks(networks));
    }
  }

  of(instance: EstateRow): readonly EstateRow[] {
    const known = this.known.get(instance);
    if (known) {
      return known;
    }
    const found = this.providers.get(instance.provider)?.of(instance) ?? [];
    this.known.set(instance, found);
    return found;
  }
}
