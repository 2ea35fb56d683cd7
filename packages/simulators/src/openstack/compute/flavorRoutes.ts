import { newUuid } from '../../kernel/ids';
import { asJson, asText, isJson } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import {
  badRequest,
  checkMembers,
  conflict,
  invalidField,
  notFound,
} from './errors';
import { flavorSummary, flavorView } from './flavorView';
import { nextLinks, pageLimit, pageOf } from './paging';
import type { FlavorRow } from './rows';
import { requireAdmin, type ComputeSession } from './session';

const MALFORMED = 'Malformed request body';
const members = [
  'id',
  'name',
  'vcpus',
  'ram',
  'disk',
  'swap',
  'OS-FLV-EXT-DATA:ephemeral',
  'os-flavor-access:is_public',
  'rxtx_factor',
  'description',
];

export function flavorRoutes(
  routes: RouteTable<ComputeSession>,
  context: OpenStackContext,
): void {
  const { flavors } = context.tables;

  const visible = (row: FlavorRow, { access }: ComputeSession) =>
    row.isPublic || access.admin || row.access.includes(access.projectId ?? '');
  const found = (call: Call, session: ComputeSession): FlavorRow => {
    const row = flavors.get(call.params.id);
    if (!row || !visible(row, session)) {
      throw notFound(`Flavor ${call.params.id} could not be found.`);
    }
    return row;
  };

  const list = (call: Call, session: ComputeSession, detail: boolean) => {
    const { access, minor } = session;
    const wanted = call.query.get('is_public');
    const inList = (row: FlavorRow) => {
      if (!access.admin) {
        return visible(row, session);
      }
      if (wanted?.toLowerCase() === 'none') {
        return true;
      }
      const isPublic = !['false', '0', 'f', 'no'].includes(
        (wanted ?? 'true').toLowerCase(),
      );
      return row.isPublic === isPublic;
    };
    const all = flavors
      .all()
      .filter(inList)
      .filter(
        row =>
          row.disk >= Number(call.query.get('minDisk') ?? 0) &&
          row.ram >= Number(call.query.get('minRam') ?? 0),
      );
    const page = pageOf(all, row => row.id, call.query);
    const next = nextLinks(
      call,
      page.map(row => row.id),
      pageLimit(call.query),
    );
    return reply(200, {
      flavors: page.map(row =>
        detail
          ? flavorView(row, call.origin, minor)
          : flavorSummary(row, call.origin, minor),
      ),
      ...(next ? { flavors_links: next } : {}),
    });
  };

  routes.get('/v2.1/flavors', (call, s) => list(call, s, false));
  routes.get('/v2.1/flavors/detail', (call, s) => list(call, s, true));
  routes.get('/v2.1/flavors/:id', (call, session) =>
    reply(200, {
      flavor: flavorView(found(call, session), call.origin, session.minor),
    }),
  );

  routes.post('/v2.1/flavors', (call, session) => {
    requireAdmin(session, 'os-flavor-manage:create');
    const input = asJson(readJson(call, MALFORMED).flavor);
    checkMembers('flavor', input, members);
    const name = asText(input.name);
    if (!name) {
      throw invalidField('flavor', input, "'name' is a required property");
    }
    const integer = (key: string, least: number, fallback?: number) => {
      const value = input[key] ?? fallback;
      if (!Number.isInteger(Number(value)) || Number(value) < least) {
        throw invalidField(key, value, `is less than the minimum of ${least}`);
      }
      return Number(value);
    };
    if (flavors.all().some(row => row.name === name)) {
      throw conflict(`Flavor with name ${name} already exists.`);
    }
    const id = asText(input.id);
    if (id && flavors.get(id)) {
      throw conflict(`Flavor with ID ${id} already exists.`);
    }
    const row = flavors.insert({
      id: id && id !== 'auto' ? id : newUuid(),
      name,
      vcpus: integer('vcpus', 1),
      ram: integer('ram', 1),
      disk: integer('disk', 0, 0),
      ephemeral: integer('OS-FLV-EXT-DATA:ephemeral', 0, 0),
      swap: integer('swap', 0, 0),
      isPublic: input['os-flavor-access:is_public'] !== false,
      description: asText(input.description) ?? null,
      extraSpecs: {},
      access: [],
    });
    return reply(200, { flavor: flavorView(row, call.origin, session.minor) });
  });

  routes.delete('/v2.1/flavors/:id', (call, session) => {
    requireAdmin(session, 'os-flavor-manage:delete');
    flavors.delete(found(call, session).id);
    return reply(202);
  });

  routes.get('/v2.1/flavors/:id/os-extra_specs', (call, session) =>
    reply(200, { extra_specs: found(call, session).extraSpecs }),
  );

  routes.post('/v2.1/flavors/:id/os-extra_specs', (call, session) => {
    requireAdmin(session, 'os-flavor-extra-specs:create');
    const row = found(call, session);
    const specs = readJson(call, MALFORMED).extra_specs;
    if (!isJson(specs)) {
      throw badRequest("'extra_specs' is a required property");
    }
    const texts = Object.entries(specs).map(([key, value]) => {
      if (typeof value !== 'string') {
        throw invalidField(key, value, "is not of type 'string'");
      }
      return [key, value] as const;
    });
    flavors.update(row, {
      extraSpecs: { ...row.extraSpecs, ...Object.fromEntries(texts) },
    });
    return reply(200, { extra_specs: Object.fromEntries(texts) });
  });

  routes.get('/v2.1/flavors/:id/os-flavor-access', (call, session) => {
    requireAdmin(session, 'os-flavor-access');
    const row = found(call, session);
    if (row.isPublic) {
      throw notFound('Access list not available for public flavors.');
    }
    return reply(200, {
      flavor_access: row.access.map(tenant => ({
        flavor_id: row.id,
        tenant_id: tenant,
      })),
    });
  });

  routes.post('/v2.1/flavors/:id/action', (call, session) => {
    requireAdmin(session, 'os-flavor-access:add_tenant_access');
    const row = found(call, session);
    const body = readJson(call, MALFORMED);
    const add = asText(asJson(body.addTenantAccess).tenant);
    const remove = asText(asJson(body.removeTenantAccess).tenant);
    if (add && row.access.includes(add)) {
      throw conflict(
        `Flavor access already exists for flavor ${row.seq} and project ${add} combination.`,
      );
    }
    if (!add && !remove) {
      throw badRequest(`There is no such action: ${Object.keys(body)[0]}`);
    }
    const access = add
      ? [...row.access, add]
      : row.access.filter(tenant => tenant !== remove);
    flavors.update(row, { access });
    return reply(200, {
      flavor_access: access.map(tenant => ({
        flavor_id: row.id,
        tenant_id: tenant,
      })),
    });
  });
}
