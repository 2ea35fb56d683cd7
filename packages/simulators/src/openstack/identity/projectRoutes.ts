import { newHex } from '../../kernel/ids';
import { asText } from '../../kernel/json';
import { ApiError, reply, type RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { readWrapped } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import {
  forbidden,
  notFound,
  projectConflict,
  requireAdmin,
  requireReader,
} from './errors';
import { listReply, matchesFlag, matchesTags, matchesText } from './lists';
import { checkFlag, checkName, checkTags, extraOf } from './projectInput';
import { projectView } from './projectView';
import type { ProjectRow } from './rows';
import type { TokenStore } from './TokenStore';

const REQUIRED = "'project' is a required property";

export function findProject(id: string, context: OpenStackContext): ProjectRow {
  const project = context.tables.projects.get(id);
  if (!project) {
    throw notFound('project', id);
  }
  return project;
}

export function projectRoutes(
  routes: RouteTable<Access>,
  tokens: TokenStore,
  context: OpenStackContext,
): void {
  const { projects, domains, assignments } = context.tables;

  const nameTaken = (domainId: string, name: string) =>
    projects.by('name', `${domainId}/${name}`).length > 0;

  routes.get('/v3/projects', (call, access) => {
    requireReader(access, 'identity:list_projects');
    const { query } = call;
    const own = access.admin ? undefined : access.token.domainId;
    if (query.get('is_domain')?.toLowerCase() === 'true') {
      const rows = domains.all().map(row => ({
        id: row.id,
        name: row.name,
        domain_id: null,
        description: row.description,
        enabled: row.enabled,
        parent_id: null,
        is_domain: true,
        tags: [],
        options: {},
        links: { self: `${call.origin}/identity/v3/projects/${row.id}` },
      }));
      return listReply(call, 'projects', rows);
    }
    const named = query.get('name');
    const domain = query.get('domain_id');
    const candidates =
      named !== null && domain !== null
        ? projects.by('name', `${domain}/${named}`)
        : projects.all();
    const rows = candidates.filter(
      row =>
        (!own || row.domainId === own) &&
        matchesText(query, 'name', row.name) &&
        matchesText(query, 'domain_id', row.domainId) &&
        matchesText(query, 'parent_id', row.parentId) &&
        matchesFlag(query, 'enabled', row.enabled) &&
        matchesTags(query, row.tags),
    );
    return listReply(
      call,
      'projects',
      rows.map(row => projectView(row, call.origin)),
    );
  });

  routes.post('/v3/projects', (call, access) => {
    requireAdmin(access, 'identity:create_project');
    const input = readWrapped(call, 'project', REQUIRED);
    const name = checkName(input.name);
    const tags = checkTags(input.tags);
    const domainId =
      asText(input.domain_id) ??
      access.token.domainId ??
      projects.get(access.projectId ?? '')?.domainId ??
      'default';
    if (!domains.get(domainId)) {
      throw notFound('domain', domainId);
    }
    const parentId = asText(input.parent_id) ?? domainId;
    if (parentId !== domainId && !projects.get(parentId)) {
      throw notFound('project', parentId);
    }
    if (nameTaken(domainId, name)) {
      throw projectConflict(name);
    }
    const row = projects.insert({
      id: newHex(),
      name,
      domainId,
      parentId,
      description: asText(input.description) ?? '',
      enabled: checkFlag(input.enabled, 'enabled') ?? true,
      tags,
      extra: extraOf(input),
    });
    return reply(201, { project: projectView(row, call.origin) });
  });

  routes.get('/v3/projects/:id', (call, access) => {
    const { id } = call.params;
    const may = access.admin || access.systemReader || access.projectId === id;
    if (!may) {
      throw forbidden('identity:get_project');
    }
    const row = findProject(id, context);
    return reply(200, { project: projectView(row, call.origin) });
  });

  routes.patch('/v3/projects/:id', (call, access) => {
    requireAdmin(access, 'identity:update_project');
    const row = findProject(call.params.id, context);
    const input = readWrapped(call, 'project', REQUIRED);
    const name = input.name === undefined ? row.name : checkName(input.name);
    if (name !== row.name && nameTaken(row.domainId, name)) {
      throw projectConflict(name);
    }
    projects.update(row, {
      name,
      description: asText(input.description) ?? row.description,
      enabled: checkFlag(input.enabled, 'enabled') ?? row.enabled,
      tags: input.tags === undefined ? row.tags : checkTags(input.tags),
      extra: { ...row.extra, ...extraOf(input) },
    });
    const view = projectView(row, call.origin);
    // Only this answer repeats the unknown attributes under `extra`.
    return reply(200, { project: { ...view, extra: row.extra } });
  });

  routes.delete('/v3/projects/:id', (call, access) => {
    requireAdmin(access, 'identity:delete_project');
    const row = findProject(call.params.id, context);
    if (projects.all().some(other => other.parentId === row.id)) {
      throw new ApiError(
        403,
        `Cannot delete the project ${row.id} since it is not a leaf in the hierarchy. Use the cascade option if you want to delete a whole subtree.`,
      );
    }
    // Nothing is cleaned in other services: servers and ports stay behind.
    for (const grant of [...assignments.by('scope', row.id)]) {
      assignments.delete(grant.id);
    }
    tokens.revokeWhere(token => token.projectId === row.id);
    projects.delete(row.id);
    return reply(204);
  });
}
