import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { discoveryApiRef } from '@backstage/core-plugin-api';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AppSignInPage } from './AppSignInPage';

const personas = [
  {
    id: 'user:default/dana',
    title: 'Dana Okafor',
    role: 'Builds the checkout service.',
    team: 'Payments',
  },
  {
    id: 'user:default/amir',
    title: 'Amir Haddad',
    role: 'Decides on large requests.',
    team: 'Platform',
  },
];

const session = (user: string) => ({
  profile: { displayName: 'Dana' },
  backstageIdentity: {
    token: `x.${btoa(JSON.stringify({ exp: Date.now() / 1000 + 3600 }))}.x`,
    identity: {
      type: 'user',
      userEntityRef: user,
      ownershipEntityRefs: [user],
    },
  },
});

function setUp(app: object, respond: () => Response | Promise<Response>) {
  const fetchMock = jest
    .spyOn(global, 'fetch')
    .mockImplementation(async () => respond());
  const onSignInSuccess = jest.fn();
  const data = {
    app: { baseUrl: 'http://portal', ...app },
    backend: { baseUrl: 'http://portal' },
    organization: { name: 'Example Works' },
  };
  renderInTestApp(<AppSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: data,
    apis: [
      mockApis.config({ data }),
      [discoveryApiRef, { getBaseUrl: async id => `http://portal/api/${id}` }],
    ],
  });
  return { fetchMock, onSignInSuccess };
}

const json = (status: number, body: object) =>
  ({
    ok: status < 400,
    status,
    statusText: 'Not Found',
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => body,
    text: async () => JSON.stringify(body),
  } as Response);

describe('sign-in by persona', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => jest.restoreAllMocks());

  it('shows one card per persona and signs the chosen one in', async () => {
    const { fetchMock, onSignInSuccess } = setUp({ personas }, () =>
      json(200, session('user:default/dana')),
    );
    expect(
      await screen.findByText('Decides on large requests.'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', {
        name: /^Sign in as Dana Okafor/,
      }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));

    const [url, init] = fetchMock.mock.calls[0];
    expect(url).toBe('http://portal/api/auth/persona/refresh');
    expect(new Headers(init?.headers).get('x-ironstage-persona')).toBe(
      'user:default/dana',
    );
    const [identity] = onSignInSuccess.mock.calls[0];
    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/dana',
    });
  });

  it('remembers the choice until the person signs out', async () => {
    localStorage.setItem('ironstage.persona', 'user:default/dana');
    const { onSignInSuccess } = setUp({ personas }, () =>
      json(200, session('user:default/dana')),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    expect(screen.queryByText('Dana Okafor')).toBeNull();

    await onSignInSuccess.mock.calls[0][0].signOut();
    expect(localStorage.getItem('ironstage.persona')).toBeNull();
  });

  it('asks again when the remembered persona is no longer offered', async () => {
    localStorage.setItem('ironstage.persona', 'user:default/gone');
    setUp({ personas }, () => json(200, session('user:default/gone')));
    expect(await screen.findByText('Dana Okafor')).toBeInTheDocument();
  });

  it('says why it failed and lets choose again', async () => {
    const { onSignInSuccess } = setUp({ personas }, () =>
      json(404, { error: { name: 'NotFoundError', message: 'No such user' } }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /Amir Haddad/ }),
    );
    expect(
      await screen.findByText(/Amir Haddad could not be signed in/),
    ).toBeInTheDocument();
    expect(onSignInSuccess).not.toHaveBeenCalled();

    await userEvent.click(screen.getByRole('button', { name: 'Choose again' }));
    expect(screen.getByText('Dana Okafor')).toBeInTheDocument();
    expect(localStorage.getItem('ironstage.persona')).toBeNull();
  });
});

describe('sign-in by provider', () => {
  it('tells how to configure a provider when there is none', async () => {
    setUp({}, () => json(200, {}));
    expect(
      await screen.findByText('Nobody can sign in yet'),
    ).toBeInTheDocument();
    expect(screen.getByText('app.signInProviders')).toBeInTheDocument();
  });

  it('names a provider it does not know', async () => {
    setUp({ signInProviders: ['github', 'gitbub'] }, () => json(200, {}));
    expect(await screen.findByText(/names gitbub/)).toBeInTheDocument();
  });
});
