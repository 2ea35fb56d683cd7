import type { UserTransformer } from '@backstage/plugin-catalog-backend-module-ldap';
import { SkippedEntries } from './SkippedEntries';
import { createTransformers } from './transformers';

type Parameters3 = Parameters<UserTransformer>;

const vendor: Parameters3[0] = {
  dnAttributeName: 'entryDN',
  uuidAttributeName: 'entryUUID',
  decodeStringAttribute: (entry, name) =>
    [entry[name] ?? []].flat().map(String),
};

const map = {
  rdn: 'uid',
  name: 'uid',
  email: 'mail',
  displayName: 'cn',
  memberOf: 'memberOf',
  members: 'member',
  type: 'groupType',
};
const config = { dn: 'dc=example', options: {}, map } as never;

function setUp() {
  const skipped = new SkippedEntries();
  return { skipped, ...createTransformers(skipped) };
}

it('skips a person with two names or none, and says who', async () => {
  const { user, skipped } = setUp();
  const entry = (dn: string, uid?: string | string[]) =>
    ({ dn, entryDN: dn, ...(uid && { uid }) } as Parameters3[2]);
  expect(await user(vendor, config, entry('cn=a'))).toBeUndefined();
  expect(
    await user(vendor, config, entry('cn=b', ['b1', 'b2'])),
  ).toBeUndefined();
  expect((await user(vendor, config, entry('cn=c', 'c')))?.metadata.name).toBe(
    'c',
  );
  expect(skipped.take()).toEqual({
    count: 2,
    sentence: 'cn=a has no values of uid; cn=b has 2 values of uid',
  });
});

it('writes names of entries and of their members one way, so that they meet', async () => {
  const { user, group } = setUp();
  const person = {
    dn: 'uid=dana, ou=people',
    entryDN: 'uid=dana, ou=people',
    uid: 'dana',
  };
  const team = {
    dn: 'cn=payments,ou=groups',
    entryDN: 'cn=payments,ou=groups',
    uid: 'payments',
    member: ['UID=dana , ou=people'],
  };
  const dana = await user(vendor, config, person);
  await group(vendor, config, team);
  expect([team.member].flat()).toEqual([
    dana?.metadata.annotations?.['backstage.io/ldap-dn'],
  ]);
});
