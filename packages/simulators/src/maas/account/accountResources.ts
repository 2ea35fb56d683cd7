import { newHex } from '../../kernel/ids';
import {
  deleted,
  forbidden,
  invalid,
  json,
  noMatch,
  refuse,
} from '../http/reply';
import { admin, type MaasCall, type Resource } from '../http/resource';
import { required } from '../http/values';
import type { MaasContext } from '../MaasContext';
import type { SshKeyRow, TokenRow, UserRow } from '../rows';

function userView(user: UserRow) {
  return {
    email: user.email,
    is_local: true,
    is_superuser: user.admin,
    resource_uri: `/MAAS/api/2.0/users/${user.id}/`,
    username: user.id,
  };
}

function keyView(key: SshKeyRow) {
  return {
    id: Number(key.id),
    key: key.key,
    keysource: key.keysource,
    resource_uri: `/MAAS/api/2.0/account/prefs/sshkeys/${key.id}/`,
  };
}

function createToken(call: MaasCall, context: MaasContext) {
  const token = context.tables.tokens.insert({
    id: newHex().slice(0, 18),
    consumerKey: newHex().slice(0, 18),
    secret: newHex(),
    name: call.data.get('name') || 'MAAS consumer',
    user: call.user.id,
  });
  return json({
    consumer_key: token.consumerKey,
    name: token.name,
    token_key: token.id,
    token_secret: token.secret,
  });
}

function ownToken(call: MaasCall, key: string, context: MaasContext): TokenRow {
  const token = context.tables.tokens.get(key);
  if (!token || token.user !== call.user.id) {
    throw noMatch('Token');
  }
  return token;
}

function deleteToken(call: MaasCall, context: MaasContext) {
  const key = required(call.data, 'token_key');
  context.tables.tokens.delete(ownToken(call, key, context).id);
  return deleted();
}

/** The token may be named by its key alone or by the whole API key. */
function renameToken(call: MaasCall, context: MaasContext) {
  const given = required(call.data, 'token');
  const key = given.includes(':') ? given.split(':')[1] : given;
  const token = ownToken(call, key, context);
  context.tables.tokens.update(token, { name: required(call.data, 'name') });
  return { status: 202, body: 'Accepted', headers: {} };
}

function createUser(call: MaasCall, context: MaasContext) {
  const username = required(call.data, 'username');
  required(call.data, 'password');
  if (context.tables.users.get(username)) {
    throw invalid({ username: ['A user with that username already exists.'] });
  }
  const user = context.tables.users.insert({
    id: username,
    email: required(call.data, 'email'),
    admin: ['1', 'true'].includes(call.data.get('is_superuser') ?? ''),
    active: true,
  });
  return json(userView(user));
}

function userOf(call: MaasCall, context: MaasContext): UserRow {
  const user = context.tables.users.get(call.params.username);
  if (!user) {
    throw noMatch('User');
  }
  return user;
}

function deleteUser(call: MaasCall, context: MaasContext) {
  const user = userOf(call, context);
  if (user.id === call.user.id) {
    throw refuse(400, 'An administrator cannot self-delete.');
  }
  const owns = context.tables.nodes.all().some(node => node.owner === user.id);
  if (owns) {
    throw refuse(
      400,
      `Cannot delete user ${user.id}: nodes are still allocated.`,
    );
  }
  for (const token of [...context.tables.tokens.by('user', user.id)]) {
    context.tables.tokens.delete(token.id);
  }
  context.tables.users.delete(user.id);
  return deleted();
}

function ownKey(call: MaasCall, context: MaasContext): SshKeyRow {
  const key = context.tables.sshKeys.get(call.params.id);
  if (!key) {
    throw noMatch('SSHKey');
  }
  if (key.user !== call.user.id) {
    throw forbidden("Can't delete a key you don't own.");
  }
  return key;
}

function createKey(call: MaasCall, context: MaasContext) {
  const key = required(call.data, 'key').trim();
  if (!/^(ssh-|ecdsa-|sk-)\S+ \S+/.test(key)) {
    throw invalid({ key: ['Invalid SSH public key.'] });
  }
  const taken = context.tables.sshKeys.by('user', call.user.id);
  if (taken.some(row => row.key === key)) {
    throw invalid({
      __all__: ['This key has already been added for this user.'],
    });
  }
  const row = context.tables.sshKeys.insert({
    id: String(context.next('ssh key')),
    user: call.user.id,
    key,
    keysource: null,
  });
  return json(keyView(row), 201);
}

/** API keys, users and SSH keys. */
export function accountResources(context: MaasContext): Resource[] {
  const { tokens, users, sshKeys } = context.tables;
  return [
    {
      name: 'AccountHandler',
      path: 'account/',
      get: {
        list_authorisation_tokens: call =>
          json(
            tokens.by('user', call.user.id).map(row => ({
              name: row.name,
              token: `${row.consumerKey}:${row.id}:${row.secret}`,
            })),
          ),
      },
      post: {
        create_authorisation_token: call => createToken(call, context),
        delete_authorisation_token: call => deleteToken(call, context),
        update_token_name: call => renameToken(call, context),
      },
    },
    {
      name: 'UsersHandler',
      path: 'users/',
      read: () => json(users.all().map(userView)),
      create: admin(call => createUser(call, context)),
      get: { whoami: call => json(userView(call.user)) },
    },
    {
      name: 'UserHandler',
      path: 'users/{username}/',
      read: call => json(userView(userOf(call, context))),
      remove: admin(call => deleteUser(call, context)),
    },
    {
      name: 'SSHKeysHandler',
      path: 'account/prefs/sshkeys/',
      read: call => json(sshKeys.by('user', call.user.id).map(keyView)),
      create: call => createKey(call, context),
    },
    {
      name: 'SSHKeyHandler',
      path: 'account/prefs/sshkeys/{id}/',
      read: call => json(keyView(ownKey(call, context))),
      remove: call => {
        sshKeys.delete(ownKey(call, context).id);
        return deleted();
      },
    },
  ];
}
