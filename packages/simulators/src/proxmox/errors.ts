/** A refusal: status line text, JSON `message` and `errors` are made of it. */
export class PveError extends Error {
  constructor(
    readonly status: number,
    /** Without the newline that Perl's `die` texts end with. */
    message: string,
    /** By parameter; only with 400. */
    readonly errors?: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.name = 'PveError';
  }
}

/** 400 with one text per parameter. */
export function invalid(errors: Record<string, string>): PveError {
  return new PveError(400, 'Parameter verification failed.', errors);
}

/** 403; `what` is `/vms/100, VM.Audit`, or nothing. */
export function forbidden(what?: string): PveError {
  return new PveError(
    403,
    what ? `Permission check failed (${what})` : 'Permission check failed',
  );
}

/** Nearly every refusal of Proxmox VE is a 500 with a text. */
export function failure(message: string): PveError {
  return new PveError(500, message);
}
