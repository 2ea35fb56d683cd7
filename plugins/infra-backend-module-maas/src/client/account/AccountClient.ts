import { z } from 'zod';
import type { MaasTransport } from '../transport/MaasTransport';

/** Who the portal is at MAAS. */
export interface Account {
  username: string;
  isAdmin: boolean;
}

/** The portal's account and the region's version. */
export class AccountClient {
  constructor(private readonly transport: MaasTransport) {}

  async whoAmI(signal: AbortSignal): Promise<Account> {
    const found = await this.transport.call(
      { method: 'GET', path: 'users/', op: 'whoami', signal },
      z.object({ username: z.string(), is_superuser: z.boolean() }),
    );
    return { username: found.username, isAdmin: found.is_superuser };
  }

  async version(signal: AbortSignal): Promise<string> {
    const found = await this.transport.call(
      { method: 'GET', path: 'version/', signal },
      z.object({ version: z.string() }),
    );
    return found.version;
  }
}
