import { normaliseDn } from './normaliseDn';

it.each([
  ['uid=dana,ou=people,dc=example', 'uid=dana,ou=people,dc=example'],
  ['UID = dana , OU=People; dc=example', 'uid=dana,ou=People,dc=example'],
  ['cn=Okafor\\2C Dana,ou=people', 'cn=Okafor\\, Dana,ou=people'],
  ['cn=Okafor\\, Dana,ou=people', 'cn=Okafor\\, Dana,ou=people'],
  ['cn=J\\C3\\BCrgen', 'cn=Jürgen'],
  ['cn=a+sn=b , dc=c', 'cn=a+sn=b,dc=c'],
  ['cn=a\\=b', 'cn=a\\=b'],
  ['cn=\\#1\\ ', 'cn=\\#1\\ '],
  ['dana', 'dana'],
])('writes %s as %s, and that as itself', (dn, expected) => {
  expect(normaliseDn(dn)).toBe(expected);
  expect(normaliseDn(expected)).toBe(expected);
});
