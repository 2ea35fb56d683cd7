import type { Problem } from '@ironstage/plugin-infra-common';
import { EXIT, type ExitCode } from './exitCodes';

/** What is known about a failure besides its sentence. */
export interface CliErrorDetails {
  /** what is wrong field by field, when a guardrail refused */
  problems?: Problem[];
  /** false when the request certainly did not arrive anywhere */
  mayHaveArrived?: boolean;
  /** the command's result was printed before it ended badly */
  afterResult?: boolean;
  /** repeats a submission safely */
  idempotencyKey?: string;
}

/** An end that a person can understand: a sentence and an exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    readonly details: CliErrorDetails = {},
  ) {
    super(message);
  }
}

/** The command line is wrong. */
export function usageError(message: string): CliError {
  return new CliError(EXIT.usage, message);
}
