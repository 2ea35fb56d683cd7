import type { Entity } from '@backstage/catalog-model';
import { checkEntities } from './checkEntities';
import { SkippedEntries } from './SkippedEntries';

const user = (name: string, memberOf: string[] = [], dn = name): Entity => ({
  apiVersion: 'backstage.io/v1beta1',
  kind: 'User',
  metadata: { name, annotations: { 'backstage.io/ldap-dn': dn } },
  spec: { profile: {}, memberOf },
});

const group = (name: string, more: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1beta1',
  kind: 'Group',
  metadata: { name },
  spec: { type: 'team', children: [], ...more },
});

function check(...entities: Entity[]) {
  const skipped = new SkippedEntries();
  return { kept: checkEntities(entities, skipped), told: skipped.take() };
}

it('lets good entries through as they are', () => {
  const entities = [
    user('dana', ['group:default/payments']),
    group('payments'),
  ];
  const { kept, told } = check(...entities);
  expect(kept).toEqual(entities);
  expect(told.count).toBe(0);
});

it('leaves out a name that the catalog refuses, and says whose', () => {
  const { kept, told } = check(
    user('dana@example.com', [], 'uid=dana,ou=people'),
    user('sam'),
  );
  expect(kept.map(one => one.metadata.name)).toEqual(['sam']);
  expect(told).toEqual({
    count: 1,
    sentence:
      'uid=dana,ou=people is called "dana@example.com", which the catalog takes for no name',
  });
});

it('lets neither of two people be whom the other is', () => {
  const { kept, told } = check(
    user('dana', [], 'uid=dana,ou=a'),
    user('Dana', [], 'uid=Dana,ou=b'),
    user('sam'),
  );
  expect(kept.map(one => one.metadata.name)).toEqual(['sam']);
  expect(told.sentence).toBe(
    'uid=dana,ou=a is one of 2 entries that would all be user:default/dana; uid=Dana,ou=b is one of 2 entries that would all be user:default/dana',
  );
});

it('gives a group a name for addresses, keeps its own as the title, and its members', () => {
  const { kept } = check(
    user('dana', ['group:default/platform team']),
    group('Platform Team', { parent: 'group:default/all of it' }),
    group('All of it', { children: ['group:default/platform team'] }),
  );
  expect(kept.map(({ metadata, spec }) => ({ ...metadata, ...spec }))).toEqual([
    expect.objectContaining({ memberOf: ['group:default/platform-team'] }),
    expect.objectContaining({
      name: 'Platform-Team',
      title: 'Platform Team',
      parent: 'group:default/all-of-it',
    }),
    expect.objectContaining({
      title: 'All of it',
      children: ['group:default/platform-team'],
    }),
  ]);
});

it('names twenty entries and counts the others', () => {
  const { told } = check(
    ...Array.from({ length: 25 }, (_, index) => user(`p${index}@example.com`)),
  );
  expect(told.count).toBe(25);
  expect(told.sentence).toMatch(/; and 5 more$/);
});
