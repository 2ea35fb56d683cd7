import { z } from 'zod';
import { flag, listOf, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';
import {
  resourceRowSchema,
  statusRowSchema,
  type GuestRow,
  type NodeRow,
  type StatusRow,
  type StorageRow,
} from './types';

/** Everything of a cluster in one answer. */
export interface ClusterResources {
  guests: GuestRow[];
  nodes: NodeRow[];
  storages: StorageRow[];
}

const haRowSchema = z.object({
  id: z.string(),
  type: z.string(),
  node: z.string().optional(),
  status: z.string().optional(),
  quorate: flag.optional(),
});

/** A part of the HA manager. */
export type HaRow = z.infer<typeof haRowSchema>;

/** What concerns the cluster as a whole. */
export class ClusterClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  /** @returns such as `9.2.11` */
  async version(signal: AbortSignal): Promise<string> {
    const found = await this.transport.call(
      { method: 'GET', path: '/version', signal },
      z.object({ version: text }),
    );
    return found.version;
  }

  /** One bulk call; the figures are up to ten seconds old. */
  async resources(signal: AbortSignal): Promise<ClusterResources> {
    const rows = await this.transport.call(
      { method: 'GET', path: '/cluster/resources', signal },
      listOf(resourceRowSchema),
    );
    const found: ClusterResources = { guests: [], nodes: [], storages: [] };
    for (const row of rows) {
      switch (row?.type) {
        case 'qemu':
        case 'lxc':
          found.guests.push(row);
          break;
        case 'node':
          found.nodes.push(row);
          break;
        case 'storage':
          found.storages.push(row);
          break;
        default:
      }
    }
    return found;
  }

  status(signal: AbortSignal): Promise<StatusRow[]> {
    return this.transport.call(
      { method: 'GET', path: '/cluster/status', signal },
      listOf(statusRowSchema),
    );
  }

  haStatus(signal: AbortSignal): Promise<HaRow[]> {
    return this.transport.call(
      { method: 'GET', path: '/cluster/ha/status/current', signal },
      listOf(haRowSchema),
    );
  }
}
