/**
 * OpenStack provider of Ironstage.
 *
 * @packageDocumentation
 */
export { infraModuleOpenStack as default } from './module';
export { readOpenStackConfigs } from './config/readConfig';
export type {
  ApplicationCredentialAuth,
  OpenStackConfig,
  PasswordAuth,
  ProvisioningAccount,
} from './config/types';
export { OpenStackProvider } from './provider/OpenStackProvider';
