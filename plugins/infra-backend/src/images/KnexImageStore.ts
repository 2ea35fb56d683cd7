import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../database/criteria';
import { isSqlite } from '../database/engine';
import type { ImageCopy, ImageStore, ImageUse } from './ImageStore';

const USES = 'infra_image_uses';

/** Where rows say what they run, by kind: the name or the id of an image. */
const SAID_IN = { instance: 'image', machine: 'os' } as const;

/** Apart from the image: what uses are counted by, each for whoever may see it. */
const WHOSE = ['kind', 'provider', 'project', 'owner', 'shared'].map(
  column => `r.${column}`,
);

/** Values in one insert. */
const BATCH = 400;

/** Reads images and their uses from the plugin's database. */
export class KnexImageStore implements ImageStore {
  /** position in the feed of changes that the uses were counted at, by this replica */
  private countedAt = -1;

  constructor(private readonly knex: Knex) {}

  async copies(limit: number, visibility: Visibility): Promise<ImageCopy[]> {
    const rows = await this.images(visibility)
      .whereRaw(`${this.attribute('snapshot')} is null`)
      .orderBy(['r.name', 'r.ref'])
      .limit(limit)
      .select('r.ref', 'r.provider', 'r.name', 'r.status', {
        externalId: 'r.external_id',
        createdAt: 'r.created_at',
      });
    return rows as ImageCopy[];
  }

  async snapshots(visibility: Visibility): Promise<number> {
    const [{ count }] = await this.images(visibility)
      .whereRaw(`${this.attribute('snapshot')} is not null`)
      .count({ count: '*' });
    return Number(count);
  }

  async uses(visibility: Visibility): Promise<ImageUse[]> {
    const rows = this.knex(`${USES} as r`);
    whereVisible(rows, visibility, 'r');
    return rows.select(
      'r.provider',
      'r.image',
      'r.kind',
      'r.project',
      'r.owner',
      'r.count',
    );
  }

  async countUses(signal: AbortSignal): Promise<void> {
    const [{ seq }] = await this.knex('infra_changes').max({
      seq: 'seq',
    });
    const position = Number(seq ?? 0);
    if (position === this.countedAt) {
      return;
    }
    const providers: string[] = await this.knex('infra_resource_counts')
      .whereIn('kind', Object.keys(SAID_IN))
      .distinct('provider')
      .pluck('provider');
    await this.knex(USES).whereNotIn('provider', providers).delete();
    for (const provider of providers) {
      signal.throwIfAborted();
      await this.countOf(provider);
      // the driver of SQLite is synchronous: others get their turn between two providers
      await setImmediate();
    }
    this.countedAt = position;
  }

  private async countOf(provider: string): Promise<void> {
    const counted: object[] = [];
    for (const [kind, attribute] of Object.entries(SAID_IN)) {
      const image = this.attribute(attribute);
      const rows = this.knex('infra_resources as r')
        .where({ 'r.kind': kind, 'r.provider': provider })
        .whereNull('r.removed_at')
        .whereRaw(`${image} is not null`)
        .groupBy(WHOSE)
        .groupByRaw(image)
        .select(WHOSE)
        .select({ image: this.knex.raw(image) })
        .count({ count: '*' });
      // what a machine would run once it is deployed, it does not run now
      counted.push(
        ...(await (kind === 'machine'
          ? rows.where('r.status', 'deployed')
          : rows)),
      );
    }
    await this.knex.transaction(async tx => {
      await tx(USES).where({ provider }).delete();
      await tx.batchInsert(USES, counted, BATCH);
    });
  }

  private images(visibility: Visibility) {
    const rows = this.knex('infra_resources as r')
      .where('r.kind', 'image')
      .whereNull('r.removed_at');
    whereVisible(rows, visibility, 'r');
    return rows;
  }

  /** SQL of an attribute as text; null where a row has none. */
  private attribute(name: string): string {
    return isSqlite(this.knex)
      ? `json_extract(r.attributes, '$.${name}')`
      : `(r.attributes::json ->> '${name}')`;
  }
}
