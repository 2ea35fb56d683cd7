/**
 * Contract tests for providers, for jest.
 *
 * @packageDocumentation
 */
export { describeDeadEnds, type DeadEndOptions } from './describeDeadEnds';
export { describeProviderContract } from './describeProviderContract';
export type { BrokenProvider, ProviderContractOptions } from './options';
export { readAll, sentenceOf } from './support';
export { HASTY, PATIENT, timesOf, type Wait } from './waits';
