import type { ClusterTables } from '../ClusterState';
import { forbidden } from '../errors';
import { principalOf } from './principal';
import { privileges } from './roles';

/** Privilege → propagates to what lies below. Granted if the key is there. */
export type Granted = ReadonlyMap<string, boolean>;

function prefixes(path: string): string[] {
  if (path === '/') {
    return ['/'];
  }
  const parts = path.split('/').slice(1);
  return ['/', ...parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`)];
}

/** `/vms/100/`, `vms//100` → `/vms/100` */
export function normalizePath(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`;
}

/** Roles, access control lists and pools, as PVE::AccessControl weighs them. */
export class AccessControl {
  readonly #all: Granted;

  constructor(private readonly tables: ClusterTables, major: number) {
    this.#all = new Map(privileges(major).map(name => [name, true]));
  }

  /** What somebody may do on a path. Rights of a token end at its user's. */
  granted(authid: string, path: string): Granted {
    if (authid === 'root@pam') {
      return this.#all;
    }
    const { user, tokenid } = principalOf(authid);
    if (tokenid === undefined) {
      return this.#privilegesOf(this.#rolesOn(authid, path));
    }
    const ofUser = this.granted(user, path);
    if (!this.tables.tokens.get(authid)?.privsep) {
      return ofUser;
    }
    const own = this.#privilegesOf(this.#rolesOn(authid, path));
    return new Map(
      [...own]
        .filter(([name]) => ofUser.has(name))
        .map(([name, spreads]) => [name, spreads && ofUser.get(name) === true]),
    );
  }

  has(authid: string, path: string, privilege: string): boolean {
    return this.granted(authid, path).has(privilege);
  }

  hasAny(authid: string, path: string, wanted: readonly string[]): boolean {
    const granted = this.granted(authid, path);
    return wanted.some(name => granted.has(name));
  }

  /** @throws PveError 403 naming the first privilege that is missing */
  demand(authid: string, path: string, ...wanted: string[]): void {
    const granted = this.granted(authid, path);
    const missing = wanted.find(name => !granted.has(name));
    if (missing !== undefined) {
      throw forbidden(`${path}, ${missing}`);
    }
  }

  /** @throws PveError 403 naming all of them */
  demandAny(authid: string, path: string, wanted: readonly string[]): void {
    if (!this.hasAny(authid, path, wanted)) {
      throw forbidden(`${path}, ${wanted.join('|')}`);
    }
  }

  /** A right on a guest, or on the pool it comes into. */
  demandOnVm(
    authid: string,
    vmid: number,
    pool: string | undefined,
    privilege: string,
  ): void {
    if (pool !== undefined && this.has(authid, `/pool/${pool}`, privilege)) {
      return;
    }
    this.demand(authid, `/vms/${vmid}`, privilege);
  }

  #privilegesOf(roles: ReadonlyMap<string, boolean>): Granted {
    const out = new Map<string, boolean>();
    for (const [role, spreads] of roles) {
      for (const name of this.tables.roles.get(role)?.privs ?? []) {
        out.set(name, spreads || out.get(name) === true);
      }
    }
    return out;
  }

  /** Roles by the lists, and those that come with membership in a pool. */
  #rolesOn(authid: string, path: string): Map<string, boolean> {
    const roles = this.#listedRoles(authid, path);
    for (const pool of this.#poolsOf(path)) {
      for (const role of this.#listedRoles(authid, `/pool/${pool}`).keys()) {
        roles.set(role, roles.get(role) ?? false);
      }
    }
    return roles.has('NoAccess') ? new Map([['NoAccess', false]]) : roles;
  }

  #poolsOf(path: string): string[] {
    const [, kind, id, more] = path.split('/');
    if (id === undefined || more !== undefined) {
      return [];
    }
    const { pools, members } = this.tables;
    if (kind === 'vms') {
      const member = members.get(id);
      return member ? [member.pool] : [];
    }
    return kind === 'storage'
      ? pools
          .all()
          .filter(pool => pool.storages.includes(id))
          .map(pool => pool.id)
      : [];
  }

  /** Deeper entries replace upper ones; a user's own those of the groups. */
  #listedRoles(authid: string, path: string): Map<string, boolean> {
    const { tokenid } = principalOf(authid);
    const own = tokenid === undefined ? 'user' : 'token';
    const groups = this.tables.users.get(authid)?.groups ?? [];
    let roles = new Map<string, boolean>();
    for (const prefix of prefixes(path)) {
      const rows = this.tables.acl
        .by('path', prefix)
        .filter(row => row.propagate || prefix === path);
      const mine = rows.filter(row => row.type === own && row.ugid === authid);
      const found =
        mine.length > 0
          ? mine
          : rows.filter(
              row => row.type === 'group' && groups.includes(row.ugid),
            );
      if (found.length > 0) {
        roles = new Map(found.map(row => [row.roleid, row.propagate]));
      }
    }
    return roles;
  }
}
