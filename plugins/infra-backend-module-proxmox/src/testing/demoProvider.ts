/* eslint-disable @backstage/no-undeclared-imports -- used by tests only */
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { demoProxmox } from '@ironstage/simulators';
import { readProxmoxConfigs } from '../config/readConfig';
import { ProxmoxProvider } from '../provider/ProxmoxProvider';

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

/**
 * A provider with the token that the simulated clusters give to the portal.
 *
 * @param entry - what else stands under `infra.proxmox`, its `endpoints` at least
 */
export function demoProvider(entry: Record<string, unknown>): ProxmoxProvider {
  const { tokenId, tokenSecret } = demoProxmox;
  const [config] = readProxmoxConfigs(
    new ConfigReader({
      infra: {
        proxmox: [
          {
            id: 'pve-eu1',
            site: 'eu1',
            auth: { tokenId, secret: tokenSecret },
            ...entry,
          },
        ],
      },
    }),
  );
  return ProxmoxProvider.create(config, logger);
}
