import type { LabCloud } from './labCloud';

/** Asks the lab directly, past the provider that is under test. */
export interface LabWitness {
  get: (service: WitnessedService, path: string) => Promise<Json>;
  post: (
    service: WitnessedService,
    path: string,
    body: unknown,
  ) => Promise<Json>;
  remove: (service: WitnessedService, path: string) => Promise<void>;
}

type WitnessedService =
  | 'identity'
  | 'compute'
  | 'network'
  | 'placement'
  | 'image';
// answers of five services, read by tests that know what they ask for
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

const BELOW: Record<WitnessedService, string> = {
  identity: '',
  compute: '',
  network: '/v2.0',
  placement: '',
  image: '/v2',
};

/** Logs in as the lab's administrator. */
export async function labWitness(lab: LabCloud): Promise<LabWitness> {
  const domain = { name: 'Default' };
  const login = await fetch(`${lab.authUrl}/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: {
              name: lab.admin.username,
              domain,
              password: lab.admin.password,
            },
          },
        },
        scope: { project: { name: lab.admin.project, domain } },
      },
    }),
  });
  const { token } = await login.json();
  const addresses = new Map<string, string>(
    token.catalog.map(
      (one: { type: string; endpoints: Array<{ url: string }> }) => [
        one.type,
        one.endpoints[0].url,
      ],
    ),
  );
  addresses.set('identity', lab.authUrl);

  async function call(
    method: string,
    service: WitnessedService,
    path: string,
    body?: unknown,
  ): Promise<Json> {
    const url = `${addresses.get(service)}${BELOW[service]}${path}`;
    const answer = await fetch(url, {
      method,
      headers: {
        'X-Auth-Token': login.headers.get('x-subject-token') ?? '',
        'OpenStack-API-Version': 'compute 2.61, placement 1.29',
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${url}: ${answer.status}`);
    }
    const text = await answer.text();
    return text ? JSON.parse(text) : undefined;
  }
  return {
    get: (service, path) => call('GET', service, path),
    post: (service, path, body) => call('POST', service, path, body),
    remove: async (service, path) => {
      await call('DELETE', service, path);
    },
  };
}
