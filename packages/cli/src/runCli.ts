import { CommanderError } from 'commander';
import { CliError, usageError } from './CliError';
import { EXIT, type ExitCode } from './exitCodes';
import { processIo, type Io } from './Io';
import { painter } from './output/style';
import { buildProgram } from './program';
import { toCliError } from './toCliError';

function fromCommander(error: CommanderError): CliError {
  const sentence = error.message
    .replace(/^error: /, '')
    .replace(/\n\((.*)\)$/, '. $1');
  return usageError(
    `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${
      /[.?)]$/.test(sentence) ? '' : '.'
    } Add --help to see how it is used.`,
  );
}

function report(error: CliError, json: boolean, io: Io): ExitCode {
  const paint = painter(io.stderr, io.env);
  io.stderr.write(`${paint('red', error.message)}\n`);
  if (json && !error.details.afterResult) {
    const { problems = [], idempotencyKey = null } = error.details;
    io.stdout.write(
      `${JSON.stringify(
        {
          error: {
            exitCode: error.exitCode,
            message: error.message,
            problems,
            idempotencyKey,
          },
        },
        null,
        2,
      )}\n`,
    );
  }
  return error.exitCode;
}

/**
 * Runs one command.
 *
 * @param args - what stands behind `ironstage`
 * @returns the exit code; every failure has been told in a sentence
 */
export async function run(args: string[], io: Io): Promise<ExitCode> {
  try {
    await buildProgram(io).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) {
      const helped = error.exitCode === 0 || error.code === 'commander.help';
      if (helped) {
        return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      }
      return report(fromCommander(error), args.includes('--json'), io);
    }
    return report(toCliError(error), args.includes('--json'), io);
  }
}

/** Runs the process: Ctrl-C stops a command politely, a second one at once. @public */
export async function runCli(args: string[]): Promise<void> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.stdout.on('error', error => {
    // whoever reads has seen enough, as in `ironstage inventory | head`
    process.exit((error as NodeJS.ErrnoException).code === 'EPIPE' ? 0 : 1);
  });
  process.exitCode = await run(args, processIo(stopping.signal));
}
