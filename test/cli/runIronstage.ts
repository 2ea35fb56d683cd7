import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  Operation,
  OperationCheck,
  Page,
  Problem,
  ProjectUsage,
  Resource,
} from '@ironstage/plugin-infra-common';

const bin = path.resolve(__dirname, '../../packages/cli/bin/ironstage.js');

/** Whatever a command answers with; a test looks at the parts its command has. */
type Answer = Operation &
  ProjectUsage &
  OperationCheck &
  Page<Operation & ProjectUsage & Resource> & {
    error: { problems: Problem[] };
  };

/** What a run of the command line left behind. */
export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  /** standard output as JSON, of runs with `--json` */
  json: Answer;
}

/** Somebody at a machine of his own: a home folder, a sign-in, and `ironstage`. */
export class Person {
  readonly home = mkdtempSync(path.join(tmpdir(), 'ironstage-cli-'));

  /** Runs `ironstage` to its end. */
  run(...args: string[]): Promise<Run> {
    const {
      IRONSTAGE_TOKEN: _token,
      IRONSTAGE_URL: _url,
      ...env
    } = process.env;
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [bin, ...args], {
        env: { ...env, HOME: this.home, XDG_CONFIG_HOME: this.home },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let stdout = '';
      let stderr = '';
      child.stdout.on('data', data => (stdout += data));
      child.stderr.on('data', data => (stderr += data));
      child.on('error', reject);
      child.on('close', code =>
        resolve({
          code,
          stdout,
          stderr,
          json: args.includes('--json') && stdout ? JSON.parse(stdout) : null,
        }),
      );
    });
  }

  /** Takes the home folder away again. */
  leave(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
