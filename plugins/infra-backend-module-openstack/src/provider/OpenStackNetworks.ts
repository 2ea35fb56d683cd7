import type {
  NetworkManager,
  ProjectTarget,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { ProjectFirewall } from './ProjectFirewall';
import type { ProjectNetwork } from './ProjectNetwork';

/** Gives projects their network, router and security-group baseline in Neutron. */
export class OpenStackNetworks implements NetworkManager {
  constructor(
    private readonly parts: {
      network: ProjectNetwork;
      firewall: ProjectFirewall;
    },
  ) {}

  ensureNetwork(
    target: ProjectTarget,
    { signal }: ProviderCallOptions,
  ): Promise<{ networkExternalId: string }> {
    return this.parts.network.ensure(target, signal);
  }

  async ensureFirewallBaseline(
    target: ProjectTarget,
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    await this.parts.firewall.ensure(target, signal);
  }
}
