import { InfraApiError, type Problem } from '@ironstage/plugin-infra-common';
import { CliError } from './CliError';
import { EXIT, type ExitCode } from './exitCodes';

const BY_STATUS: Record<number, ExitCode> = {
  400: EXIT.usage,
  401: EXIT.notSignedIn,
  403: EXIT.notAllowed,
  404: EXIT.notFound,
  409: EXIT.conflict,
  422: EXIT.refused,
  429: EXIT.unreachable,
  502: EXIT.unreachable,
  503: EXIT.unreachable,
  504: EXIT.unreachable,
};

/** `field: sentence`, one line a problem. */
export function problemLines(problems: Problem[]): string {
  return problems
    .map(({ field, message }) => (field ? `${field}: ${message}` : message))
    .join('\n');
}

function fromApi(error: InfraApiError): CliError {
  if (error.problems.length > 0) {
    return new CliError(EXIT.refused, problemLines(error.problems), {
      problems: error.problems,
    });
  }
  if (error.status === 401) {
    return new CliError(
      EXIT.notSignedIn,
      'The portal does not accept your token, it may have run out: sign in again with "ironstage login".',
    );
  }
  if (error.status === 403) {
    return new CliError(
      EXIT.notAllowed,
      `You may not do that: ${error.message}`,
    );
  }
  if (error.status === 404 && error.code === 'UnexpectedAnswer') {
    return new CliError(
      EXIT.unreachable,
      'There is no Ironstage portal at this address: check --url.',
    );
  }
  return new CliError(
    BY_STATUS[error.status] ?? EXIT.unexpected,
    error.message,
  );
}

/** Turns whatever was thrown into a sentence and an exit code. */
export function toCliError(error: unknown): CliError {
  if (error instanceof CliError) {
    return error;
  }
  if (error instanceof InfraApiError) {
    return fromApi(error);
  }
  return new CliError(
    EXIT.unexpected,
    `Something unexpected happened: ${
      error instanceof Error ? error.message : String(error)
    }`,
  );
}
