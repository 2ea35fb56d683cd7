import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const BASE = 'dc=example,dc=com';
export const READER = `cn=reader,${BASE}`;
export const PASSWORD = 'a-secret-of-tests';

const person = (uid, name, mail) => `
dn: uid=${uid},ou=people,${BASE}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${name}
sn: ${name.split(' ').at(-1)}
mail: ${mail}
`;

const group = (name, members) => `
dn: cn=${name},ou=groups,${BASE}
objectClass: groupOfNames
cn: ${name}
${members.map(member => `member: ${member}`).join('\n')}
`;

const uid = name => `uid=${name},ou=people,${BASE}`;

/** A company with what directories hold: nested groups, spaces, two names, none that the catalog takes. */
const COMPANY = `
dn: ${BASE}
objectClass: dcObject
objectClass: organization
dc: example
o: Example Works

dn: ou=people,${BASE}
objectClass: organizationalUnit
ou: people

dn: ou=groups,${BASE}
objectClass: organizationalUnit
ou: groups

dn: ${READER}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${PASSWORD}
${[
  person('dana', 'Dana Okafor', 'shared@example.com'),
  person('sam', 'Sam Lindqvist', 'shared@example.com'),
  person('rui', 'Rui Tavares', 'rui@example.com'),
  person('eve@example.com', 'Eve Odd', 'eve@example.com'),
  `${person('twice', 'Two Names', 'twice@example.com')}uid: doubled\n`,
  // typed by hand, with a space after a comma
  group('checkout', [`uid=dana, ou=people,${BASE}`]),
  group('discovery', [uid('sam')]),
  group('on call', [uid('rui')]),
  group('Platform Team', [`cn=on call,ou=groups,${BASE}`]),
].join('\n')}
`;

/**
 * A slapd on loopback with a company in it.
 *
 * @param port - where it listens
 */
export async function startDirectory(port) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-ldap-'));
  const data = path.join(dir, 'data');
  mkdirSync(data);
  const conf = path.join(dir, 'slapd.conf');
  writeFileSync(
    conf,
    `
${['core', 'cosine', 'inetorgperson']
  .map(schema => `include /etc/ldap/schema/${schema}.schema`)
  .join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix "${BASE}"
directory ${data}
rootdn "cn=admin,${BASE}"
rootpw ${PASSWORD}
access to attrs=userPassword by anonymous auth by * none
access to * by * read
`,
  );
  const url = `ldap://127.0.0.1:${port}`;
  const tool = (program, args, input) => {
    const { status, stderr } = spawnSync(program, args, {
      input,
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new Error(`${program} failed: ${stderr}`);
    }
  };
  tool('slapadd', ['-f', conf], COMPANY);
  const child = spawn('slapd', ['-d', '0', '-f', conf, '-h', url], {
    stdio: 'ignore',
  });
  const asAdmin = ['-x', '-H', url, '-D', `cn=admin,${BASE}`, '-w', PASSWORD];
  for (let tries = 0; ; tries++) {
    const { status } = spawnSync('ldapwhoami', asAdmin);
    if (status === 0) {
      break;
    }
    if (tries > 100 || child.exitCode !== null) {
      throw new Error('slapd did not start');
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return {
    url,
    remove: name => tool('ldapdelete', [...asAdmin, uid(name)]),
    rename: (from, to) =>
      tool('ldapmodrdn', [...asAdmin, '-r', uid(from), `uid=${to}`]),
    change: ldif => tool('ldapmodify', asAdmin, ldif),
    stop() {
      child.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
