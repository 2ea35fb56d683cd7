import {
  orUndefined,
  readRows,
  type OnOddRow,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { orElse } from '../../transport/fields';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

/** one policy instead of a list of them came at 2.64 */
const VERSION = { at: '2.61', better: '2.64' };
/** the most that Nova sends at a time, unless the operator set less */
const LIMIT = 1000;

const groupSchema = z.object({
  id: z.string(),
  name: orElse(z.string(), ''),
  policy: z.string().nullish(),
  policies: orElse(z.array(z.string()), []),
  members: orElse(z.array(z.string()), []),
});

/** A rule about which servers may share a host. */
export interface ServerGroup {
  name: string;
  /** `anti-affinity`, … */
  policy: string;
}

function toGroup(group: z.infer<typeof groupSchema>): ServerGroup {
  return { name: group.name, policy: group.policy ?? group.policies[0] ?? '' };
}

/** Nova's server groups of all projects. */
export class ServerGroupsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /**
   * Groups by the servers in them. Members are removed lazily, so that some may be gone. Paged by
   * offset: a group made meanwhile moves the pages, and may be missed until the next time.
   */
  async byServer(
    signal: AbortSignal,
    onOdd: OnOddRow = () => {},
  ): Promise<Map<string, ServerGroup>> {
    const groups = new Map<string, ServerGroup>();
    const seen = new Set<string>();
    let offset = 0;
    for (;;) {
      const page = await this.transport.call(
        {
          service: 'compute',
          method: 'GET',
          path: '/os-server-groups',
          query: {
            all_projects: 'True',
            limit: String(LIMIT),
            offset: String(offset),
          },
          version: VERSION,
          signal,
        },
        z.object({ server_groups: z.array(z.unknown()) }),
      );
      offset += page.server_groups.length;
      const fresh = readRows(page.server_groups, groupSchema, onOdd).filter(
        group => !seen.has(group.id),
      );
      for (const group of fresh) {
        seen.add(group.id);
        group.members.forEach(id => groups.set(id, toGroup(group)));
      }
      if (page.server_groups.length === 0) {
        return groups;
      }
    }
  }

  async get(id: string, signal: AbortSignal): Promise<ServerGroup | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'compute',
          method: 'GET',
          path: '/os-server-groups/{id}',
          params: { id },
          version: VERSION,
          signal,
        },
        z.object({ server_group: groupSchema }),
      ),
    );
    return found && toGroup(found.server_group);
  }
}
