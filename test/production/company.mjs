import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openstackEnv } from '../../scripts/lib/demo.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import {
  freePort,
  startBackend,
  startEstate,
  waitUntilReady,
} from '../../scripts/lib/services.mjs';
import { ensureToolchain } from '../../scripts/lib/toolchain.mjs';
import { BASE, PASSWORD, READER, startDirectory } from './directory.mjs';

/** What an operator writes on top of the shipped files. */
const configOf = ({ port, oidcPort, directory, cert, key }) => ({
  app: { signInProviders: ['oidc'], signInTitles: { oidc: 'Example SSO' } },
  backend: {
    listen: { port, host: '127.0.0.1' },
    https: { certificate: { cert: { $file: cert }, key: { $file: key } } },
  },
  auth: {
    environment: 'production',
    session: { secret: 'another secret of tests' },
    providers: {
      oidc: {
        production: {
          metadataUrl: `http://localhost:${oidcPort}/.well-known/openid-configuration`,
          clientId: 'ironstage',
          clientSecret: 'a-secret-of-tests',
          signOutOf: 'server',
          signIn: {
            resolvers: [
              { resolver: 'preferredUsernameMatchingUserEntityName' },
            ],
          },
        },
      },
    },
  },
  permission: { infra: { sreGroups: ['group:default/platform-team'] } },
  catalog: {
    providers: {
      ldapOrg: {
        company: {
          target: directory.url,
          bind: { dn: READER, secret: PASSWORD },
          schedule: { frequency: { seconds: 5 }, timeout: { minutes: 1 } },
          users: [
            {
              dn: `ou=people,${BASE}`,
              options: { filter: '(objectClass=inetOrgPerson)' },
              map: { name: 'uid', displayName: 'cn', email: 'mail' },
            },
          ],
          groups: [
            {
              dn: `ou=groups,${BASE}`,
              options: { filter: '(objectClass=groupOfNames)' },
              map: { name: 'cn', displayName: 'cn', members: 'member' },
            },
          ],
        },
      },
    },
  },
  infra: {
    identity: { nestedGroups: true },
    sync: { frequencySeconds: 5 },
    openstack: [
      {
        id: 'os-eu1',
        title: 'OpenStack eu1',
        site: 'eu1',
        authUrl: '${IRONSTAGE_DEMO_OPENSTACK_URL}',
        auth: {
          type: 'password',
          username: '${IRONSTAGE_DEMO_OPENSTACK_USERNAME}',
          password: '${IRONSTAGE_DEMO_OPENSTACK_PASSWORD}',
          project: '${IRONSTAGE_DEMO_OPENSTACK_PROJECT}',
        },
        network: { externalNetwork: 'public' },
      },
    ],
  },
});

/** Claims at the sign-in server, by login. */
const PEOPLE = Object.fromEntries(
  ['dana', 'sam', 'rui', 'stranger'].map(login => [
    login,
    { preferred_username: login, name: login, email: `${login}@example.com` },
  ]),
);

/** Who signs people in; started later than the portal, as it happens after a power cut. */
function startOidcServer(toolchain, { oidcPort, baseUrl, peopleFile }) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      toolchain.node,
      [
        path.join(root, 'test/production/oidcServer.mjs'),
        ...[String(oidcPort), baseUrl, peopleFile],
      ],
      { env: toolchain.env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    const listen = data => {
      said += data;
      if (said.includes('listening')) {
        resolve(child);
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('close', () =>
      reject(new Error(`The sign-in server ended: ${said}`)),
    );
  });
}

/**
 * A company that runs the portal: its directory, its sign-in server, an OpenStack, and the shipped back end in
 * production mode on PostgreSQL.
 *
 * @param postgres - host and port of a PostgreSQL that lets `postgres` in
 * @param tls - files with a certificate for localhost, which this process trusts, and its key
 */
export async function startCompany(postgres, tls) {
  const toolchain = await ensureToolchain();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-company-'));
  const [port, oidcPort, ldapPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const baseUrl = `https://localhost:${port}`;
  const peopleFile = path.join(dir, 'people.json');
  writeFileSync(peopleFile, JSON.stringify(PEOPLE));
  const directory = await startDirectory(ldapPort);
  const estate = await startEstate(toolchain, {
    args: ['--machines', '8', '--bare-metal', '2', '--instances', '12'],
    log: '-of-production',
  });
  const local = path.join(dir, 'app-config.local.yaml');
  writeFileSync(
    local,
    JSON.stringify(configOf({ port, oidcPort, directory, ...tls })),
  );
  const children = new Set([estate.child]);

  const company = {
    baseUrl,
    directory,
    portal: undefined,
    async startPortal() {
      const portal = startBackend(toolchain, {
        configs: ['app-config.yaml', 'app-config.production.yaml', local],
        log: '-of-production',
        env: {
          NODE_ENV: 'production',
          APP_BASE_URL: baseUrl,
          POSTGRES_HOST: postgres.host,
          POSTGRES_PORT: String(postgres.port),
          POSTGRES_USER: 'postgres',
          POSTGRES_PASSWORD: 'unused',
          ...openstackEnv(estate.openstack),
        },
      });
      children.add(portal);
      company.portal = portal;
      await waitUntilReady(portal, baseUrl);
    },
    async stopPortal() {
      const gone = new Promise(resolve => {
        company.portal.once('close', resolve);
      });
      company.portal.kill('SIGTERM');
      // as a service manager does with what does not end
      const late = setTimeout(() => company.portal.kill('SIGKILL'), 20_000);
      await gone;
      clearTimeout(late);
    },
    async startSignInServer() {
      children.add(
        await startOidcServer(toolchain, { oidcPort, baseUrl, peopleFile }),
      );
    },
    changePeople(change) {
      const people = structuredClone(PEOPLE);
      change(people);
      writeFileSync(peopleFile, JSON.stringify(people));
    },
    stop() {
      children.forEach(child => child.kill('SIGKILL'));
      directory.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return company;
}
