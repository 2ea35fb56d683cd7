import { secretHash } from '../../kernel/ids';
import { builtInRoles } from '../access/roles';
import type { ClusterTables } from '../ClusterState';
import { demoProxmox, PORTAL_ROLE, portalPrivileges } from '../demo';
import type { AclRow } from '../rows';

function user(tables: ClusterTables, id: string, password: string | null) {
  tables.users.insert({
    id,
    enable: true,
    expire: 0,
    groups: [],
    passwordHash: password === null ? null : secretHash(password),
  });
}

function token(
  tables: ClusterTables,
  id: string,
  secret: string,
  privsep: boolean,
) {
  tables.tokens.insert({
    id,
    userId: id.split('!')[0],
    privsep,
    expire: 0,
    secretHash: secretHash(secret),
  });
}

/** One line of the access control lists. */
export function grant(
  tables: ClusterTables,
  path: string,
  ugid: string,
  roleid: string,
): void {
  const type: AclRow['type'] = ugid.includes('!') ? 'token' : 'user';
  const id = `${path} ${type} ${ugid} ${roleid}`;
  tables.acl.insert({ id, path, type, ugid, roleid, propagate: true });
}

/** root@pam and the roles that every installation has. */
export function seedBasics(tables: ClusterTables, major: number): void {
  for (const [id, privs] of Object.entries(builtInRoles(major))) {
    tables.roles.insert({ id, privs, special: true });
  }
  user(tables, demoProxmox.rootUsername, demoProxmox.rootPassword);
}

/** The accounts of the demo. */
export function seedAccess(tables: ClusterTables, major: number): void {
  const privs = portalPrivileges(major);
  tables.roles.insert({ id: PORTAL_ROLE, privs, special: false });
  const { tokenId, adminTokenId, memberTokenId, username } = demoProxmox;
  user(tables, username, demoProxmox.password);
  user(tables, 'dev-dana@pve', null);
  token(tables, tokenId, demoProxmox.tokenSecret, true);
  token(tables, adminTokenId, demoProxmox.adminTokenSecret, false);
  token(tables, memberTokenId, demoProxmox.memberTokenSecret, false);
  grant(tables, '/', username, PORTAL_ROLE);
  grant(tables, '/', tokenId, PORTAL_ROLE);
  grant(tables, '/pool/search-prod', 'dev-dana@pve', 'PVEVMUser');
  grant(tables, '/pool/search-prod', 'dev-dana@pve', 'PVEPoolUser');
}
