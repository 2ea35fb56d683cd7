import { setImmediate } from 'node:timers/promises';
import type { InventoryStore } from '../../inventory/InventoryStore';
import { ChangeFeed } from './ChangeFeed';
import { EstateModel } from './EstateModel';
import type { EstateReader } from './EstateReader';
import { Interned, toEstateRow } from './EstateRow';

/** After so long without a question, what is held in memory goes, in ms. */
const IDLE_MS = 15 * 60_000;

interface Held {
  model: EstateModel;
  feed: ChangeFeed;
  interned: Interned;
}

/**
 * The inventory in memory, brought up to date by the feed of changes before each answer: what an answer
 * costs follows from what has changed since the last one. It is read when somebody asks first.
 */
export class Estate {
  private held: Held | undefined;
  private working: Promise<EstateModel> | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly reader: EstateReader,
    private readonly inventory: Pick<InventoryStore, 'changesAfter'>,
  ) {}

  /** The inventory as it is now. Whoever holds it must not wait for anything before he is done with it. */
  async now(): Promise<EstateModel> {
    // one that began before the question may have missed what the asker knows of
    await this.working?.catch(() => {});
    this.working ??= this.catchUp().finally(() => {
      this.working = undefined;
    });
    return this.working;
  }

  private async catchUp(): Promise<EstateModel> {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      this.held = undefined;
    }, IDLE_MS);
    this.idle.unref();
    this.held ??= await this.read();
    const { model, feed, interned } = this.held;
    const refs = await feed.next();
    if (refs.size > 0) {
      const rows = await this.reader.some([...refs]);
      for (const row of rows) {
        refs.delete(row.ref);
        model.put(toEstateRow(row, interned));
      }
      refs.forEach(ref => model.remove(ref));
    }
    return model;
  }

  private async read(): Promise<Held> {
    const feed = new ChangeFeed(this.inventory, await this.reader.position());
    const model = new EstateModel();
    const interned = new Interned();
    for await (const page of this.reader.pages()) {
      page.forEach(row => model.put(toEstateRow(row, interned)));
      await setImmediate();
    }
    return { model, feed, interned };
  }
}
