/** What the exit code of `ironstage` means. */
export const EXIT = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  notSignedIn: 3,
  notAllowed: 4,
  refused: 5,
  operationFailed: 6,
  unreachable: 7,
  awaitingApproval: 8,
  notFound: 9,
  conflict: 10,
  stillRunning: 11,
  broken: 12,
  interrupted: 130,
} as const;

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const MEANINGS: Array<[ExitCode, string]> = [
  [EXIT.ok, 'done'],
  [EXIT.unexpected, 'something unexpected happened'],
  [EXIT.usage, 'the command line is wrong'],
  [EXIT.notSignedIn, 'not signed in, or the token is no longer valid'],
  [EXIT.notAllowed, 'you may not do or see that'],
  [EXIT.refused, 'a guardrail refused the request; nothing was created'],
  [EXIT.operationFailed, 'the operation failed, was rejected or cancelled'],
  [EXIT.unreachable, 'the portal can not be reached'],
  [EXIT.awaitingApproval, 'still waiting for an approval when --timeout ended'],
  [EXIT.notFound, 'there is no such project, operation or instance'],
  [
    EXIT.conflict,
    'too late, or the idempotency key belongs to another request',
  ],
  [EXIT.stillRunning, 'still running when --timeout ended'],
  [EXIT.broken, 'the audit chain is broken'],
  [EXIT.interrupted, 'stopped by Ctrl-C; a submitted operation goes on'],
];

/** The table of exit codes, for `--help`. */
export function exitCodeHelp(): string {
  return [
    'Exit codes:',
    ...MEANINGS.map(
      ([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`,
    ),
  ].join('\n');
}
