/** How long a provider under test waits for an answer. @public */
export interface Wait {
  milliseconds: number;
}

/** As long as a busy machine may need. @public */
export const PATIENT: Wait = { milliseconds: 20_000 };

/** For what never answers, and for nothing else. @public */
export const HASTY: Wait = { milliseconds: 300 };

/** The `timeouts` of a provider's configuration: so long for an answer, and twice as long for a read. @public */
export const timesOf = ({ milliseconds }: Wait) => ({
  connect: { milliseconds },
  request: { milliseconds },
  read: { milliseconds: 2 * milliseconds },
});
