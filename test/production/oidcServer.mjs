/*
 * A real OpenID Connect server for tests: `node oidcServer.mjs <port> <portal's address> <file of people>`. Whoever
 * stands in the file (a JSON object of claims by login) signs in with any password; it is read anew each time.
 */
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const [port, portal, peopleFile] = process.argv.slice(2);
const people = () => JSON.parse(readFileSync(peopleFile, 'utf8'));
const HOUR = 3600;

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: 'ironstage',
      client_secret: 'a-secret-of-tests',
      redirect_uris: [`${portal}/api/auth/oidc/handler/frame`],
      post_logout_redirect_uris: [portal],
      grant_types: ['authorization_code', 'refresh_token'],
    },
  ],
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username', 'groups'],
    email: ['email', 'email_verified'],
  },
  findAccount: (_context, login) => {
    const claims = people()[login];
    return (
      claims && {
        accountId: login,
        claims: () => ({ sub: login, email_verified: true, ...claims }),
      }
    );
  },
  // as careful servers do: a refresh token is good once, and one that comes twice ends the session
  rotateRefreshToken: true,
  issueRefreshToken: () => true,
  cookies: { keys: ['a-key-of-tests'] },
  ttl: {
    AccessToken: HOUR,
    Grant: HOUR,
    IdToken: HOUR,
    Interaction: HOUR,
    RefreshToken: HOUR,
    Session: HOUR,
  },
});

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
