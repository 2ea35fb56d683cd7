import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

const named = z.array(z.object({ id: z.string(), name: z.string() }));

/** Keystone's roles, groups and grants. Source: identity API v3. */
export class AccessClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** @returns id of the role, undefined when there is none of that name */
  async findRole(
    name: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { roles } = await this.transport.call(
      {
        service: 'identity',
        method: 'GET',
        path: '/roles',
        query: { name },
        signal,
      },
      z.object({ roles: named }),
    );
    return roles.find(role => role.name === name)?.id;
  }

  /** @returns id of the group in the domain, undefined when there is none of that name */
  async findGroup(
    name: string,
    domainId: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { groups } = await this.transport.call(
      {
        service: 'identity',
        method: 'GET',
        path: '/groups',
        query: { name, domain_id: domainId },
        signal,
      },
      z.object({ groups: named }),
    );
    return groups.find(group => group.name === name)?.id;
  }

  /** Gives a user or a group a role on a project; a grant that is there already is no error. */
  async grant(
    grant: {
      to: 'users' | 'groups';
      id: string;
      projectId: string;
      roleId: string;
    },
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'identity',
      method: 'PUT',
      path: `/projects/{project}/${grant.to}/{id}/roles/{role}`,
      params: { project: grant.projectId, id: grant.id, role: grant.roleId },
      signal,
    });
  }
}
