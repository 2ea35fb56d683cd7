import type { ProviderCallOptions } from '@ironstage/plugin-infra-node';

/** A reading goes on without what can't be read, whether or not somebody is there to be told. */
export const tolerant = (
  options: ProviderCallOptions,
): ProviderCallOptions => ({
  ...options,
  onProblem: problem => options.onProblem?.(problem),
});
