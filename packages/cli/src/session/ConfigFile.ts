import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { usageError } from '../CliError';
import type { Io } from '../Io';
import { browserSessionSchema } from './BrowserSession';

/** A lock that is older was left by a command that was killed, in milliseconds. */
const LOCK_LIFE_MS = 60_000;

const signInSchema = z.union([
  z.object({
    /** entity ref of a persona of the demo; tokens are fetched when needed */
    persona: z.string(),
  }),
  z.object({ token: z.string() }),
  z.object({ browser: browserSessionSchema }),
]);

const configSchema = z.object({
  /** base URL of the portal commands go to */
  current: z.string().optional(),
  portals: z.record(z.string(), signInSchema).default({}),
});

/** How one is signed in to a portal. */
export type SignIn = z.infer<typeof signInSchema>;

/** What `ironstage login` remembers. */
export type CliConfig = z.infer<typeof configSchema>;

/** The file with the sign-ins, readable by its owner only. */
export class ConfigFile {
  readonly path: string;

  constructor(io: Pick<Io, 'env' | 'home'>) {
    this.path = path.join(
      io.env.XDG_CONFIG_HOME || path.join(io.home, '.config'),
      'ironstage',
      'config.json',
    );
  }

  /** @throws CliError when there is a file that is not ours */
  read(): CliConfig {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return { portals: {} };
      }
      throw usageError(
        `${this.path} can't be read (${(error as Error).message}).`,
      );
    }
    try {
      return configSchema.parse(JSON.parse(text));
    } catch {
      throw usageError(
        `${this.path} is damaged: delete it and sign in again with "ironstage login".`,
      );
    }
  }

  /**
   * Does something while no other command does it: a refresh token is good once, and two commands that
   * renew a session at once would end it.
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const lock = `${this.path}.lock`;
    for (;;) {
      try {
        mkdirSync(path.dirname(lock), { recursive: true, mode: 0o700 });
        mkdirSync(lock);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
          throw usageError(
            `${lock} can't be made (${(error as Error).message}).`,
          );
        }
        const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
        if (since !== undefined && Date.now() - since > LOCK_LIFE_MS) {
          rmSync(lock, { recursive: true, force: true });
        } else {
          await sleep(50);
        }
      }
    }
    try {
      return await work();
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }

  /** Replaces the file as a whole, so that nobody sees half of it. */
  write(config: CliConfig): void {
    try {
      mkdirSync(path.dirname(this.path), { recursive: true, mode: 0o700 });
      const draft = `${this.path}.${process.pid}`;
      writeFileSync(draft, `${JSON.stringify(config, null, 2)}\n`, {
        mode: 0o600,
      });
      renameSync(draft, this.path);
    } catch (error) {
      throw usageError(
        `${this.path} can't be written (${(error as Error).message}).`,
      );
    }
  }
}
