import { newSecret, secretHash } from '../../kernel/ids';
import { asJson, asList, asText, type Json } from '../../kernel/json';
import { ApiError } from '../../kernel/http/types';
import type { OpenStackContext } from '../OpenStackContext';
import { authenticationRequired } from './errors';
import { roleIdsOf } from './grants';
import type { ProjectRow, Token, UserRow } from './rows';
import type { TokenStore } from './TokenStore';

type Draft = Omit<Token, 'id' | 'issuedAt' | 'seenBy'>;
type Scope = Pick<Draft, 'projectId' | 'domainId' | 'system' | 'roleIds'>;

function domainId(value: unknown, context: OpenStackContext) {
  const domain = asJson(value);
  const id = asText(domain.id);
  return (
    id ??
    context.tables.domains.all().find(row => row.name === domain.name)?.id ??
    ''
  );
}

function findUser(user: Json, context: OpenStackContext): UserRow | undefined {
  const id = asText(user.id);
  return id
    ? context.tables.users.get(id)
    : context.tables.users.by(
        'name',
        `${domainId(user.domain, context)}/${asText(user.name)}`,
      )[0];
}

function findProject(
  project: Json,
  context: OpenStackContext,
): ProjectRow | undefined {
  const id = asText(project.id);
  return id
    ? context.tables.projects.get(id)
    : context.tables.projects.by(
        'name',
        `${domainId(project.domain, context)}/${asText(project.name)}`,
      )[0];
}

/** Resolves what `scope` asks for; no role there is the same 401 as no scope. */
function resolveScope(
  scope: unknown,
  user: UserRow,
  context: OpenStackContext,
): Scope {
  if (scope === 'unscoped') {
    return { roleIds: [] };
  }
  const wanted = asJson(scope);
  if (wanted.project !== undefined) {
    const project = findProject(asJson(wanted.project), context);
    if (!project?.enabled) {
      throw authenticationRequired();
    }
    return {
      projectId: project.id,
      roleIds: requireRoles(user, 'project', project.id, context),
    };
  }
  if (wanted.domain !== undefined) {
    const domain = asJson(wanted.domain);
    const id = domainId(domain, context);
    return { domainId: id, roleIds: requireRoles(user, 'domain', id, context) };
  }
  if (wanted.system !== undefined) {
    const roleIds = requireRoles(user, 'system', 'all', context);
    return { system: true, roleIds };
  }
  if (user.defaultProjectId) {
    const id = user.defaultProjectId;
    const roleIds = roleIdsOf(
      user.id,
      { scope: 'project', scopeId: id },
      context,
    );
    if (roleIds.length > 0 && context.tables.projects.get(id)?.enabled) {
      return { projectId: id, roleIds };
    }
  }
  return { roleIds: [] };
}

function requireRoles(
  user: UserRow,
  scope: 'project' | 'domain' | 'system',
  scopeId: string,
  context: OpenStackContext,
): string[] {
  const roleIds = roleIdsOf(user.id, { scope, scopeId }, context);
  if (roleIds.length === 0) {
    throw authenticationRequired();
  }
  return roleIds;
}

function byPassword(
  identity: Json,
  scope: unknown,
  context: OpenStackContext,
): Draft {
  const given = asJson(asJson(identity.password).user);
  const user = findUser(given, context);
  const hash = secretHash(asText(given.password) ?? '');
  if (!user?.enabled || user.passwordHash !== hash) {
    throw authenticationRequired();
  }
  return {
    methods: ['password'],
    userId: user.id,
    auditIds: [newSecret(16)],
    expiresAt: context.clock.now() + context.tokenLifetimeSeconds * 1000,
    ...resolveScope(scope, user, context),
  };
}

function byApplicationCredential(
  identity: Json,
  scope: unknown,
  context: OpenStackContext,
): Draft {
  if (scope !== undefined) {
    throw new ApiError(
      401,
      'Error authenticating with application credential: Application credentials cannot request a scope.',
      { extra: { identity: {} } },
    );
  }
  const { applicationCredentials, users, projects } = context.tables;
  const given = asJson(identity.application_credential);
  const owner = given.user ? findUser(asJson(given.user), context) : undefined;
  const credential = asText(given.id)
    ? applicationCredentials.get(String(given.id))
    : applicationCredentials
        .by('user', owner?.id ?? '')
        .find(row => row.name === given.name);
  const now = context.clock.now();
  const hash = secretHash(asText(given.secret) ?? '');
  if (
    !credential ||
    credential.secretHash !== hash ||
    (credential.expiresAt !== null && credential.expiresAt <= now) ||
    !users.get(credential.userId)?.enabled ||
    !projects.get(credential.projectId)?.enabled
  ) {
    throw authenticationRequired();
  }
  const end = now + context.tokenLifetimeSeconds * 1000;
  return {
    methods: ['application_credential'],
    userId: credential.userId,
    auditIds: [newSecret(16)],
    expiresAt: Math.min(end, credential.expiresAt ?? end),
    projectId: credential.projectId,
    roleIds: credential.roleIds,
    applicationCredentialId: credential.id,
  };
}

function byToken(
  identity: Json,
  scope: unknown,
  tokens: TokenStore,
  context: OpenStackContext,
): Draft {
  const old = tokens.valid(asText(asJson(identity.token).id) ?? '');
  const user = old && context.tables.users.get(old.userId);
  if (!old || !user) {
    throw authenticationRequired();
  }
  if (old.applicationCredentialId) {
    throw new ApiError(
      403,
      'You are not authorized to perform the requested action: Using a delegated token to create another token is not allowed..',
    );
  }
  return {
    methods: [...new Set([...old.methods, 'token'])],
    userId: user.id,
    auditIds: [newSecret(16), old.auditIds[old.auditIds.length - 1]],
    expiresAt: old.expiresAt,
    ...resolveScope(scope, user, context),
  };
}

/** Makes a token from the body of `POST /v3/auth/tokens`. */
export function login(
  body: Json,
  tokens: TokenStore,
  context: OpenStackContext,
): Token {
  const auth = asJson(body.auth);
  const identity = asJson(auth.identity);
  const methods = asList(identity.methods);
  if (methods.length === 0) {
    const missing = auth.identity === undefined ? 'identity' : 'methods';
    throw new ApiError(400, `'${missing}' is a required property`);
  }
  try {
    if (methods.includes('application_credential')) {
      return tokens.issue(
        byApplicationCredential(identity, auth.scope, context),
      );
    }
    if (methods.includes('token')) {
      return tokens.issue(byToken(identity, auth.scope, tokens, context));
    }
    if (methods.includes('password')) {
      return tokens.issue(byPassword(identity, auth.scope, context));
    }
    throw authenticationRequired();
  } catch (error) {
    tokens.refusedLogins += 1;
    throw error;
  }
}
