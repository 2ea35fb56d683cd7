import type { ProviderIssue } from '@ironstage/plugin-infra-common';
import type { Io } from '../Io';
import { painter, plain, type Paint } from './style';

/** Where results and remarks go. With `--json` standard output has JSON and nothing else. */
export class Printer {
  readonly paint: Paint;
  private readonly paintRemark: Paint;

  constructor(private readonly io: Io, readonly json: boolean) {
    this.paint = painter(io.stdout, io.env);
    this.paintRemark = painter(io.stderr, io.env);
  }

  /** The result of a command, once. */
  result(value: unknown, text: () => string): void {
    this.io.stdout.write(
      `${this.json ? JSON.stringify(value, null, 2) : text()}\n`,
    );
  }

  /** A line of progress or a hint. */
  remark(text: string, style?: Parameters<Paint>[0]): void {
    const line = plain(text);
    this.io.stderr.write(`${style ? this.paintRemark(style, line) : line}\n`);
  }

  /** Says what could not be read, beside what could. */
  issues(issues: ProviderIssue[]): void {
    for (const { provider, message } of issues) {
      this.remark(`${provider}: ${message}`, 'yellow');
    }
  }
}
