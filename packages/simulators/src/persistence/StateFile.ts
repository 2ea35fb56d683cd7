import fs from 'node:fs';
import path from 'node:path';

/** A state file that cannot be used; the message says what to do. */
export class StateFileError extends Error {
  constructor(file: string, why: string) {
    super(
      `The simulators' state file ${file} ${why}. ` +
        'Move it away or delete it to start with a fresh estate, ' +
        'or point --state-file somewhere else.',
    );
    this.name = 'StateFileError';
  }
}

const FORMAT = 'ironstage-simulators/1';

/**
 * Keeps the estate between two runs: the whole state in one JSON file, written
 * beside it, flushed and renamed, so that a kill at any moment leaves the last
 * complete one. Writes are debounced, and rarer for an estate that takes long
 * to write.
 */
export class StateFile {
  #timer: NodeJS.Timeout | undefined;
  #lastCost = 0;

  constructor(
    readonly file: string,
    private readonly snapshot: () => unknown,
    private readonly onError: (error: Error) => void,
    private readonly debounceMs = 250,
  ) {}

  /** The stored state, or undefined when there is no file yet. */
  static load(file: string): unknown {
    let text: string;
    try {
      text = fs.readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw new StateFileError(file, `cannot be read (${error})`);
    }
    let parsed: { format?: unknown; state?: unknown } | null;
    try {
      parsed = JSON.parse(text);
    } catch {
      throw new StateFileError(file, 'is not valid JSON');
    }
    if (parsed?.format !== FORMAT || parsed.state === undefined) {
      throw new StateFileError(file, `is not of the format ${FORMAT}`);
    }
    return parsed.state;
  }

  /** Something changed: write soon. */
  touch(): void {
    if (this.#timer) {
      return;
    }
    const wait = Math.max(this.debounceMs, this.#lastCost * 10);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      try {
        this.flush();
      } catch (error) {
        this.onError(error as Error);
      }
    }, wait);
    this.#timer.unref();
  }

  /** Writes now. */
  flush(): void {
    const started = Date.now();
    const state = this.snapshot();
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    const temporary = `${this.file}.tmp`;
    const handle = fs.openSync(temporary, 'w', 0o600);
    try {
      fs.writeFileSync(handle, JSON.stringify({ format: FORMAT, state }));
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, this.file);
    this.#lastCost = Date.now() - started;
  }

  /** Writes what is still waiting and stops. */
  close(): void {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.flush();
    }
  }
}
