#!/usr/bin/env bash
# @backstage/plugin-auth-backend-module-oidc-provider 0.4.21: the package's own configuration schema takes the sign-in
# resolver "preferredUsernameMatchingUserEntityName", so `config:check` is content with it. The code offers two
# resolvers, both by mail address, and no such one: reading the declaration fails, which is how the auth plugin comes
# to refuse its start in production.
#
# Installs pinned public packages in a temporary folder, asks the schema and the code, and fails when either changes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent --ignore-scripts \
  @backstage/plugin-auth-backend-module-oidc-provider@0.4.21 \
  @backstage/plugin-auth-node@0.7.6 @backstage/config@1.3.9 >/dev/null 2>&1
cat >ask.cjs <<'JS'
const schema = require('./node_modules/@backstage/plugin-auth-backend-module-oidc-provider/config.schema.json');
const { oidcSignInResolvers } = require('@backstage/plugin-auth-backend-module-oidc-provider');
const { readDeclarativeSignInResolver } = require('@backstage/plugin-auth-node');
const { ConfigReader } = require('@backstage/config');

const perEnvironment =
  schema.properties.auth.properties.providers.properties.oidc.additionalProperties;
const inSchema = perEnvironment.properties.signIn.properties.resolvers.items.anyOf.map(
  one => one.properties.resolver.const,
);
const inCode = Object.keys(oidcSignInResolvers);
console.log('schema:', inSchema.sort().join(', '));
console.log('code:  ', inCode.sort().join(', '));

let refused = 'nothing';
try {
  readDeclarativeSignInResolver({
    config: new ConfigReader({
      signIn: { resolvers: [{ resolver: 'preferredUsernameMatchingUserEntityName' }] },
    }),
    signInResolverFactories: oidcSignInResolvers,
  });
} catch (error) {
  refused = error.message;
}
console.log('said:  ', refused);
const name = 'preferredUsernameMatchingUserEntityName';
const asSeen = inSchema.includes(name) && !inCode.includes(name) && refused.includes(name);
console.log(asSeen ? 'as seen' : 'CHANGED');
process.exit(asSeen ? 0 : 1);
JS
node ask.cjs
# Seen:
#   schema: emailLocalPartMatchingUserEntityName, emailMatchingUserEntityProfileEmail, preferredUsernameMatchingUserEntityName
#   code:   emailLocalPartMatchingUserEntityName, emailMatchingUserEntityProfileEmail
#   said:   Sign-in resolver 'preferredUsernameMatchingUserEntityName' is not available
#   as seen
