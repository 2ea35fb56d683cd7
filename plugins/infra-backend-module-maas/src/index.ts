/**
 * MAAS provider of Ironstage.
 *
 * @packageDocumentation
 */
export { infraModuleMaas as default } from './module';
export { readMaasConfigs } from './config/readConfig';
export type { ApiKey, MaasConfig } from './config/types';
export { MaasProvider } from './provider/MaasProvider';
