function required(name: string, what: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(
      `The browser tests need ${name}, ${what}. \`npm test\` sets it; for a demo you started yourself set IRONSTAGE_URL, IRONSTAGE_CONTROL_URL and CHROMIUM_PATH.`,
    );
  }
  return value;
}

/** What the tests run against. */
export const portal = {
  url: required('IRONSTAGE_URL', 'the address of a running demo portal'),
  control: required(
    'IRONSTAGE_CONTROL_URL',
    'the control API of its simulated estate',
  ),
  chromium: required('CHROMIUM_PATH', 'the Chromium to drive'),
  /** where to keep a picture of every page; none are kept when it is unset */
  shots: process.env.IRONSTAGE_SHOTS,
};

/** The demo's OpenStack, among its other clouds. */
export const OPENSTACK = 'os-eu1';

/** Somebody of the demo. */
export type PersonaId = 'dana' | 'sam' | 'lena' | 'amira' | 'rui' | 'ada';

/** Names on the cards of the persona picker. */
export const PERSONA_NAMES: Record<PersonaId, string> = {
  dana: 'Dana Okafor',
  sam: 'Sam Lindqvist',
  lena: 'Lena Brandt',
  amira: 'Amira Haddad',
  rui: 'Rui Tavares',
  ada: 'Ada Moreau',
};

async function token(persona: PersonaId): Promise<string> {
  const response = await fetch(`${portal.url}/api/auth/persona/refresh`, {
    headers: { 'x-ironstage-persona': `user:default/${persona}` },
  });
  const body = (await response.json()) as {
    backstageIdentity?: { token: string };
  };
  if (!body.backstageIdentity) {
    throw new Error(`${persona} could not sign in (${response.status})`);
  }
  return body.backstageIdentity.token;
}

/**
 * Asks the portal's REST API as a persona: to set a scene, never to do what a test is about.
 *
 * @param path - below `/api/infra/v1`
 * @throws when the answer is not a success
 */
export async function rest<T = unknown>(
  persona: PersonaId,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${portal.url}/api/infra/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await token(persona)}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${text}`);
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Reads from the catalog's API as a persona. */
export async function catalog<T>(persona: PersonaId, path: string): Promise<T> {
  const response = await fetch(`${portal.url}/api/catalog${path}`, {
    headers: { authorization: `Bearer ${await token(persona)}` },
  });
  if (!response.ok) {
    throw new Error(`catalog ${path}: ${response.status}`);
  }
  return (await response.json()) as T;
}

/** Sets the fault switches of the simulated estate; none clears them. */
export async function setFaults(
  faults: Array<Record<string, unknown>>,
): Promise<void> {
  const response = await fetch(`${portal.control}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  });
  if (!response.ok) {
    throw new Error(`The faults were not set: ${await response.text()}`);
  }
}
