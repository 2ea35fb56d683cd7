import { Readable } from 'node:stream';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import {
  infraResourceReadPermission,
  type Resource,
} from '@ironstage/plugin-infra-common';
import type { ChangesReader } from '@ironstage/plugin-infra-node';
import { inventoryDocument } from './inventoryDocument';

/** Longest that the reading of the whole inventory may take, in milliseconds. */
const READ_MS = 120_000;

/** Hands the inventory's hosts, machines, networks and storages to the search. */
export class InventoryCollator implements DocumentCollatorFactory {
  readonly type = 'infra-resource';
  readonly visibilityPermission = infraResourceReadPermission;

  constructor(private readonly changes: ChangesReader) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.documents());
  }

  private async *documents() {
    for (const row of (await this.rows()).values()) {
      const document = inventoryDocument(row);
      if (document) {
        yield document;
      }
    }
  }

  /** Everything that is there now: the feed from its beginning, without what was removed since. */
  private async rows(): Promise<Map<string, Resource>> {
    const signal = AbortSignal.timeout(READ_MS);
    const rows = new Map<string, Resource>();
    for (let cursor = 0, complete = false; !complete; ) {
      const changes = await this.changes.read(cursor, signal);
      changes.resources.forEach(row => rows.set(row.ref, row));
      changes.removed.forEach(ref => rows.delete(ref));
      ({ cursor, complete } = changes);
    }
    return rows;
  }
}
