import { asList, asText, isJson, type Json } from '../../kernel/json';
import {
  ApiError,
  reply,
  type Call,
  type RouteTable,
} from '../../kernel/http/types';
import { headerText, type Access } from '../access';
import { readJson } from '../body';
import type { NetworkCore } from './NetworkCore';
import {
  badRequest,
  disallowed,
  missing,
  neutronError,
  notFound,
} from './errors';
import { listBody, maySee, pickFields } from './listing';
import type { Resource } from './resource';
import type { StandardRow } from './rows';

const MALFORMED = 'Malformed request body';

/** Attributes an owner may not set on a network. */
const adminOnly =
  /^(provider:|shared$|router:external$|is_default$|binding:host_id$)/;

function checkAttributes(
  input: Json,
  allowed: readonly string[],
  access: Access,
  rule: string,
): void {
  const known = new Set([...allowed, 'tenant_id', 'project_id']);
  const unknown = Object.keys(input).filter(key => !known.has(key));
  if (unknown.length > 0) {
    throw badRequest(`Unrecognized attribute(s) '${unknown.join(', ')}'`);
  }
  const forbidden = Object.keys(input).find(key => adminOnly.test(key));
  if (forbidden && !access.admin && input[forbidden] !== false) {
    throw neutronError(
      403,
      'PolicyNotAuthorized',
      `(rule:${rule} and rule:${rule}:${forbidden}) is disallowed by policy`,
    );
  }
  if (asText(input.description) && String(input.description).length > 255) {
    throw badRequest(
      `Invalid input for description. Reason: '${input.description}' exceeds maximum length of 255.`,
    );
  }
}

function ownerOf(input: Json, access: Access, rule: string): string {
  const asked = asText(input.project_id) ?? asText(input.tenant_id);
  if (asked && asked !== access.projectId && !access.admin) {
    throw disallowed(rule);
  }
  const owner = asked ?? access.projectId;
  if (!owner) {
    throw badRequest(
      'Running without keystone AuthN requires that tenant_id is specified',
    );
  }
  return owner;
}

function checkRevision(call: Call, row: StandardRow): void {
  const wanted = /revision_number=(\d+)/.exec(
    headerText(call, 'If-Match') ?? '',
  )?.[1];
  if (wanted !== undefined && Number(wanted) !== row.revision) {
    throw neutronError(
      412,
      'RevisionNumberConstraintFailed',
      `Constrained to ${wanted}, but current revision is ${row.revision}`,
    );
  }
}

/** An object the caller may change: others' are not found, shared are 403. */
export function owned<T extends StandardRow>(
  resource: Resource<T>,
  id: string,
  access: Access,
  rule: string,
): T {
  const row = resource.table.get(id);
  if (!row || !maySee(resource, row, access)) {
    throw notFound(resource.kind, id);
  }
  if (!access.admin && row.projectId !== access.projectId) {
    throw disallowed(rule);
  }
  return row;
}

/** List, show, create (one or many), update and delete of one resource. */
export function crudRoutes<T extends StandardRow>(
  routes: RouteTable<Access>,
  resource: Resource<T>,
  core: NetworkCore,
): void {
  const base = `/v2.0/${resource.path}`;
  const { singular, collection } = resource;

  routes.get(base, (call, access) => {
    resource.beforeList?.(
      access.admin
        ? call.query.get('project_id') ??
            call.query.get('tenant_id') ??
            access.projectId
        : access.projectId,
    );
    return reply(200, listBody(resource, call, access));
  });

  routes.get(`${base}/:id`, (call, access) => {
    const row = resource.table.get(call.params.id);
    if (!row || !maySee(resource, row, access)) {
      throw notFound(resource.kind, call.params.id);
    }
    const view = resource.view(row, access);
    return reply(200, { [singular]: pickFields(view, call.query) });
  });

  const createOne = (value: unknown, access: Access): T => {
    if (!isJson(value)) {
      throw missing(singular);
    }
    const rule = `create_${singular}`;
    checkAttributes(value, resource.createAttributes, access, rule);
    const owner = ownerOf(value, access, rule);
    if (resource.quota) {
      core.quotas.demand(owner, resource.quota);
    }
    return resource.create(value, owner, access);
  };

  routes.post(base, (call, access) => {
    const body = readJson(call, MALFORMED);
    if (body[collection] === undefined) {
      const row = createOne(body[singular], access);
      return reply(201, { [singular]: resource.view(row, access) });
    }
    const made: T[] = [];
    try {
      for (const item of asList(body[collection])) {
        made.push(createOne(item, access));
      }
    } catch (error) {
      // All or nothing.
      made.forEach(row => resource.remove(row, access));
      throw error;
    }
    return reply(201, {
      [collection]: made.map(row => resource.view(row, access)),
    });
  });

  routes.put(`${base}/:id`, (call, access) => {
    const rule = `update_${singular}`;
    const row = owned(resource, call.params.id, access, rule);
    const input = readJson(call, MALFORMED)[singular];
    if (!isJson(input)) {
      throw missing(singular);
    }
    checkRevision(call, row);
    checkAttributes(input, resource.updateAttributes, access, rule);
    const patch: Partial<StandardRow> = {
      ...resource.update(row, input, access),
      updatedAt: core.context.clock.now(),
      revision: row.revision + 1,
    };
    if (asText(input.name) !== undefined) {
      patch.name = String(input.name);
    }
    if (asText(input.description) !== undefined) {
      patch.description = String(input.description);
    }
    resource.table.update(row, patch as Partial<T>);
    return reply(200, { [singular]: resource.view(row, access) });
  });

  routes.delete(`${base}/:id`, (call, access) => {
    const row = owned(resource, call.params.id, access, `delete_${singular}`);
    checkRevision(call, row);
    resource.remove(row, access);
    return reply(204);
  });
}

/** Tags of one resource: replace all, add one, ask for one, remove. */
export function tagRoutes<T extends StandardRow>(
  routes: RouteTable<Access>,
  resource: Resource<T>,
): void {
  const base = `/v2.0/${resource.path}/:id/tags`;
  const find = (call: Call, access: Access) =>
    owned(resource, call.params.id, access, `update_${resource.singular}_tags`);
  const set = (row: T, tags: string[]) =>
    resource.table.update(row, {
      tags,
      revision: row.revision + 1,
    } as Partial<T>);
  const absent = (tag: string): ApiError =>
    neutronError(404, 'TagNotFound', `Tag ${tag} could not be found.`);

  routes.get(base, (call, access) =>
    reply(200, { tags: find(call, access).tags }),
  );
  routes.put(base, (call, access) => {
    const tags = readJson(call, MALFORMED).tags;
    if (!Array.isArray(tags) || tags.some(tag => typeof tag !== 'string')) {
      throw badRequest('Invalid input for tags. Reason: not a list of strings');
    }
    const row = find(call, access);
    set(row, [...new Set(tags as string[])].sort());
    return reply(200, { tags: row.tags });
  });
  routes.delete(base, (call, access) => {
    set(find(call, access), []);
    return reply(204);
  });
  routes.get(`${base}/:tag`, (call, access) => {
    if (!find(call, access).tags.includes(call.params.tag)) {
      throw absent(call.params.tag);
    }
    return reply(204);
  });
  routes.put(`${base}/:tag`, (call, access) => {
    const row = find(call, access);
    set(row, [...new Set([...row.tags, call.params.tag])].sort());
    return reply(201, null);
  });
  routes.delete(`${base}/:tag`, (call, access) => {
    const row = find(call, access);
    if (!row.tags.includes(call.params.tag)) {
      throw absent(call.params.tag);
    }
    set(
      row,
      row.tags.filter(tag => tag !== call.params.tag),
    );
    return reply(204);
  });
}
