import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { run } from '../runCli';

/** What a command left behind. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

class Sink extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk;
    done();
  }
}

/** A home folder and an environment to run commands in, in this process. */
export class Here {
  readonly home = mkdtempSync(path.join(tmpdir(), 'ironstage-cli-'));
  readonly stopping = new AbortController();

  constructor(readonly env: Record<string, string> = {}) {}

  /** Runs `ironstage` with some arguments, and perhaps something on standard input. */
  async run(args: string[], input = ''): Promise<Outcome> {
    const stdout = new Sink();
    const stderr = new Sink();
    const code = await run(args, {
      stdin: Readable.from([input]),
      stdout,
      stderr,
      env: this.env,
      home: this.home,
      signal: this.stopping.signal,
    });
    return { code, stdout: stdout.text, stderr: stderr.text };
  }
}
