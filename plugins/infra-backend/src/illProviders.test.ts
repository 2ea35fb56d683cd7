import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { ProviderStatus } from '@ironstage/plugin-infra-common';
import {
  infraProvidersExtensionPoint,
  type InventoryItem,
  type InventoryReader,
} from '@ironstage/plugin-infra-node';
import request from 'supertest';
import { infraPlugin } from './plugin';
import { catalogOfTests } from './__testUtils__/catalogOfTests';
import { until } from './__testUtils__/createTestServices';
import { FakeProvider } from './__testUtils__/FakeProvider';

const instance = (name: string): InventoryItem => ({
  kind: 'instance',
  externalId: name,
  name,
  status: 'active',
  projectExternalId: 'legacy',
  attributes: {},
});

/** A provider with a host and an instance, until it falls ill. */
function provider(id: string): FakeProvider {
  const made = new FakeProvider(id).seed();
  made.rows.set('instance', [instance(`vm-of-${id}`)]);
  return made;
}

type Illness = InventoryReader['pages'];

// eslint-disable-next-line require-yield -- that it never does is the illness
const silent: Illness = async function* pages() {
  await new Promise(() => {});
};
const garbage: Illness = async function* pages() {
  yield null as never;
};
const rowless: Illness = async function* pages() {
  yield [{ kind: 'instance' } as never];
};
// eslint-disable-next-line require-yield -- that it never does is the illness
const crashing: Illness = async function* pages() {
  // eslint-disable-next-line no-throw-literal -- what a careless module may do
  throw '<html>{"error": "not even an error"}</html>';
};

const ILL: Record<string, (of: FakeProvider) => void> = {
  dead: of => of.inventory.kinds.forEach(kind => of.failing.set(kind, 0)),
  slow: of => Object.assign(of.inventory, { pages: silent }),
  garbage: of => Object.assign(of.inventory, { pages: garbage }),
  rowless: of => Object.assign(of.inventory, { pages: rowless }),
  crashing: of => Object.assign(of.inventory, { pages: crashing }),
};

/** What the portal says of it: one plain sentence. */
const SENTENCE = /^[^\n<{]*\.$/;

describe('one provider among others', () => {
  async function start(...providers: FakeProvider[]) {
    const { server } = await startTestBackend({
      features: [
        catalogOfTests,
        infraPlugin,
        createBackendModule({
          pluginId: 'infra',
          moduleId: 'fake',
          register(env) {
            env.registerInit({
              deps: { registry: infraProvidersExtensionPoint },
              async init({ registry }) {
                registry.addProvider(...providers);
              },
            });
          },
        }),
        mockServices.rootConfig.factory({
          data: { infra: { sync: { timeoutSeconds: 5 } } },
        }),
      ],
    });
    const get = async (path: string) =>
      (await request(server).get(`/api/infra/v1/${path}`)).body;
    const statusOf = async (id: string): Promise<ProviderStatus> =>
      (await get('providers')).items.find(
        (one: ProviderStatus) => one.id === id,
      );
    /** What the schedule does every minute. */
    const syncNow = async (id: string) => {
      const { status } = await request(server).post(
        `/api/infra/v1/providers/${id}/sync`,
      );
      expect(status).toBeLessThan(300);
    };
    return { get, statusOf, syncNow };
  }

  it.each(Object.keys(ILL))(
    'may be %s from the start: the others are read, listed and counted',
    async illness => {
      const ill = provider('ill');
      ILL[illness](ill);
      // before and behind it, in case anything goes by order
      const { get, statusOf } = await start(
        provider('well-a'),
        ill,
        provider('well-b'),
      );
      await until(
        async () =>
          (await statusOf('ill')).state === 'unreachable' &&
          (await statusOf('well-a')).state === 'ok' &&
          (await statusOf('well-b')).state === 'ok',
      );

      expect((await statusOf('ill')).message).toMatch(SENTENCE);
      const { items, errors } = await get('resources?kind=instance');
      expect(items.map((one: InventoryItem) => one.name).sort()).toEqual([
        'vm-of-well-a',
        'vm-of-well-b',
      ]);
      expect(errors.map((one: { provider: string }) => one.provider)).toEqual([
        'ill',
      ]);
      const { overall, providers } = await get('capacity');
      expect(overall.deliverable.vcpus).toBe(128);
      expect(
        providers.map((one: { id: string; stale: boolean }) => [
          one.id,
          one.stale,
        ]),
      ).toEqual([
        ['well-a', false],
        ['ill', true],
        ['well-b', false],
      ]);
    },
  );

  it.each(Object.keys(ILL))(
    'may become %s later: its rows stay, as stale, and those of others stay fresh',
    async illness => {
      const ill = provider('ill');
      const well = provider('well');
      const { get, statusOf, syncNow } = await start(ill, well);
      await until(
        async () =>
          (await statusOf('ill')).state === 'ok' &&
          (await statusOf('well')).state === 'ok',
      );
      ILL[illness](ill);
      await syncNow('ill');
      await until(async () => (await statusOf('ill')).state === 'unreachable');
      // read after the other one fell ill
      well.rows.set('instance', [instance('vm-of-well'), instance('vm-new')]);
      await syncNow('well');
      const list = async () => (await get('resources?kind=instance')).items;
      await until(async () => (await list()).length === 3);

      expect(
        Object.fromEntries(
          (await list()).map((one: { name: string; stale: boolean }) => [
            one.name,
            one.stale,
          ]),
        ),
      ).toEqual({ 'vm-of-ill': true, 'vm-of-well': false, 'vm-new': false });
      expect((await statusOf('well')).state).toBe('ok');
      expect((await get('capacity')).overall.deliverable.vcpus).toBe(128);
    },
  );
});
