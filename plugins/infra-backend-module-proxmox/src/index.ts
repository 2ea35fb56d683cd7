/**
 * Proxmox VE provider of Ironstage.
 *
 * @packageDocumentation
 */
export { infraModuleProxmox as default } from './module';
export { readProxmoxConfigs } from './config/readConfig';
export type { ProxmoxConfig } from './config/types';
export { ProxmoxProvider } from './provider/ProxmoxProvider';
