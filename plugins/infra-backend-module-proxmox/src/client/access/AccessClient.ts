import { z } from 'zod';
import { text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';

const permissionsSchema = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .nullish();

/** Groups, rights and who has them. */
export class AccessClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  /** Privileges of the portal's own token by path; having the key is having the right. */
  async ownPrivileges(
    path: string,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const found = await this.transport.call(
      {
        method: 'GET',
        path: '/access/permissions',
        parameters: { path },
        signal,
      },
      permissionsSchema,
    );
    return new Set(Object.keys(found?.[path] ?? {}));
  }

  async hasGroup(name: string, signal: AbortSignal): Promise<boolean> {
    const groups = await this.transport.list(
      { method: 'GET', path: '/access/groups', signal },
      z.object({ groupid: text }),
    );
    return groups.some(group => group.groupid === name);
  }

  async grant(
    grant: { path: string; group: string; role: string },
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.call(
      {
        method: 'PUT',
        path: '/access/acl',
        parameters: {
          path: grant.path,
          groups: grant.group,
          roles: grant.role,
          propagate: true,
        },
        signal,
      },
      z.unknown(),
    );
  }
}
