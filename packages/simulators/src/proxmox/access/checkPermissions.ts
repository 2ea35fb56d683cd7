import type { Check, Endpoint } from '../contract/Contract';
import type { ClusterTables } from '../ClusterState';
import { failure, forbidden, PveError } from '../errors';
import type { RawParameters } from '../schema/checkParameters';
import { normalizePath, type AccessControl } from './AccessControl';
import { isRoot, type Principal } from './principal';

interface Question {
  access: AccessControl;
  tables: ClusterTables;
  principal: Principal;
  parameters: RawParameters;
}

function holds(question: Question, check: Check): boolean {
  try {
    demand(question, check);
    return true;
  } catch (error) {
    if (error instanceof PveError) {
      return false;
    }
    throw error;
  }
}

function options(rest: readonly unknown[]): Map<unknown, unknown> {
  const out = new Map<unknown, unknown>();
  for (let i = 0; i + 1 < rest.length; i += 2) {
    out.set(rest[i], rest[i + 1]);
  }
  return out;
}

function fill(template: string, parameters: RawParameters): string {
  return normalizePath(
    template.replace(/\{([^}]+)\}/g, (_, name: string) =>
      String(parameters[name] ?? ''),
    ),
  );
}

function demandListed(question: Question, check: Check) {
  const { access, principal, parameters } = question;
  const [, template, privileges, ...rest] = check;
  const more = options(rest);
  const needed = more.get('require_param');
  if (typeof needed === 'string' && parameters[needed] === undefined) {
    throw forbidden();
  }
  const path = fill(String(template), parameters);
  const wanted = privileges as string[];
  if (more.get('any')) {
    access.demandAny(principal.authid, path, wanted);
  } else {
    access.demand(principal.authid, path, ...wanted);
  }
}

/** Rights on all groups, or on one that the user in question is in. */
function demandOnUser(question: Question, check: Check) {
  const { access, principal, parameters, tables } = question;
  const [, privileges, ...rest] = check;
  const creates = options(rest).get('groups_param') === 'create';
  const wanted = privileges as string[];
  const userid = String(parameters.userid);
  if (!creates && !tables.users.get(userid)) {
    throw failure(`no such user ('${userid}')`);
  }
  const { authid } = principal;
  if (access.hasAny(authid, '/access/groups', wanted)) {
    return;
  }
  const groups = creates
    ? String(parameters.groups ?? '')
        .split(',')
        .filter(Boolean)
    : tables.users.get(userid)?.groups ?? [];
  if (
    !groups.some(group =>
      access.hasAny(authid, `/access/groups/${group}`, wanted),
    )
  ) {
    throw forbidden(`/access/groups, ${wanted.join('|')}`);
  }
}

function demandAsUser(question: Question, kind: unknown) {
  const { access, principal, parameters } = question;
  const userid = String(parameters.userid);
  if (kind === 'self') {
    if (principal.user !== userid) {
      throw forbidden();
    }
    return;
  }
  const realm = userid.split('@')[1] ?? '';
  access.demand(principal.authid, `/access/realm/${realm}`, String(kind));
}

/** The right to change permissions; owners of a thing have it on the thing. */
export function demandModify(
  access: AccessControl,
  principal: Principal,
  path: string,
): void {
  const owner: Record<string, string> = {
    storage: 'Datastore.Allocate',
    vms: 'VM.Allocate',
    pool: 'Pool.Allocate',
  };
  const [, kind, id] = path.split('/');
  const own = id === undefined ? undefined : owner[kind];
  access.demandAny(
    principal.authid,
    path,
    own ? ['Permissions.Modify', own] : ['Permissions.Modify'],
  );
}

function demand(question: Question, check: Check): void {
  const [kind, ...rest] = check;
  switch (kind) {
    case 'and':
      rest.forEach(part => demand(question, part as Check));
      return;
    case 'or':
      if (!rest.some(part => holds(question, part as Check))) {
        throw forbidden();
      }
      return;
    case 'perm':
      demandListed(question, check);
      return;
    case 'userid-group':
      demandOnUser(question, check);
      return;
    case 'userid-param':
      demandAsUser(question, rest[0]);
      return;
    case 'perm-modify':
      demandModify(
        question.access,
        question.principal,
        fill(String(rest[0]), question.parameters),
      );
      return;
    default:
      throw new Error(`unknown permission check ${kind}`);
  }
}

/**
 * The check an endpoint declares, before anything else is looked at.
 *
 * @throws PveError 403
 */
export function checkPermissions(endpoint: Endpoint, question: Question): void {
  const { permissions } = endpoint;
  if (isRoot(question.principal)) {
    return;
  }
  if (!permissions) {
    throw forbidden('user != root@pam');
  }
  // With both, the check is made inside, on parts of the answer.
  if (permissions.check && permissions.user !== 'all') {
    demand(question, permissions.check);
  }
}
