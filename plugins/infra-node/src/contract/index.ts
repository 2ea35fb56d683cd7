/**
 * Contract tests for providers, for jest.
 *
 * @packageDocumentation
 */
export { describeProviderContract } from './describeProviderContract';
export type { BrokenProvider, ProviderContractOptions } from './options';
