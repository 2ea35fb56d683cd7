import type { Call } from '../kernel/http/types';
import type { Token } from './identity/rows';
import type { OpenStackContext } from './OpenStackContext';

/** Who calls, as a service's middleware hands it to the policy engine. */
export interface Access {
  token: Token;
  userId: string;
  projectId: string | undefined;
  roles: ReadonlySet<string>;
  /** Role admin in any scope: with Zed's defaults that is cloud admin. */
  admin: boolean;
  systemReader: boolean;
}

const implied: Record<string, string[]> = {
  admin: ['member', 'reader'],
  member: ['reader'],
};

/** The roles a token's roles amount to. */
export function effectiveRoles(names: readonly string[]): Set<string> {
  const all = new Set<string>();
  for (const name of names) {
    all.add(name);
    implied[name]?.forEach(other => all.add(other));
  }
  return all;
}

export function accessOf(token: Token, context: OpenStackContext): Access {
  const names = token.roleIds.map(
    id => context.tables.roles.get(id)?.name ?? '',
  );
  const roles = effectiveRoles(names);
  return {
    token,
    userId: token.userId,
    projectId: token.projectId,
    roles,
    admin: roles.has('admin'),
    systemReader: token.system === true && roles.has('reader'),
  };
}

export function headerText(call: Call, name: string): string | undefined {
  const value = call.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
