import { watchFile, unwatchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { OverlayProblem } from '@ironstage/plugin-infra-common';
import { checkOverlay } from './checkOverlay';
import { EMPTY_OVERLAY, mergeOverlays, type Overlay } from './overlaySchema';
import { parseOverlay } from './parseOverlay';

/** How often the files are looked at, in ms. A watch by events does not see what is swapped by a link. */
const LOOK_EVERY_MS = 2_000;

/** What holds now. */
export interface LoadedOverlay {
  overlay: Overlay;
  /** goes up whenever another overlay holds */
  version: number;
  /** when it was read; null when nothing could be */
  loadedAt: string | null;
  /** why what is in the files now does not hold */
  problems: OverlayProblem[];
}

const sentence = ({ file, line, message }: OverlayProblem) =>
  `${file}${line === null ? '' : `:${line}`}: ${message}`;

/**
 * The overlay files, read again whenever one of them changes. A mistake in one leaves everything as it
 * was before.
 */
export class OverlayFiles {
  private current: LoadedOverlay = {
    overlay: EMPTY_OVERLAY,
    version: 0,
    loadedAt: null,
    problems: [],
  };
  private texts: string | undefined;
  private loading: Promise<void> = Promise.resolve();
  private readonly onChange = () => {
    void this.load();
  };

  /**
   * @param files - paths, from the directory that the back end runs in
   */
  constructor(
    private readonly files: readonly string[],
    private readonly logger: Pick<LoggerService, 'info' | 'error'>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  get configured(): boolean {
    return this.files.length > 0;
  }

  get(): LoadedOverlay {
    return this.current;
  }

  /** Reads the files and goes on looking at them. */
  async start(): Promise<void> {
    for (const file of this.files) {
      watchFile(
        file,
        { interval: LOOK_EVERY_MS, persistent: false },
        this.onChange,
      );
    }
    await this.load();
  }

  stop(): void {
    this.files.forEach(file => unwatchFile(file, this.onChange));
  }

  /** Reads the files now, one reading after the other. */
  load(): Promise<void> {
    this.loading = this.loading.then(() => this.read());
    return this.loading;
  }

  private async read(): Promise<void> {
    const texts: string[] = [];
    const problems: OverlayProblem[] = [];
    for (const file of this.files) {
      try {
        texts.push(await readFile(file, 'utf8'));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        problems.push({
          file: path.basename(file),
          line: null,
          message:
            code === 'ENOENT'
              ? 'There is no such file; look at infra.overlay.files.'
              : `It can not be read (${code}).`,
          severity: 'error',
        });
      }
    }
    const together = JSON.stringify([texts, problems]);
    if (together === this.texts) {
      return;
    }
    this.texts = together;
    if (problems.length === 0) {
      const parsed = texts.map((text, index) =>
        parseOverlay(path.basename(this.files[index]), text),
      );
      problems.push(...parsed.flatMap(one => one.problems));
      const overlay = mergeOverlays(parsed.map(one => one.overlay));
      if (problems.length === 0) {
        problems.push(...checkOverlay(overlay));
      }
      if (problems.length === 0) {
        this.take(overlay);
        return;
      }
    }
    this.current = { ...this.current, problems };
    this.logger.error(
      `The overlay is not taken, ${
        this.current.loadedAt
          ? `what was read at ${this.current.loadedAt} still holds`
          : 'there is none'
      }: ${problems.map(sentence).join(' ')}`,
    );
  }

  private take(overlay: Overlay) {
    this.current = {
      overlay,
      version: this.current.version + 1,
      loadedAt: this.now().toISOString(),
      problems: [],
    };
    if (this.configured) {
      this.logger.info(
        `Overlay: ${overlay.racks.length} racks and ${overlay.machines.length} machines`,
      );
    }
  }
}
