import { ApiError, reply, type RouteTable } from '../../kernel/http/types';
import type { Access } from '../access';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { requireAdmin } from './errors';
import { checkTags } from './projectInput';
import { findProject } from './projectRoutes';

const BASE = '/v3/projects/:id/tags';

export function tagRoutes(
  routes: RouteTable<Access>,
  context: OpenStackContext,
): void {
  const { projects } = context.tables;

  routes.get(BASE, (call, access) => {
    if (access.projectId !== call.params.id && !access.systemReader) {
      requireAdmin(access, 'identity:list_project_tags');
    }
    const row = findProject(call.params.id, context);
    return reply(200, {
      links: { self: `${call.origin}/identity/v3` },
      tags: row.tags,
    });
  });

  routes.put(BASE, (call, access) => {
    requireAdmin(access, 'identity:update_project_tags');
    const row = findProject(call.params.id, context);
    const tags = checkTags(
      readJson(call, "'tags' is a required property").tags,
    );
    projects.update(row, { tags });
    return reply(200, { links: { self: `${call.origin}/identity/v3` }, tags });
  });

  routes.delete(BASE, (call, access) => {
    requireAdmin(access, 'identity:delete_project_tags');
    projects.update(findProject(call.params.id, context), { tags: [] });
    return reply(204);
  });

  routes.get(`${BASE}/:tag`, (call, access) => {
    requireAdmin(access, 'identity:get_project_tag');
    const row = findProject(call.params.id, context);
    if (!row.tags.includes(call.params.tag)) {
      throw new ApiError(
        404,
        `Could not find project tag: ${call.params.tag}.`,
      );
    }
    return reply(204);
  });

  routes.put(`${BASE}/:tag`, (call, access) => {
    requireAdmin(access, 'identity:create_project_tag');
    const row = findProject(call.params.id, context);
    // Not idempotent: a second time the list has non-unique elements, 400.
    projects.update(row, { tags: checkTags([...row.tags, call.params.tag]) });
    return reply(201, undefined, {
      'Content-Type': 'text/html; charset=utf-8',
      Location: `${call.origin}/identity/v3/${row.id}/tags/${encodeURIComponent(
        call.params.tag,
      )}`,
    });
  });

  routes.delete(`${BASE}/:tag`, (call, access) => {
    requireAdmin(access, 'identity:delete_project_tag');
    const row = findProject(call.params.id, context);
    if (!row.tags.includes(call.params.tag)) {
      throw new ApiError(
        404,
        `Could not find project tag: ${call.params.tag}.`,
      );
    }
    projects.update(row, {
      tags: row.tags.filter(tag => tag !== call.params.tag),
    });
    return reply(204);
  });
}
