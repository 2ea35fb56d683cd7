import { orUndefined, type OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { OPERATION_METADATA, operationTag } from '../../ownership';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listAll, listPages } from '../../transport/pages';
import { serverSchema, type WireServer } from './types';

/** flavors within the servers; tags and their filters came at 2.26 */
const READ = { at: '2.47' };
/** ids of server groups in single servers came at 2.71 */
const READ_ONE = { at: '2.47', better: '2.71' };
/** tags in the create call */
const CREATE = { at: '2.52' };

/** No more than tells whose a server is: an odd one of somebody must not stand in the way of all others. */
const ownedSchema = serverSchema.pick({
  id: true,
  tenant_id: true,
  created: true,
  tags: true,
  key_name: true,
});

/** {@inheritDoc ownedSchema} */
export type OwnedServer = z.infer<typeof ownedSchema>;

/** What Nova needs for a server. */
export interface NewServer {
  operationId: string;
  name: string;
  projectId: string;
  flavorId: string;
  imageId: string;
  networkIds: string[];
  /** plain text */
  userData: string;
  /** name of a key pair of the account that creates the server */
  keyName?: string;
  metadata: Record<string, string>;
}

/** Nova's servers of all projects; they are made in their own project. */
export class ServersClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** Oldest first, so that servers made meanwhile come at the end and no page moves. */
  pages(signal: AbortSignal, onOdd?: OnOddRow): AsyncGenerator<WireServer[]> {
    return listPages(
      this.transport,
      {
        service: 'compute',
        path: '/servers/detail',
        query: {
          all_tenants: '1',
          sort_key: ['created_at', 'uuid'],
          sort_dir: ['asc', 'asc'],
        },
        version: READ,
        signal,
      },
      'servers',
      serverSchema,
      onOdd,
    );
  }

  /** Servers of a project, all or those an operation made. */
  async ofProject(
    projectId: string,
    operationId: string | undefined,
    signal: AbortSignal,
  ): Promise<OwnedServer[]> {
    const servers = await listAll(
      this.transport,
      {
        service: 'compute',
        path: '/servers/detail',
        query: {
          all_tenants: '1',
          project_id: projectId,
          tags: operationId && operationTag(operationId),
        },
        version: READ,
        signal,
      },
      'servers',
      ownedSchema,
    );
    // a filter that a service does not know is ignored, and all servers of the cloud come back
    return servers.filter(
      server =>
        server.tenant_id === projectId &&
        (!operationId || server.tags.includes(operationTag(operationId))),
    );
  }

  async get(id: string, signal: AbortSignal): Promise<WireServer | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'compute',
          method: 'GET',
          path: '/servers/{id}',
          params: { id },
          version: READ_ONE,
          signal,
        },
        z.object({ server: serverSchema }),
      ),
    );
    return found?.server;
  }

  /** @returns the id; Nova is at work on the server then */
  async create(server: NewServer, signal: AbortSignal): Promise<string> {
    const made = await this.transport.call(
      {
        service: 'compute',
        method: 'POST',
        path: '/servers',
        version: CREATE,
        scope: { projectId: server.projectId },
        body: {
          server: {
            name: server.name,
            flavorRef: server.flavorId,
            imageRef: server.imageId,
            networks:
              server.networkIds.length > 0
                ? server.networkIds.map(uuid => ({ uuid }))
                : 'none',
            key_name: server.keyName,
            user_data: Buffer.from(server.userData, 'utf8').toString('base64'),
            metadata: {
              ...server.metadata,
              [OPERATION_METADATA]: server.operationId,
            },
            tags: [operationTag(server.operationId)],
          },
        },
        signal,
      },
      z.object({ server: z.object({ id: z.string() }) }),
    );
    return made.server.id;
  }

  /** Asks Nova to delete it; one that is gone is no error. */
  async remove(id: string, signal: AbortSignal): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'compute',
        method: 'DELETE',
        path: '/servers/{id}',
        params: { id },
        signal,
      }),
    );
  }
}
