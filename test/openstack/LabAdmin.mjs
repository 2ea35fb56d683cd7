import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/lib/paths.mjs';

const exec = promisify(execFile);

/** The lab's own administrator: looks at what is really there, and breaks things. */
export class LabAdmin {
  #token;
  #catalog;

  constructor(env = process.env) {
    this.env = env;
  }

  /** What `app-config.demo.yaml` wants to know of a cloud. */
  get openstack() {
    const { env } = this;
    return {
      authUrl: env.OS_AUTH_URL,
      credentials: {
        username: env.OS_USERNAME,
        password: env.OS_PASSWORD,
        projectName: env.OS_PROJECT_NAME,
      },
    };
  }

  async login() {
    const { authUrl, credentials } = this.openstack;
    const domain = { name: 'Default' };
    const response = await fetch(
      `${authUrl.replace(/\/v3\/?$/, '')}/v3/auth/tokens`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          auth: {
            identity: {
              methods: ['password'],
              password: {
                user: {
                  name: credentials.username,
                  password: credentials.password,
                  domain,
                },
              },
            },
            scope: { project: { name: credentials.projectName, domain } },
          },
        }),
      },
    );
    if (response.status !== 201) {
      throw new Error(`The lab refused the login: ${response.status}`);
    }
    this.#token = response.headers.get('x-subject-token');
    this.#catalog = (await response.json()).token.catalog;
  }

  async call(service, method, route, body, version = 'compute 2.72') {
    const endpoint = this.#catalog
      .find(one => one.type === service)
      .endpoints.find(one => one.interface === 'public').url;
    const response = await fetch(`${endpoint}${route}`, {
      method,
      headers: {
        'x-auth-token': this.#token,
        'content-type': 'application/json',
        'openstack-api-version': version,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `${method} ${route}: ${response.status} ${text.slice(0, 300)}`,
      );
    }
    return text ? JSON.parse(text) : undefined;
  }

  /** Servers of any project with just this name. */
  async servers(name) {
    const { servers } = await this.call(
      'compute',
      'GET',
      `/servers/detail?all_tenants=1&name=${encodeURIComponent(`^${name}$`)}`,
    );
    return servers;
  }

  async setInstanceQuota(project, instances) {
    await this.call('compute', 'PUT', `/os-quota-sets/${project}`, {
      quota_set: { instances, force: true },
    });
  }

  /** Lets no host take new servers, or all of them again. */
  async setHosts(status) {
    const { services } = await this.call(
      'compute',
      'GET',
      '/os-services?binary=nova-compute',
    );
    for (const { id } of services) {
      await this.call('compute', 'PUT', `/os-services/${id}`, { status });
    }
  }

  /** Stops or starts a service of the lab. */
  async service(verb, name) {
    await exec('bash', [
      path.join(root, 'test/labs/openstack/service.sh'),
      verb,
      name,
    ]);
  }

  async novaAnswers() {
    return this.call('compute', 'GET', '/servers?limit=1').then(
      () => true,
      () => false,
    );
  }
}
