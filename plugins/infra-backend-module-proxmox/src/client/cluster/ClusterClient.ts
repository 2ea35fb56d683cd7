import { fieldOf, readRows, type OddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { flag, listOf, maybe, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';
import { eachOnce } from './eachOnce';
import {
  guestRowSchema,
  nodeRowSchema,
  statusRowSchema,
  storageRowSchema,
  type ClusterResources,
  type StatusRow,
} from './types';

const haRowSchema = z.object({
  id: text,
  type: z.string(),
  node: maybe(z.string()),
  status: maybe(z.string()),
  quorate: maybe(flag),
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
      listOf(z.unknown()),
    );
    const odd: OddRow[] = [];
    const ofType = <T extends z.ZodType>(types: string[], schema: T) =>
      readRows(
        rows.filter(row => types.includes(fieldOf(row, 'type') ?? '')),
        schema,
        one => odd.push(one),
      );
    return eachOnce({
      guests: ofType(['qemu', 'lxc'], guestRowSchema),
      nodes: ofType(['node'], nodeRowSchema),
      storages: ofType(['storage'], storageRowSchema),
      odd,
    });
  }

  status(signal: AbortSignal): Promise<StatusRow[]> {
    return this.transport.list(
      { method: 'GET', path: '/cluster/status', signal },
      statusRowSchema,
    );
  }

  haStatus(signal: AbortSignal): Promise<HaRow[]> {
    return this.transport.list(
      { method: 'GET', path: '/cluster/ha/status/current', signal },
      haRowSchema,
    );
  }
}
