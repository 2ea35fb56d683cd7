import { newHex, newSecret, secretHash } from '../../kernel/ids';
import { asJson, asList, asText, type Json } from '../../kernel/json';
import { ApiError, reply, type RouteTable } from '../../kernel/http/types';
import { isoMicros, parseIso } from '../../kernel/time';
import type { Access } from '../access';
import { readWrapped } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { duplicate, forbidden, notFound } from './errors';
import { listReply } from './lists';
import type { ApplicationCredentialRow } from './rows';

const BASE = '/v3/users/:id/application_credentials';

function view(
  row: ApplicationCredentialRow,
  origin: string,
  context: OpenStackContext,
): Json {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    user_id: row.userId,
    project_id: row.projectId,
    system: null,
    expires_at: row.expiresAt === null ? null : isoMicros(row.expiresAt),
    unrestricted: row.unrestricted,
    roles: row.roleIds.map(id => ({
      id,
      name: context.tables.roles.get(id)?.name,
      domain_id: null,
      description: null,
      options: { immutable: true },
    })),
    links: { self: `${origin}/identity/v3/application_credentials/${row.id}` },
  };
}

function rolesFrom(
  input: Json,
  access: Access,
  context: OpenStackContext,
): string[] {
  if (input.roles === undefined) {
    return access.token.roleIds;
  }
  return asList(input.roles).map(item => {
    const role = asJson(item);
    const id =
      asText(role.id) ??
      context.tables.roles.by('name', asText(role.name) ?? '')[0]?.id;
    if (!id || !access.token.roleIds.includes(id)) {
      throw new ApiError(
        400,
        'Invalid application credential: Cannot create an application credential with unassigned role',
      );
    }
    return id;
  });
}

function expiryFrom(input: Json, now: number): number | null {
  if (input.expires_at === undefined || input.expires_at === null) {
    return null;
  }
  const time = parseIso(String(input.expires_at));
  if (!(time > now)) {
    throw new ApiError(
      400,
      "The 'expires_at' must not be before now. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.",
    );
  }
  return time;
}

export function applicationCredentialRoutes(
  routes: RouteTable<Access>,
  context: OpenStackContext,
): void {
  const { applicationCredentials } = context.tables;
  const ownerOnly = (access: Access, userId: string, action: string) => {
    if (access.userId !== userId) {
      throw forbidden(action);
    }
    const id = access.token.applicationCredentialId;
    if (id && !applicationCredentials.get(id)?.unrestricted) {
      throw forbidden(
        "Using method 'application_credential' is not allowed for managing additional application credentials.",
      );
    }
  };

  routes.get(BASE, (call, access) => {
    if (access.userId !== call.params.id && !access.admin) {
      throw forbidden('identity:list_application_credentials');
    }
    return listReply(
      call,
      'application_credentials',
      applicationCredentials
        .by('user', call.params.id)
        .map(row => view(row, call.origin, context)),
    );
  });

  routes.post(BASE, (call, access) => {
    const { id: userId } = call.params;
    ownerOnly(access, userId, 'identity:create_application_credential');
    const input = readWrapped(
      call,
      'application_credential',
      "'application_credential' is a required property",
    );
    const name = asText(input.name);
    if (!name) {
      throw new ApiError(400, "'name' is a required property");
    }
    const own = applicationCredentials.by('user', userId);
    const roleIds = rolesFrom(input, access, context);
    const expiresAt = expiryFrom(input, context.clock.now());
    if (own.some(row => row.name === name)) {
      throw duplicate('application_credential', `name ${name}`);
    }
    const secret = asText(input.secret) ?? newSecret(64);
    const row = applicationCredentials.insert({
      id: newHex(),
      name,
      description: asText(input.description) ?? null,
      userId,
      projectId: access.projectId ?? '',
      secretHash: secretHash(secret),
      roleIds,
      unrestricted: input.unrestricted === true,
      expiresAt,
    });
    const { links, ...rest } = view(row, call.origin, context);
    return reply(201, { application_credential: { ...rest, secret, links } });
  });

  routes.delete(`${BASE}/:credential`, (call, access) => {
    const { id: userId, credential } = call.params;
    ownerOnly(access, userId, 'identity:delete_application_credential');
    if (applicationCredentials.get(credential)?.userId !== userId) {
      throw notFound('application credential', credential);
    }
    applicationCredentials.delete(credential);
    return reply(204);
  });
}
