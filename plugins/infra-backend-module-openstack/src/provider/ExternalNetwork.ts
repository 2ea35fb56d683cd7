import type { NetworkClients } from '../client/network/NetworkClients';
import type { WireNetwork } from '../client/network/networks/types';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';

/**
 * The way out that the configuration names.
 * @throws ProviderError `misconfigured` when there is no such network, or more than one
 */
export async function findExternalNetwork(
  transport: OpenStackTransport,
  network: NetworkClients,
  nameOrId: string,
  signal: AbortSignal,
): Promise<WireNetwork> {
  const { configKey, id } = transport.config;
  const all = await network.networks.list(
    { 'router:external': 'true' },
    signal,
    () => {},
  );
  const found = all.filter(
    one =>
      one['router:external'] && (one.id === nameOrId || one.name === nameOrId),
  );
  if (found.length !== 1) {
    throw transport.error(
      'misconfigured',
      `${id} has ${
        found.length === 0 ? 'no' : 'more than one'
      } external network "${nameOrId}"; check ${configKey}.network.externalNetwork.`,
    );
  }
  return found[0];
}
