import {
  list,
  need,
  text,
  flag,
  type ApiCall,
  type Handlers,
} from '../api/types';
import { secretHash } from '../../kernel/ids';
import { failure, forbidden, invalid, PveError } from '../errors';
import type { AclRow } from '../rows';
import { normalizePath, type Granted } from './AccessControl';
import { isRoot } from './principal';
import { privileges } from './roles';
import type { Sessions } from './Sessions';

const ACL_PATH =
  /^\/($|access($|\/(groups|realm)(\/[^/]+)?$)|nodes(\/[^/]+)?$|pool(\/[A-Za-z0-9._-]+){0,3}$|sdn($|\/zones(\/[^/]+){0,3}$|\/(controllers|dns|ipams|fabrics)(\/[^/]+)?$)|storage(\/[^/]+)?$|vms(\/\d+)?$|mapping($|\/(pci|usb|dir|notifications)?(\/[^/]+)?$))/;

function asObject(granted: Granted): Record<string, 0 | 1> {
  return Object.fromEntries(
    [...granted].map(([name, spreads]) => [name, spreads ? 1 : 0] as const),
  );
}

/** What a login or a user may do, in the groups that the web page asks for. */
function capabilities(call: ApiCall, user: string) {
  const { access } = call.ctx;
  const roots = [
    'vms',
    'storage',
    'access',
    'nodes',
    'sdn',
    'mapping',
  ] as const;
  const out: Record<string, Record<string, number>> = {
    dc: asObject(access.granted(user, '/')),
  };
  for (const root of roots) {
    const all = asObject(access.granted(user, `/${root}`));
    out[root] = Object.fromEntries(Object.keys(all).map(name => [name, 1]));
  }
  return out;
}

function login(call: ApiCall, sessions: Sessions) {
  const given = need(call, 'username');
  const realm = text(call, 'realm');
  const username = given.includes('@') ? given : `${given}@${realm ?? 'pam'}`;
  const user = sessions.login(username, need(call, 'password'));
  return {
    username: user,
    ticket: sessions.issueTicket(user),
    CSRFPreventionToken: sessions.issueCsrf(user),
    cap: capabilities(call, user),
    ...(call.ctx.facts.clustered ? { clustername: call.ctx.facts.name } : {}),
  };
}

/** Paths that GET /access/permissions tells of when none is asked for. */
function interestingPaths(call: ApiCall): string[] {
  const { tables } = call.ctx;
  const paths = new Set([
    '/',
    '/access',
    '/nodes',
    '/storage',
    '/vms',
    '/pool',
    '/sdn',
  ]);
  tables.acl.all().forEach(row => paths.add(row.path));
  tables.members.all().forEach(row => paths.add(`/vms/${row.id}`));
  tables.pools
    .all()
    .forEach(pool =>
      pool.storages.forEach(name => paths.add(`/storage/${name}`)),
    );
  return [...paths];
}

function permissions(call: ApiCall) {
  const { access } = call.ctx;
  const { authid, user } = call.principal;
  const who = text(call, 'userid') ?? authid;
  if (who !== authid && !who.startsWith(`${user}!`)) {
    access.demand(authid, '/access', 'Sys.Audit');
  }
  const path = text(call, 'path');
  const paths =
    path === undefined ? interestingPaths(call) : [normalizePath(path)];
  return Object.fromEntries(
    paths
      .map(at => [at, asObject(access.granted(who, at))] as const)
      .filter(
        ([, granted]) => path !== undefined || Object.keys(granted).length > 0,
      ),
  );
}

function listAcl(call: ApiCall) {
  const { ctx, principal } = call;
  const all = ctx.access.has(principal.authid, '/access', 'Sys.Audit');
  return ctx.tables.acl
    .all()
    .filter(
      row =>
        all || ctx.access.has(principal.authid, row.path, 'Permissions.Modify'),
    )
    .map(({ path, type, ugid, roleid, propagate }) => ({
      path,
      type,
      ugid,
      roleid,
      propagate: propagate ? 1 : 0,
    }));
}

function demandKnown(call: ApiCall, type: AclRow['type'], ugid: string) {
  const { tables } = call.ctx;
  const known = {
    user: () => tables.users.get(ugid),
    group: () => tables.groups.get(ugid),
    token: () => tables.tokens.get(ugid),
  }[type]();
  if (!known) {
    throw failure(
      type === 'token'
        ? `ACL update failed: no such token '${ugid.split('!')[1]}' for user '${
            ugid.split('!')[0]
          }'`
        : `ACL update failed: ${type} '${ugid}' does not exist`,
    );
  }
}

function changeAcl(call: ApiCall): void {
  const { acl, roles } = call.ctx.tables;
  const path = normalizePath(need(call, 'path'));
  if (!ACL_PATH.test(path)) {
    throw invalid({ path: `invalid ACL path '${need(call, 'path')}'` });
  }
  const targets = (['user', 'group', 'token'] as const).flatMap(type =>
    list(call, `${type}s`).map(ugid => ({ type, ugid })),
  );
  if (targets.length === 0) {
    const text_ = "either 'users', 'groups' or 'tokens' is required.";
    throw invalid({ users: text_, groups: text_, tokens: text_ });
  }
  const remove = flag(call, 'delete') ?? false;
  for (const roleid of list(call, 'roles')) {
    if (!roles.get(roleid)) {
      throw failure(`ACL update failed: role '${roleid}' does not exist`);
    }
    for (const { type, ugid } of targets) {
      if (!remove) {
        demandKnown(call, type, ugid);
      }
      const id = `${path} ${type} ${ugid} ${roleid}`;
      acl.delete(id);
      if (!remove) {
        const propagate = flag(call, 'propagate') ?? true;
        acl.insert({ id, path, type, ugid, roleid, propagate });
      }
    }
  }
}

function checkedPrivileges(call: ApiCall): string[] | undefined {
  if (text(call, 'privs') === undefined) {
    return undefined;
  }
  const known = privileges(call.ctx.major);
  const given = list(call, 'privs');
  const unknown = given.find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw invalid({
      privs: `invalid format - invalid privilege '${unknown}'\n`,
    });
  }
  return given.sort();
}

function roleOf(call: ApiCall) {
  const id = need(call, 'roleid');
  const row = call.ctx.tables.roles.get(id);
  if (!row) {
    throw failure(`role '${id}' does not exist`);
  }
  return row;
}

const roleHandlers: Handlers = {
  'GET /access/roles': call =>
    call.ctx.tables.roles.all().map(row => ({
      roleid: row.id,
      privs: row.privs.join(','),
      special: row.special ? 1 : 0,
    })),
  'POST /access/roles': call => {
    const privs = checkedPrivileges(call) ?? [];
    const id = need(call, 'roleid');
    if (call.ctx.tables.roles.get(id)) {
      throw failure(`create role failed: role '${id}' already exists`);
    }
    call.ctx.tables.roles.insert({ id, privs, special: false });
  },
  'GET /access/roles/{roleid}': call =>
    Object.fromEntries(roleOf(call).privs.map(name => [name, 1])),
  'PUT /access/roles/{roleid}': call => {
    const privs = checkedPrivileges(call) ?? [];
    const row = roleOf(call);
    if (row.special) {
      throw failure(
        `update role failed: auto-generated role '${row.id}' can't be modified`,
      );
    }
    row.privs = flag(call, 'append')
      ? [...new Set([...row.privs, ...privs])].sort()
      : privs;
  },
  'DELETE /access/roles/{roleid}': call => {
    const row = roleOf(call);
    if (row.special) {
      throw failure(
        `delete role failed: auto-generated role '${row.id}' can not be deleted`,
      );
    }
    call.ctx.tables.roles.delete(row.id);
  },
};

/** Handlers of logins, rights and roles; users and tokens are elsewhere. */
export function accessHandlers(sessions: Sessions): Handlers {
  return {
    'GET /access': () =>
      ['users', 'groups', 'roles', 'acl', 'domains', 'ticket'].map(subdir => ({
        subdir,
      })),
    'GET /access/domains': () => [
      {
        realm: 'pam',
        type: 'pam',
        comment: 'Linux PAM standard authentication',
      },
      {
        realm: 'pve',
        type: 'pve',
        comment: 'Proxmox VE authentication server',
      },
    ],
    'GET /access/ticket': () => null,
    'POST /access/ticket': call => login(call, sessions),
    'PUT /access/password': call => {
      const userid = need(call, 'userid');
      const row = call.ctx.tables.users.get(userid);
      if (!row || !userid.endsWith('@pve')) {
        throw new PveError(500, `user '${userid}' does not exist`);
      }
      if (!isRoot(call.principal) && call.principal.user !== userid) {
        throw forbidden();
      }
      row.passwordHash = secretHash(need(call, 'password'));
    },
    'GET /access/permissions': permissions,
    'GET /access/acl': listAcl,
    'PUT /access/acl': changeAcl,
    ...roleHandlers,
  };
}
