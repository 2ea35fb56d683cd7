import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type ProviderErrorKind,
} from '../errors/ProviderError';
import type {
  ProviderCallOptions,
  ReadProblem,
} from '../provider/ProviderCallOptions';
import { fieldOf, type OnOddRow } from './rows';

/** What concerns the whole cloud or our account, and so is no mishap of a part. */
const FATAL: readonly ProviderErrorKind[] = [
  'aborted',
  'unreachable',
  'unauthorized',
];

/** What a problem is about; nothing of it means that rows are missing and nobody knows which. @public */
export type ProblemScope = Pick<ReadProblem, 'externalId' | 'allRows'>;

/** A part that rows lack while all of them are there. @public */
export const PART: ProblemScope = { allRows: true };

/**
 * One reading of a kind. It goes on past what can't be read, a row or the part of a silent node, and
 * tells its caller what is missing.
 * @public
 */
export class Reading {
  readonly signal: AbortSignal;

  constructor(
    readonly kind: ResourceKind,
    private readonly options: ProviderCallOptions,
  ) {
    this.signal = options.signal;
  }

  /** Says that something is missing. */
  note(message: string, { externalId, allRows }: ProblemScope = {}): void {
    this.options.onProblem?.({
      kind: this.kind,
      ...(externalId !== undefined && { externalId }),
      ...(allRows && { allRows }),
      message,
    });
  }

  /** For rows that can't be read. @param idField - of a row, where its external id is */
  oddRow(what: string, idField: string): OnOddRow {
    return ({ row, why }) => {
      const id = fieldOf(row, idField);
      this.note(
        `${what}${id === undefined ? '' : ` ${id}`} can't be read: ${why}`,
        { externalId: id },
      );
    };
  }

  /** For rows of another list, something of which is put into the rows of this one. */
  oddPart(what: string, nameField: string): OnOddRow {
    return ({ row, why }) => {
      const name = fieldOf(row, nameField);
      this.note(
        `${what}${name === undefined ? '' : ` ${name}`} can't be read: ${why}`,
        PART,
      );
    };
  }

  /**
   * What a call gives; undefined, and a word to the caller, when a part of the cloud does not answer.
   *
   * @param what - `The bridges of pve2`
   * @param scope - whose detail it is; when not told, the reading counts as incomplete, and no row as gone
   * @throws ProviderError of what concerns the whole cloud
   */
  async attempt<T>(
    what: string,
    call: Promise<T>,
    scope: ProblemScope = {},
  ): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      if (
        !isProviderError(error) ||
        FATAL.includes(error.kind) ||
        this.signal.aborted
      ) {
        throw error;
      }
      this.note(`${what} can't be read: ${error.message}`, scope);
      return undefined;
    }
  }
}

/** A reading whose caller wants to hear of nothing, such as one for an operation. @public */
export function quietReading(kind: ResourceKind, signal: AbortSignal): Reading {
  return new Reading(kind, { signal });
}
