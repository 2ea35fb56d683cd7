import { InvalidArgumentError, Option, type Command } from 'commander';

/** Options every command has. */
export function withCommon(command: Command): Command {
  return command
    .option('--url <url>', 'address of the portal (or IRONSTAGE_URL)')
    .option(
      '--token <token>',
      'token of the portal; better IRONSTAGE_TOKEN, others see your command line',
    )
    .option('--json', 'print the answer as JSON, and nothing else, on stdout');
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3600_000 };

/** `90`, `90s`, `15m` or `2h`, in milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text);
  if (!match) {
    throw new InvalidArgumentError('Give a time such as 90s, 15m or 2h.');
  }
  return Number(match[1]) * UNITS[match[2] || 's'];
}

/** A whole number, not below `least`. */
export function wholeNumber(least: number) {
  return (text: string): number => {
    if (!/^\d+$/.test(text) || Number(text) < least) {
      throw new InvalidArgumentError(`Give a whole number, at least ${least}.`);
    }
    return Number(text);
  };
}

/** Collects an option that may be given several times. */
export function several(text: string, before: string[] = []): string[] {
  return [...before, text];
}

/** How long to stay with an operation. */
export function withTimeout(command: Command): Command {
  return command.addOption(
    new Option(
      '--timeout <time>',
      'stop waiting after a time such as 90s, 15m or 2h; the operation goes on',
    ).argParser(parseDuration),
  );
}

/** Options of every command that asks for a change. */
export function withSubmit(command: Command): Command {
  return withTimeout(
    command
      .option('--wait', 'wait to the end, also while somebody has to approve')
      .option('--no-wait', 'return as soon as the request is taken')
      .option('--dry-run', 'say what would happen and change nothing')
      .option(
        '--idempotency-key <key>',
        'sent again with the same key, a request is not made twice (default: a fresh one)',
      ),
  );
}

/** Examples under a command's help. */
export function withExamples(command: Command, examples: string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${examples.map(line => `  $ ironstage ${line}`).join('\n')}`,
  );
}
