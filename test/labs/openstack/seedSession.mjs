// What the parts of seed.mjs share: where the services are, and how they are asked.
export const env = process.env;
export const keystone = env.LAB_KEYSTONE_URL;
const base = name => `http://127.0.0.1:${env[`LAB_${name}_PORT`]}`;
export const addresses = {
  placement: base('PLACEMENT'),
  image: base('GLANCE'),
  compute: `${base('NOVA')}/v2.1`,
  network: base('NEUTRON'),
  'block-storage': `${base('CINDER')}/v3`,
  volumev3: `${base('CINDER')}/v3`,
  baremetal: base('IRONIC'),
};

/** What `login` takes for the whole cloud instead of a project. */
export const SYSTEM = Symbol('system');

/** Logs in to a project, or to the system; what comes back calls services by URL. */
export async function login(user, project) {
  const domain = { name: 'Default' };
  const response = await fetch(`${keystone}/auth/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: { name: user, domain, password: env.LAB_PASSWORD },
          },
        },
        scope:
          project === SYSTEM
            ? { system: { all: true } }
            : { project: { name: project, domain } },
      },
    }),
  });
  if (!response.ok) {
    throw new Error(`login of ${user}: ${response.status}`);
  }
  const { token } = await response.json();
  return {
    user: token.user.id,
    project: token.project?.id,
    async call(method, url, body, headers = {}) {
      const answer = await fetch(url, {
        method,
        headers: {
          'X-Auth-Token': response.headers.get('x-subject-token'),
          'Content-Type': 'application/json',
          ...headers,
        },
        body:
          body === undefined || typeof body === 'string'
            ? body
            : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error(
          `${method} ${url}: ${answer.status} ${text.slice(0, 300)}`,
        );
      }
      return text ? JSON.parse(text) : undefined;
    },
  };
}

/** The object of that name in a collection, made when it is not there. */
export async function ensure(session, url, [plural, singular], body) {
  const found = await session.call('GET', url);
  const known = found[plural].find(one => one.name === body.name);
  if (known) {
    return known;
  }
  console.log(`making ${singular} ${body.name}`);
  const made = await session.call(
    'POST',
    url,
    singular ? { [singular]: body } : body,
  );
  return singular ? made[singular] : made;
}

const people = {
  project: ['projects', 'project'],
  user: ['users', 'user'],
  role: ['roles', 'role'],
  group: ['groups', 'group'],
};
export const identity = (session, kind, body) =>
  ensure(session, `${keystone}/${people[kind][0]}`, people[kind], body);
export const grant = (session, project, user, role) =>
  session.call(
    'PUT',
    `${keystone}/projects/${project.id}/users/${user.id}/roles/${role.id}`,
  );
export const grantSystem = (session, user, role) =>
  session.call('PUT', `${keystone}/system/users/${user.id}/roles/${role.id}`);
