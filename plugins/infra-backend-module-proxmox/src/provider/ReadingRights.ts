import type { Clients } from '../client/createClients';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';

/**
 * Rights without which something is left out of what is read, without a word: rows of lists and, with
 * the last one, addresses of guests. Release 9 split `VM.Monitor` up.
 */
const NEEDED: ReadonlyArray<readonly string[]> = [
  ['Sys.Audit'],
  ['VM.Audit'],
  ['Datastore.Audit'],
  ['Pool.Audit'],
  ['SDN.Audit'],
  ['Mapping.Use'],
  ['VM.GuestAgent.Audit', 'VM.Monitor'],
];

/** Sees to it that what the token may not see is not taken for what is not there. */
export class ReadingRights {
  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
  ) {}

  /** @throws ProviderError `misconfigured`, naming what the token lacks */
  async demand(signal: AbortSignal): Promise<void> {
    const { id, configKey } = this.transport.config;
    const rights = await this.clients.access.ownPrivileges('/', signal);
    const missing = NEEDED.filter(names => !names.some(one => rights.has(one)));
    if (missing.length > 0) {
      throw this.transport.error(
        'misconfigured',
        `The API token of ${id} lacks ${missing
          .map(names => names.join(' or '))
          .join(
            ', ',
          )} on /; check the role of ${configKey}.auth and, with privilege separation, of its user.`,
      );
    }
  }
}
