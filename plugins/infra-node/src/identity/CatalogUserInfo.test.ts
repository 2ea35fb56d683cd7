import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogUserInfo } from './CatalogUserInfo';
import { readIdentityRules } from './readIdentityRules';

const DANA = 'user:default/dana';

const entity = (
  kind: string,
  name: string,
  relations: Array<[type: string, targetRef: string]> = [],
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', annotations },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

const payments = entity('Group', 'payments', [
  ['childOf', 'group:default/shop'],
]);
const shop = entity('Group', 'shop', [['childOf', 'group:default/company']]);
// a circle, as a directory may hold one
const company = entity('Group', 'company', [['childOf', 'group:default/shop']]);
const dana = (...relations: Array<[string, string]>) =>
  entity('User', 'dana', relations, { 'backstage.io/ldap-uuid': 'E1-22' });
const inPayments: [string, string] = ['memberOf', 'group:default/payments'];

function setUp(
  entities: Entity[],
  rules: Partial<{ unknownUsers: 'deny' | 'own'; nestedGroups: boolean }> = {},
) {
  const catalog = catalogServiceMock({ entities });
  const look = jest.spyOn(catalog, 'getEntitiesByRefs');
  let time = 0;
  const users = new CatalogUserInfo(
    { auth: mockServices.auth(), catalog },
    { unknownUsers: 'deny', nestedGroups: false, ...rules },
    () => time,
  );
  return {
    look,
    catalog,
    ask: () => users.getUserInfo(mockCredentials.user(DANA)),
    wait: (ms: number) => {
      time += ms;
    },
  };
}

it('takes memberships from the catalog, with the groups that exist', async () => {
  const { ask } = setUp([
    dana(
      inPayments,
      ['memberOf', 'group:default/with a space'],
      ['ownerOf', 'component:default/till'],
    ),
    payments,
  ]);
  expect(await ask()).toEqual({
    userEntityRef: DANA,
    ownershipEntityRefs: [DANA, 'group:default/payments'],
    person: 'backstage.io/ldap-uuid=e1-22',
  });
});

it.each([
  [false, ['group:default/payments']],
  [
    true,
    ['group:default/payments', 'group:default/shop', 'group:default/company'],
  ],
])('counts the groups above: %s', async (nestedGroups, groups) => {
  const { ask } = setUp([dana(inPayments), payments, shop, company], {
    nestedGroups,
  });
  expect((await ask()).ownershipEntityRefs).toEqual([DANA, ...groups]);
});

it('refuses who is no longer in the catalog, however young the token', async () => {
  const { ask, look, wait } = setUp([dana(inPayments), payments]);
  await ask();
  look.mockResolvedValue({ items: [undefined] });
  wait(5001);
  await expect(ask()).rejects.toThrow(
    /user:default\/dana is signed in and not \(or no longer\) in the catalog/,
  );
});

it('lets the unknown act for nobody but themselves where that is configured', async () => {
  const { ask } = setUp([], { unknownUsers: 'own' });
  expect(await ask()).toEqual({
    userEntityRef: DANA,
    ownershipEntityRefs: [DANA],
    person: DANA,
  });
});

it('asks once for what many ask at once, again after five seconds, and again after a failure', async () => {
  const { ask, look, wait } = setUp([dana()]);
  await Promise.all([ask(), ask(), ask()]);
  expect(look).toHaveBeenCalledTimes(1);
  wait(5001);
  look.mockRejectedValueOnce(new Error('away'));
  await expect(ask()).rejects.toThrow('away');
  await ask();
  expect(look).toHaveBeenCalledTimes(3);
});

it('knows no teams of what is no person', async () => {
  const users = new CatalogUserInfo(
    { auth: mockServices.auth(), catalog: catalogServiceMock() },
    { unknownUsers: 'own', nestedGroups: false },
  );
  await expect(
    users.getUserInfo(mockCredentials.service('plugin:search')),
  ).rejects.toThrow(/Only people/);
});

describe('readIdentityRules', () => {
  const read = (identity: object, nodeEnv?: string) =>
    readIdentityRules(new ConfigReader({ infra: { identity } }), nodeEnv);

  it('refuses unknown users unless this is development or the configuration says so', () => {
    expect(read({})).toEqual({ unknownUsers: 'deny', nestedGroups: false });
    expect(read({}, 'production').unknownUsers).toBe('deny');
    expect(read({}, 'development').unknownUsers).toBe('own');
    expect(read({ unknownUsers: 'own' }, 'production').unknownUsers).toBe(
      'own',
    );
    expect(() => read({ unknownUsers: 'ask' })).toThrow(
      /infra\.identity\.unknownUsers is "ask"; it may be deny or own/,
    );
  });
});
