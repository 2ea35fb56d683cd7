/* eslint-disable @backstage/no-undeclared-imports -- used by tests only */
import { ConfigReader } from '@backstage/config';
import { demoCredentials } from '@ironstage/simulators';
import { readOpenStackConfigs } from '../config/readConfig';
import type { OpenStackConfig } from '../config/types';

/** How the portal logs in to the simulated cloud. */
export const demoAuth = {
  type: 'password',
  username: demoCredentials.username,
  password: demoCredentials.password,
  project: demoCredentials.projectName,
};

/**
 * The configuration of a provider with the simulated cloud's account.
 *
 * @param entry - what else stands under `infra.openstack`, its `authUrl` at least
 */
export function demoConfig(entry: Record<string, unknown>): OpenStackConfig {
  const [config] = readOpenStackConfigs(
    new ConfigReader({
      infra: {
        openstack: [{ id: 'os-eu1', site: 'eu1', auth: demoAuth, ...entry }],
      },
    }),
  );
  return config;
}
