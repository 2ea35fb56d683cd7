import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  type MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { startTestBackend } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { ProviderStatus } from '@ironstage/plugin-infra-common';
import { infraProvidersExtensionPoint } from '@ironstage/plugin-infra-node';
import request from 'supertest';
import { until } from '../__testUtils__/createTestServices';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import { infraPlugin } from '../plugin';
import { catalogOfTests } from '../__testUtils__/catalogOfTests';
import { reportProviders } from './reportProviders';

const NOW = Date.parse('2026-11-01T10:00:00Z');
const STATE = 'ironstage_provider_state';
const AGE = 'ironstage_provider_reading_age_seconds';

/** A metrics service that is asked by hand. */
function collector() {
  const callbacks = new Map<string, MetricsServiceObservableCallback>();
  const metrics = metricsServiceMock.mock({
    createObservableGauge: name => ({
      addCallback: callback => callbacks.set(name, callback as never),
      removeCallback: () => {},
    }),
  });
  const collect = async (name: string) => {
    const found: Array<[number, Record<string, unknown> | undefined]> = [];
    await callbacks.get(name)?.({
      observe: (value, attributes) => found.push([value, attributes]),
    });
    return found;
  };
  return { metrics, collect };
}

const status = (parts: Partial<ProviderStatus>): ProviderStatus => ({
  id: 'os-eu1',
  kind: 'openstack',
  title: 'OpenStack',
  site: 'eu1',
  state: 'ok',
  message: null,
  lastSuccessAt: null,
  lastAttemptAt: null,
  skipped: [],
  capabilities: [],
  instanceActions: [],
  machineActions: [],
  selfService: true,
  ...parts,
});

function report(...providers: ProviderStatus[]) {
  const { metrics, collect } = collector();
  const statuses = [...providers];
  reportProviders({
    metrics,
    inventory: { providers: async () => statuses },
    now: () => NOW,
  });
  return { collect, statuses };
}

/** The one state of each provider that is said to hold. */
const holding = (
  found: Awaited<ReturnType<ReturnType<typeof report>['collect']>>,
) =>
  found
    .filter(([value]) => value === 1)
    .map(([, attributes]) => `${attributes?.provider} ${attributes?.state}`);

describe('the metrics of providers', () => {
  it('say of each the one state that holds, and of all others that they do not', async () => {
    const { collect } = report(
      status({ id: 'os-eu1', state: 'stale' }),
      status({ id: 'maas-eu1', kind: 'maas', state: 'ok' }),
    );
    const found = await collect(STATE);
    expect(holding(found)).toEqual(['os-eu1 stale', 'maas-eu1 ok']);
    expect(found).toContainEqual([
      0,
      { provider: 'os-eu1', kind: 'openstack', site: 'eu1', state: 'ok' },
    ]);
  });

  it('follow a state that turns', async () => {
    const { collect, statuses } = report(status({ state: 'ok' }));
    statuses[0] = status({ state: 'unreachable' });
    expect(holding(await collect(STATE))).toEqual(['os-eu1 unreachable']);
  });

  it('count the seconds since the last reading that succeeded, when there was one', async () => {
    const { collect } = report(
      status({ lastSuccessAt: new Date(NOW - 90_500).toISOString() }),
      status({ id: 'new', lastSuccessAt: null }),
    );
    expect(await collect(AGE)).toEqual([
      [90.5, { provider: 'os-eu1', kind: 'openstack', site: 'eu1' }],
    ]);
  });

  it('say what the REST API says, in the running plugin', async () => {
    const { metrics, collect } = collector();
    const provider = new FakeProvider().seed();
    const { server } = await startTestBackend({
      features: [
        catalogOfTests,
        infraPlugin,
        createBackendModule({
          pluginId: 'infra',
          moduleId: 'fake',
          register(env) {
            env.registerInit({
              deps: { providers: infraProvidersExtensionPoint },
              async init({ providers }) {
                providers.addProvider(provider);
              },
            });
          },
        }),
        createServiceFactory({
          service: metricsServiceRef,
          deps: {},
          factory: () => metrics,
        }),
      ],
    });
    const said = async () => {
      const { body } = await request(server).get('/api/infra/v1/providers');
      return body.items.map((one: ProviderStatus) => `${one.id} ${one.state}`);
    };
    // the first reading turns the state: at rest both are asked of the same
    await until(async () => (await said()).includes('fake-1 ok'));
    expect(holding(await collect(STATE))).toEqual(await said());
  });
});
