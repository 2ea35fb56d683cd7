import type { FailureClass, Problem } from '@ironstage/plugin-infra-common';

/** A problem of an input field, or of the whole request when `field` is null. */
export function problem(
  field: string | null,
  message: string,
  failureClass: FailureClass = 'user',
): Problem {
  return { field, message, class: failureClass };
}

/** Either a value or why there is none. */
export type Found<T> =
  | { value: T; problems?: undefined }
  | { value?: undefined; problems: Problem[] };

/** Collects the problems of several look-ups. */
export function problemsOf(...found: Array<Found<unknown>>): Problem[] {
  return found.flatMap(one => one.problems ?? []);
}
