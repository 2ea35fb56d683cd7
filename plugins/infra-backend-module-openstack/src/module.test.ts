import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  infraProvidersExtensionPoint,
  type InfraProvider,
} from '@ironstage/plugin-infra-node';
import { infraModuleOpenStack } from './module';
import { startScriptedCloud } from './testing/scriptedCloud';

const entry = (authUrl: string) => ({
  id: 'os-eu1',
  site: 'eu1',
  authUrl,
  auth: { type: 'applicationCredential', id: 'c-1', secret: 's3cr3t-text' },
});

async function start(openstack: object[]) {
  const added: InfraProvider[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        infraProvidersExtensionPoint,
        { addProvider: (...providers) => added.push(...providers) },
      ],
    ],
    features: [
      infraModuleOpenStack,
      mockServices.rootConfig.factory({ data: { infra: { openstack } } }),
    ],
  });
  await backend.stop();
  return added;
}

describe('infraModuleOpenStack', () => {
  it('adds a provider for each entry and contacts nobody', async () => {
    const cloud = await startScriptedCloud(() => undefined);
    const [provider, ...others] = await start([entry(cloud.origin)]);
    expect(others).toEqual([]);
    expect(provider).toMatchObject({
      id: 'os-eu1',
      kind: 'openstack',
      configKey: 'infra.openstack[0]',
      site: 'eu1',
    });
    // an application credential can not log in to the projects that it makes
    expect(provider.projects).toBeDefined();
    expect(provider.instances).toBeUndefined();
    expect(cloud.seen).toEqual([]);
    await cloud.close();
  });

  it('adds nothing where nothing is configured', async () => {
    expect(await start([])).toEqual([]);
  });

  it('does not start with a configuration that is wrong', async () => {
    await expect(start([{ id: 'os-eu1' }])).rejects.toThrow(
      /infra\.openstack\[0\]/,
    );
  });
});
