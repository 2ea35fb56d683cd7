/* eslint-disable @backstage/no-undeclared-imports -- used by tests only */
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { demoMaas } from '@ironstage/simulators';
import { readMaasConfigs } from '../config/readConfig';
import { MaasProvider } from '../provider/MaasProvider';

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

/**
 * A provider with the simulated region's key.
 *
 * @param entry - what else stands under `infra.maas`, its `url` at least
 */
export function demoProvider(entry: Record<string, unknown>): MaasProvider {
  const [config] = readMaasConfigs(
    new ConfigReader({
      infra: {
        maas: [
          { id: 'maas-eu1', site: 'eu1', apiKey: demoMaas.apiKey, ...entry },
        ],
      },
    }),
  );
  return MaasProvider.create(config, logger);
}
