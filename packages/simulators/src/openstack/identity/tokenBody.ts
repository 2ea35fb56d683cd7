import type { Json } from '../../kernel/json';
import { isoMicrosZ } from '../../kernel/time';
import type { OpenStackContext } from '../OpenStackContext';
import { catalog } from './catalog';
import type { Token } from './rows';

function domainOf(id: string, context: OpenStackContext): Json {
  return { id, name: context.tables.domains.get(id)?.name ?? '' };
}

/** The body of a token: unscoped ones have neither roles nor catalogue. */
export function tokenBody(
  token: Token,
  withCatalog: boolean,
  context: OpenStackContext,
): Json {
  const { users, projects, roles, applicationCredentials } = context.tables;
  const user = users.get(token.userId);
  const out: Json = {
    methods: token.methods,
    user: {
      domain: domainOf(user?.domainId ?? '', context),
      id: token.userId,
      name: user?.name ?? '',
      password_expires_at: null,
    },
    audit_ids: token.auditIds,
    expires_at: isoMicrosZ(token.expiresAt),
    issued_at: isoMicrosZ(token.issuedAt),
  };
  const project = token.projectId ? projects.get(token.projectId) : undefined;
  if (project) {
    out.project = {
      domain: domainOf(project.domainId, context),
      id: project.id,
      name: project.name,
    };
    out.is_domain = false;
  }
  if (token.domainId) {
    out.domain = domainOf(token.domainId, context);
  }
  if (token.projectId || token.domainId || token.system) {
    out.roles = token.roleIds.map(id => ({
      id,
      name: roles.get(id)?.name ?? '',
    }));
    if (token.system) {
      out.system = { all: true };
    }
    if (withCatalog) {
      out.catalog = catalog(context);
    }
  }
  const credential = token.applicationCredentialId
    ? applicationCredentials.get(token.applicationCredentialId)
    : undefined;
  if (credential) {
    out.application_credential = {
      id: credential.id,
      name: credential.name,
      restricted: !credential.unrestricted,
    };
  }
  return { token: out };
}
