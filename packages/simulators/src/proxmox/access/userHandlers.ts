import { randomUUID } from 'node:crypto';
import { secretHash } from '../../kernel/ids';
import {
  flag,
  list,
  need,
  number,
  text,
  type ApiCall,
  type Handlers,
} from '../api/types';
import { failure, invalid } from '../errors';
import type { TokenRow, UserRow } from '../rows';

function userOf(call: ApiCall): UserRow {
  const id = need(call, 'userid');
  const row = call.ctx.tables.users.get(id);
  if (!row) {
    throw failure(`no such user ('${id}')`);
  }
  return row;
}

function userView(row: UserRow) {
  return {
    enable: row.enable ? 1 : 0,
    expire: row.expire,
    ...(row.comment === undefined ? {} : { comment: row.comment }),
    ...(row.email === undefined ? {} : { email: row.email }),
    ...(row.firstname === undefined ? {} : { firstname: row.firstname }),
    ...(row.lastname === undefined ? {} : { lastname: row.lastname }),
  };
}

function tokenView(row: TokenRow) {
  return {
    expire: row.expire,
    privsep: row.privsep ? 1 : 0,
    ...(row.comment === undefined ? {} : { comment: row.comment }),
  };
}

function tokenOf(call: ApiCall): TokenRow {
  const userid = need(call, 'userid');
  const tokenid = need(call, 'tokenid');
  const row = call.ctx.tables.tokens.get(`${userid}!${tokenid}`);
  if (!row) {
    throw failure(`no such token '${tokenid}' for user '${userid}'`);
  }
  return row;
}

function listUsers(call: ApiCall) {
  const { ctx, principal } = call;
  const all = ctx.access.hasAny(principal.authid, '/access/groups', [
    'User.Modify',
    'Sys.Audit',
  ]);
  return ctx.tables.users
    .all()
    .filter(row => all || row.id === principal.user)
    .map(row => ({
      userid: row.id,
      'realm-type': row.id.split('@')[1],
      ...userView(row),
      ...(flag(call, 'full')
        ? {
            groups: row.groups.join(','),
            tokens: ctx.tables.tokens.by('user', row.id).map(token => ({
              tokenid: token.id.split('!')[1],
              ...tokenView(token),
            })),
          }
        : {}),
    }));
}

function createUser(call: ApiCall): void {
  const { users } = call.ctx.tables;
  const id = need(call, 'userid');
  if (users.get(id)) {
    throw failure(`create user failed: user '${id}' already exists`);
  }
  const password = text(call, 'password');
  users.insert({
    id,
    enable: flag(call, 'enable') ?? true,
    expire: number(call, 'expire') ?? 0,
    comment: text(call, 'comment'),
    email: text(call, 'email'),
    firstname: text(call, 'firstname'),
    lastname: text(call, 'lastname'),
    groups: list(call, 'groups'),
    passwordHash: password === undefined ? null : secretHash(password),
  });
}

function updateUser(call: ApiCall): void {
  const row = userOf(call);
  row.enable = flag(call, 'enable') ?? row.enable;
  row.expire = number(call, 'expire') ?? row.expire;
  row.comment = text(call, 'comment') ?? row.comment;
  row.email = text(call, 'email') ?? row.email;
  if (text(call, 'groups') !== undefined) {
    const given = list(call, 'groups');
    row.groups = flag(call, 'append')
      ? [...new Set([...row.groups, ...given])]
      : given;
  }
}

function deleteUser(call: ApiCall): void {
  const { users, tokens, acl } = call.ctx.tables;
  const row = userOf(call);
  users.delete(row.id);
  [...tokens.by('user', row.id)].forEach(token => tokens.delete(token.id));
  [...acl.all()]
    .filter(
      entry => entry.ugid === row.id || entry.ugid.startsWith(`${row.id}!`),
    )
    .forEach(entry => acl.delete(entry.id));
}

/** The secret is told once; only its hash is kept. */
function createToken(call: ApiCall) {
  const user = userOf(call);
  const id = `${user.id}!${need(call, 'tokenid')}`;
  if (call.ctx.tables.tokens.get(id)) {
    throw invalid({ tokenid: 'Token already exists.' });
  }
  const value = randomUUID();
  const row = call.ctx.tables.tokens.insert({
    id,
    userId: user.id,
    privsep: flag(call, 'privsep') ?? true,
    expire: number(call, 'expire') ?? 0,
    comment: text(call, 'comment'),
    secretHash: secretHash(value),
  });
  const { expire, ...info } = tokenView(row);
  return {
    'full-tokenid': id,
    value,
    info: expire === 0 ? info : { ...info, expire },
  };
}

function updateToken(call: ApiCall) {
  const row = tokenOf(call);
  row.privsep = flag(call, 'privsep') ?? row.privsep;
  row.expire = number(call, 'expire') ?? row.expire;
  row.comment = text(call, 'comment') ?? row.comment;
  if (!flag(call, 'regenerate')) {
    return tokenView(row);
  }
  const value = randomUUID();
  row.secretHash = secretHash(value);
  return { ...tokenView(row), value };
}

const groupHandlers: Handlers = {
  'GET /access/groups': call =>
    call.ctx.tables.groups.all().map(row => ({
      groupid: row.id,
      ...(row.comment === undefined ? {} : { comment: row.comment }),
      users: membersOf(call, row.id).join(','),
    })),
  'POST /access/groups': call => {
    const id = need(call, 'groupid');
    if (call.ctx.tables.groups.get(id)) {
      throw failure(`create group failed: group '${id}' already exists`);
    }
    call.ctx.tables.groups.insert({ id, comment: text(call, 'comment') });
  },
  'GET /access/groups/{groupid}': call => {
    const id = need(call, 'groupid');
    const row = call.ctx.tables.groups.get(id);
    if (!row) {
      throw failure(`group '${id}' does not exist`);
    }
    return { comment: row.comment ?? '', members: membersOf(call, id) };
  },
  'PUT /access/groups/{groupid}': call => {
    const row = call.ctx.tables.groups.get(need(call, 'groupid'));
    if (!row) {
      throw failure(
        `update group failed: group '${need(call, 'groupid')}' does not exist`,
      );
    }
    row.comment = text(call, 'comment');
  },
  'DELETE /access/groups/{groupid}': call => {
    const id = need(call, 'groupid');
    if (!call.ctx.tables.groups.delete(id)) {
      throw failure(`delete group failed: group '${id}' does not exist`);
    }
    for (const user of call.ctx.tables.users.all()) {
      user.groups = user.groups.filter(group => group !== id);
    }
  },
};

function membersOf(call: ApiCall, group: string): string[] {
  return call.ctx.tables.users
    .all()
    .filter(user => user.groups.includes(group))
    .map(user => user.id);
}

export const userHandlers: Handlers = {
  'GET /access/users': listUsers,
  'POST /access/users': createUser,
  'GET /access/users/{userid}': call => {
    const row = userOf(call);
    return { ...userView(row), groups: row.groups, tokens: {} };
  },
  'PUT /access/users/{userid}': updateUser,
  'DELETE /access/users/{userid}': deleteUser,
  'GET /access/users/{userid}/token': call =>
    call.ctx.tables.tokens
      .by('user', userOf(call).id)
      .map(row => ({ tokenid: row.id.split('!')[1], ...tokenView(row) })),
  'GET /access/users/{userid}/token/{tokenid}': call =>
    tokenView(tokenOf(call)),
  'POST /access/users/{userid}/token/{tokenid}': createToken,
  'PUT /access/users/{userid}/token/{tokenid}': updateToken,
  'DELETE /access/users/{userid}/token/{tokenid}': call => {
    const { tokens, acl } = call.ctx.tables;
    const { id } = tokenOf(call);
    tokens.delete(id);
    [...acl.all()]
      .filter(entry => entry.ugid === id)
      .forEach(entry => acl.delete(entry.id));
  },
  ...groupHandlers,
};
