import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A catalog that knows the user whom Backstage's test back end signs in. */
export const catalogOfTests = catalogServiceMock.factory({
  entities: [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'mock', namespace: 'default' },
      spec: { memberOf: [] },
    },
  ],
});
