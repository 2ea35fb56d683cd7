import { setImmediate } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type { InventoryStore } from '../../inventory/InventoryStore';
import { EstateModel } from './EstateModel';
import type { EstateReader } from './EstateReader';
import { Interned, toEstateRow } from './EstateRow';

/** After so long without a question, what is held in memory goes, in ms. */
const IDLE_MS = 15 * 60_000;
/** Rows that are held at most unless the configuration says otherwise: some 300 MiB. */
export const MAX_ROWS = 400_000;

/** Changes that are taken at a time. */
const PAGE = 1000;

interface Held {
  model: EstateModel;
  interned: Interned;
  /** what the feed of changes had when it was asked last */
  position: number;
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
    private readonly maxRows = MAX_ROWS,
  ) {}

  /**
   * The inventory as it is now. Whoever holds it must not wait for anything before he is done with it.
   * @throws ServiceUnavailableError when there is more than may be held
   */
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
    const held = this.held;
    for (;;) {
      const changes = await this.inventory.changesAfter(held.position, PAGE);
      await this.take(held, new Set(changes.map(({ ref }) => ref)));
      // only now: whatever fails before is taken the next time
      held.position = changes.at(-1)?.seq ?? held.position;
      if (changes.length < PAGE) {
        return held.model;
      }
    }
  }

  private async take({ model, interned }: Held, refs: Set<string>) {
    const rows = await this.reader.some([...refs]);
    for (const row of rows) {
      refs.delete(row.ref);
      model.put(toEstateRow(row, interned));
    }
    refs.forEach(ref => model.remove(ref));
  }

  private async read(): Promise<Held> {
    const count = await this.reader.count();
    if (count > this.maxRows) {
      throw new ServiceUnavailableError(
        `What stands on what is worked out in memory, and stops at ${this.maxRows} rows; the inventory has ${count}. Whoever runs the portal can raise infra.topology.maxRows: 100,000 rows take about 75 MiB.`,
      );
    }
    // before the rows: whatever changes meanwhile is taken once more
    const position = await this.reader.position();
    const model = new EstateModel();
    const interned = new Interned();
    for await (const page of this.reader.pages()) {
      page.forEach(row => model.put(toEstateRow(row, interned)));
      await setImmediate();
    }
    return { model, interned, position };
  }
}
