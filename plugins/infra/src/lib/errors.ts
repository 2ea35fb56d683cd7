import { InfraApiError } from '@ironstage/plugin-infra-common';

/** What an error means to the person in front of the screen. */
export interface ErrorWords {
  title: string;
  sentence: string;
  /** false when asking again can not help */
  retry: boolean;
}

function status(error: Error): number | undefined {
  return error instanceof InfraApiError ? error.status : undefined;
}

/** True when the same question may get an answer later. */
export function isTransient(error: Error): boolean {
  const code = status(error);
  return code === undefined || code >= 500 || code === 408 || code === 429;
}

/**
 * Puts an error in words.
 *
 * @param what - what could not be shown, with its article: `the inventory`
 */
export function explainError(error: Error, what: string): ErrorWords {
  switch (status(error)) {
    case 401:
      return {
        title: 'You are no longer signed in',
        sentence: `Sign in again to see ${what}.`,
        retry: true,
      };
    case 403:
      return {
        title: `You may not see ${what}`,
        sentence:
          'Your permissions do not cover it. Ask the team that owns it, or the platform team.',
        retry: false,
      };
    case 404:
      return {
        title: `Could not find ${what}`,
        sentence: 'It may have been removed, or the link may be wrong.',
        retry: false,
      };
    case undefined:
      return {
        title: `Could not load ${what}`,
        sentence: `The portal could not be reached (${error.message}). It is tried again in a moment.`,
        retry: true,
      };
    default:
      return {
        title: `Could not load ${what}`,
        sentence: error.message,
        retry: true,
      };
  }
}

/** Anything thrown, as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
