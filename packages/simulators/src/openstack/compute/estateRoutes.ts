import { newUuid } from '../../kernel/ids';
import { asJson, asText, isJson, type Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { isoMicros } from '../../kernel/time';
import { readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { badRequest, conflict, notFound } from './errors';
import { isUp } from './hypervisorRoutes';
import type { AggregateRow, ComputeServiceRow } from './rows';
import { DISABLED_TRAIT } from './Scheduler';
import { requireAdmin, type ComputeSession } from './session';
import { INTERNAL_ZONE, zoneNames, zoneOfHost } from './zones';

const MALFORMED = 'Malformed request body';

export function serviceRoutes(
  routes: RouteTable<ComputeSession>,
  context: OpenStackContext,
): void {
  const { computeServices, hypervisors, providers } = context.tables;

  const zoneOf = (row: ComputeServiceRow) =>
    row.binary === 'nova-compute'
      ? zoneOfHost(row.host, context)
      : INTERNAL_ZONE;
  const view = (row: ComputeServiceRow, minor: number): Json => ({
    binary: row.binary,
    host: row.host,
    id: minor >= 53 ? row.id : row.seq,
    zone: zoneOf(row),
    status: row.disabled ? 'disabled' : 'enabled',
    state: isUp(row) ? 'up' : 'down',
    // A living service reports every few seconds.
    updated_at: isoMicros(row.alive ? context.clock.now() : row.updatedAt),
    disabled_reason: row.disabledReason,
    ...(minor >= 11 ? { forced_down: row.forcedDown } : {}),
  });

  routes.get('/v2.1/os-services', (call, session) => {
    requireAdmin(session, 'os-services:list');
    const host = call.query.get('host');
    const binary = call.query.get('binary');
    return reply(200, {
      services: computeServices
        .all()
        .filter(
          row =>
            (!host || row.host === host) && (!binary || row.binary === binary),
        )
        .map(row => view(row, session.minor)),
    });
  });

  routes.put('/v2.1/os-services/:id', (call, session) => {
    requireAdmin(session, 'os-services:update');
    const row = computeServices.get(call.params.id);
    if (!row) {
      throw notFound(`Service ${call.params.id} could not be found.`);
    }
    const input = readJson(call, MALFORMED);
    if (input.status === 'disabled' || input.status === 'enabled') {
      const disabled = input.status === 'disabled';
      computeServices.update(row, {
        disabled,
        disabledReason: disabled ? asText(input.disabled_reason) ?? null : null,
      });
      const hypervisor = hypervisors.by('hostname', row.host)[0];
      const provider = hypervisor && providers.get(hypervisor.id);
      if (provider) {
        const others = provider.traits.filter(t => t !== DISABLED_TRAIT);
        providers.update(provider, {
          traits: disabled ? [...others, DISABLED_TRAIT] : others,
          generation: provider.generation + 1,
        });
      }
    }
    if (typeof input.forced_down === 'boolean') {
      computeServices.update(row, { forcedDown: input.forced_down });
    }
    return reply(200, { service: view(row, session.minor) });
  });

  routes.get('/v2.1/os-availability-zone', () =>
    reply(200, {
      availabilityZoneInfo: zoneNames(context).map(zoneName => ({
        zoneName,
        zoneState: { available: true },
        hosts: null,
      })),
    }),
  );

  routes.get('/v2.1/os-availability-zone/detail', (_call, session) => {
    requireAdmin(session, 'os-availability-zone:detail');
    const zones = new Map<string, Record<string, Json>>();
    for (const row of computeServices.all()) {
      const hosts = zones.get(zoneOf(row)) ?? {};
      hosts[row.host] = {
        ...hosts[row.host],
        [row.binary]: {
          available: !row.disabled,
          active: isUp(row),
          updated_at: isoMicros(context.clock.now()),
        },
      };
      zones.set(zoneOf(row), hosts);
    }
    return reply(200, {
      availabilityZoneInfo: [...zones].map(([zoneName, hosts]) => ({
        zoneName,
        zoneState: { available: true },
        hosts,
      })),
    });
  });
}

function aggregateView(row: AggregateRow, minor: number, full = true): Json {
  return {
    id: row.number,
    ...(minor >= 41 ? { uuid: row.id } : {}),
    name: row.name,
    created_at: `${isoMicros(row.createdAt)}`,
    updated_at: row.updatedAt === null ? null : isoMicros(row.updatedAt),
    deleted_at: null,
    deleted: false,
    availability_zone: row.metadata.availability_zone ?? null,
    ...(full ? { hosts: row.hosts, metadata: row.metadata } : {}),
  };
}

export function aggregateRoutes(
  routes: RouteTable<ComputeSession>,
  context: OpenStackContext,
): void {
  const { aggregates, computeServices, hypervisors, providers } =
    context.tables;

  const find = (call: Call): AggregateRow => {
    const row = aggregates
      .all()
      .find(item => String(item.number) === call.params.id);
    if (!row) {
      throw notFound(`Aggregate ${call.params.id} could not be found.`);
    }
    return row;
  };
  /** Placement mirrors the members of an aggregate. */
  const mirror = (host: string, id: string, member: boolean) => {
    const hypervisor = hypervisors.by('hostname', host)[0];
    const provider = hypervisor && providers.get(hypervisor.id);
    if (provider) {
      const others = provider.aggregates.filter(uuid => uuid !== id);
      providers.update(provider, {
        aggregates: member ? [...others, id] : others,
        generation: provider.generation + 1,
      });
    }
  };
  const change = (row: AggregateRow, patch: Partial<AggregateRow>) =>
    aggregates.update(row, { ...patch, updatedAt: context.clock.now() });

  routes.get('/v2.1/os-aggregates', (_call, session) => {
    requireAdmin(session, 'os-aggregates:index');
    return reply(200, {
      aggregates: aggregates
        .all()
        .map(row => aggregateView(row, session.minor)),
    });
  });

  routes.get('/v2.1/os-aggregates/:id', (call, session) => {
    requireAdmin(session, 'os-aggregates:show');
    return reply(200, { aggregate: aggregateView(find(call), session.minor) });
  });

  routes.post('/v2.1/os-aggregates', (call, session) => {
    requireAdmin(session, 'os-aggregates:create');
    const input = asJson(readJson(call, MALFORMED).aggregate);
    const name = asText(input.name);
    if (!name) {
      throw badRequest("'name' is a required property");
    }
    if (aggregates.all().some(row => row.name === name)) {
      throw conflict(`Aggregate ${name} already exists.`);
    }
    const zone = asText(input.availability_zone);
    const row = aggregates.insert({
      id: newUuid(),
      number: 1 + Math.max(0, ...aggregates.all().map(item => item.number)),
      name,
      metadata: zone ? { availability_zone: zone } : {},
      hosts: [],
      createdAt: context.clock.now(),
      updatedAt: null,
    });
    return reply(200, { aggregate: aggregateView(row, session.minor, false) });
  });

  routes.delete('/v2.1/os-aggregates/:id', (call, session) => {
    requireAdmin(session, 'os-aggregates:delete');
    const row = find(call);
    if (row.hosts.length > 0) {
      throw badRequest(
        `Cannot remove host from aggregate ${row.number}. Reason: Host aggregate is not empty.`,
      );
    }
    aggregates.delete(row.id);
    return reply(200);
  });

  routes.post('/v2.1/os-aggregates/:id/action', (call, session) => {
    requireAdmin(session, 'os-aggregates:action');
    const row = find(call);
    const body = readJson(call, MALFORMED);
    if (isJson(body.set_metadata)) {
      const given = asJson(body.set_metadata.metadata);
      const metadata = { ...row.metadata };
      for (const [key, value] of Object.entries(given)) {
        if (value === null) {
          delete metadata[key];
        } else {
          metadata[key] = String(value);
        }
      }
      change(row, { metadata });
    } else if (isJson(body.add_host)) {
      const host = asText(body.add_host.host) ?? '';
      if (computeServices.by('host', host).length === 0) {
        throw notFound(`Compute host ${host} could not be found.`);
      }
      if (row.hosts.includes(host)) {
        throw conflict(`Aggregate ${row.number} already has host ${host}.`);
      }
      change(row, { hosts: [...row.hosts, host] });
      mirror(host, row.id, true);
    } else if (isJson(body.remove_host)) {
      const host = asText(body.remove_host.host) ?? '';
      if (!row.hosts.includes(host)) {
        throw notFound(`Aggregate ${row.number} has no host ${host}.`);
      }
      change(row, { hosts: row.hosts.filter(item => item !== host) });
      mirror(host, row.id, false);
    } else {
      throw badRequest(`There is no such action: ${Object.keys(body)[0]}`);
    }
    return reply(200, { aggregate: aggregateView(row, session.minor) });
  });
}
