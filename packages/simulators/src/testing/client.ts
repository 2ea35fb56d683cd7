import { demoCredentials } from '../openstack/demo';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text when it is none. */
  body: any;
}

export interface Ask {
  body?: unknown;
  /** `compute 2.93` */
  version?: string;
  headers?: Record<string, string>;
}

/** A bare HTTP client: tests look at what is on the wire. */
export class Client {
  constructor(readonly url: string, readonly token?: string) {}

  async ask(method: string, path: string, ask: Ask = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        Accept: 'application/json',
        ...(ask.body === undefined
          ? {}
          : { 'Content-Type': 'application/json' }),
        ...(this.token ? { 'X-Auth-Token': this.token } : {}),
        ...(ask.version ? { 'OpenStack-API-Version': ask.version } : {}),
        ...ask.headers,
      },
      body:
        ask.body === undefined || typeof ask.body === 'string'
          ? (ask.body as string | undefined)
          : JSON.stringify(ask.body),
    });
    const text = await response.text();
    let body: unknown = text === '' ? undefined : text;
    try {
      body = JSON.parse(text);
    } catch {
      // Not JSON: keep the text.
    }
    return { status: response.status, headers: response.headers, body };
  }

  nova(method: string, path: string, body?: unknown, minor = 93) {
    const version = `compute 2.${minor}`;
    return this.ask(method, `/compute/v2.1${path}`, { body, version });
  }

  neutron(method: string, path: string, body?: unknown) {
    return this.ask(method, `/networking/v2.0${path}`, { body });
  }

  keystone(method: string, path: string, body?: unknown) {
    return this.ask(method, `/identity/v3${path}`, { body });
  }

  placement(path: string, minor = 39) {
    const version = `placement 1.${minor}`;
    return this.ask('GET', `/placement${path}`, { version });
  }

  glance(method: string, path: string, body?: unknown) {
    return this.ask(method, `/image/v2${path}`, { body });
  }
}

export function passwordAuth(
  user: string,
  password: string,
  scope?: unknown,
): unknown {
  return {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: user, domain: { id: 'default' }, password } },
      },
      ...(scope === undefined ? {} : { scope }),
    },
  };
}

export function onProject(name: string): unknown {
  return { project: { name, domain: { id: 'default' } } };
}

/** Logs in and returns a client with the token. */
export async function login(
  url: string,
  project: string = demoCredentials.projectName,
  user: string = demoCredentials.username,
  password: string = demoCredentials.password,
): Promise<Client> {
  const answer = await new Client(url).keystone(
    'POST',
    '/auth/tokens',
    passwordAuth(user, password, onProject(project)),
  );
  if (answer.status !== 201) {
    throw new Error(`login failed: ${answer.status}`);
  }
  return new Client(url, answer.headers.get('x-subject-token') ?? '');
}

/** Asks again until it is so, for at most a minute: a busy machine takes its time. */
export async function until<T>(
  read: () => Promise<T>,
  done: (value: T) => boolean,
): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const value = await read();
    if (done(value)) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`still ${JSON.stringify(value)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
