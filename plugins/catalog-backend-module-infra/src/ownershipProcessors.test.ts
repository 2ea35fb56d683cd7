import { createBackendModule } from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import request from 'supertest';
import { instanceEntity, projectEntity } from './entityOf';
import { catalogModuleInfra } from './module';
import { instance, project } from './testing/rows';

const PROCESSED_MS = 30_000;

function byHand(kind: string, name: string, spec: Entity['spec']): Entity {
  const location = 'url:https://example.com/catalog-info.yaml';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec,
  };
}

const entities = [
  byHand('Group', 'payments', { type: 'team', children: [] }),
  byHand('Component', 'checkout', {
    type: 'service',
    lifecycle: 'production',
    owner: 'payments',
  }),
  projectEntity(project()),
  instanceEntity(instance())!,
];

const seed = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'seed',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'seed',
          connect: async connection =>
            connection.applyMutation({
              type: 'full',
              entities: entities.map(entity => ({
                entity,
                locationKey: 'seed',
              })),
            }),
        });
      },
    });
  },
});

/** What the catalog tells of an entity once all of them are processed. */
async function relationsOf(
  server: Parameters<typeof request>[0],
  kind: string,
  name: string,
) {
  const { body } = await request(server).get(
    `/api/catalog/entities/by-name/${kind}/default/${name}`,
  );
  const { relations = [], spec, metadata } = body as Entity;
  return {
    spec,
    annotations: metadata?.annotations,
    relations: relations.map(({ type, targetRef }) => `${type} ${targetRef}`),
  };
}

describe('who owns what is hidden from strangers', () => {
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [catalogPlugin, catalogModuleInfra, seed],
    });
    const deadline = Date.now() + PROCESSED_MS;
    // the team is stitched again once what it owns is processed
    const settled = async () =>
      (await relationsOf(backend.server, 'group', 'payments')).relations
        .length > 0 &&
      (await relationsOf(backend.server, 'system', 'payments-dev')).relations
        .length > 1;
    while (!(await settled()) && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }, PROCESSED_MS);

  afterAll(() => backend.stop());

  it('is told by the project and the instance themselves', async () => {
    const hers = await relationsOf(backend.server, 'system', 'payments-dev');
    expect(hers).toMatchObject({
      spec: { owner: 'group:default/payments' },
      relations: [
        'hasPart resource:default/os-eu1-1',
        'ownedBy group:default/payments',
      ],
    });
    expect(Object.keys(hers.annotations ?? {})).not.toContain(
      'ironstage.dev/owner-aside',
    );
    expect(
      await relationsOf(backend.server, 'resource', 'os-eu1-1'),
    ).toMatchObject({
      spec: { owner: 'group:default/payments', system: 'payments-dev' },
      relations: [
        'ownedBy group:default/payments',
        'partOf system:default/payments-dev',
      ],
    });
  });

  it('is not told by the team, which everybody may read, but for what everybody may see', async () => {
    expect(
      await relationsOf(backend.server, 'group', 'payments'),
    ).toMatchObject({ relations: ['ownerOf component:default/checkout'] });
    const { body } = await request(backend.server).get(
      '/api/catalog/entity-facets?facet=relations.ownerOf',
    );
    expect(body.facets['relations.ownerOf']).toEqual([
      { value: 'component:default/checkout', count: 1 },
    ]);
  });
});
