import type { Clients } from '../client/createClients';
import type { MaasTransport } from '../client/transport/MaasTransport';

/** Sees to it that the machines of others, which MAAS leaves out without a word, are not taken for gone. */
export class Administrator {
  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
  ) {}

  /** @throws ProviderError `misconfigured` when the portal's account is no administrator */
  async demand(signal: AbortSignal): Promise<void> {
    const { id, configKey } = this.transport.config;
    const account = await this.clients.account.whoAmI(signal);
    if (!account.isAdmin) {
      throw this.transport.error(
        'misconfigured',
        `The portal's account "${account.username}" at ${id} is no administrator and sees its own machines only; check ${configKey}.apiKey.`,
      );
    }
  }
}
