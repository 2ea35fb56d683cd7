import type { Json } from '../../kernel/json';
import { reply, type Call, type RouteTable } from '../../kernel/http/types';
import { isoMicros, parseIso } from '../../kernel/time';
import type { OpenStackContext } from '../OpenStackContext';
import { badRequest, policy } from './errors';
import { nextLinks, pageLimit } from './paging';
import type { ServerRow } from './rows';
import { requireAdmin, type ComputeSession } from './session';

const BASE = '/v2.1/os-simple-tenant-usage';
const HOUR = 3_600_000;

interface Window {
  start: number;
  stop: number;
}

function windowOf(query: URLSearchParams, now: number): Window {
  const read = (name: string, fallback: number) => {
    const text = query.get(name);
    const value = text === null ? fallback : parseIso(text);
    if (Number.isNaN(value)) {
      throw badRequest(
        'Invalid datetime string: Datetime is in invalid format',
      );
    }
    return value;
  };
  const start = read('start', now - 28 * 24 * HOUR);
  return { start, stop: Math.min(read('end', now), now) };
}

function usageOf(row: ServerRow, { start, stop }: Window): Json {
  const from = Math.max(row.launchedAt ?? stop, start);
  const until = Math.min(row.terminatedAt ?? stop, stop);
  return {
    hours: Math.max(0, until - from) / HOUR,
    flavor: row.flavor.name,
    instance_id: row.id,
    name: row.name,
    tenant_id: row.projectId,
    memory_mb: row.flavor.ram,
    local_gb: row.flavor.disk,
    vcpus: row.flavor.vcpus,
    started_at: isoMicros(row.launchedAt ?? row.createdAt),
    ended_at: row.terminatedAt === null ? null : isoMicros(row.terminatedAt),
    state: row.vmState === 'deleted' ? 'terminated' : row.vmState,
    uptime: Math.floor((until - (row.launchedAt ?? until)) / 1000),
  };
}

function projectUsage(
  projectId: string,
  rows: readonly ServerRow[],
  window: Window,
  detailed: boolean,
): Json {
  const usages = rows.map(row => usageOf(row, window));
  const sum = (key: string) =>
    usages.reduce(
      (total, usage) =>
        total + Number(usage.hours) * (key ? Number(usage[key]) : 1),
      0,
    );
  return {
    tenant_id: projectId,
    ...(detailed ? { server_usages: usages } : {}),
    total_local_gb_usage: sum('local_gb'),
    total_vcpus_usage: sum('vcpus'),
    total_memory_mb_usage: sum('memory_mb'),
    total_hours: sum(''),
    start: isoMicros(window.start),
    stop: isoMicros(window.stop),
  };
}

/** Hours of use; pages (2.40) cut one project's servers apart. */
export function usageRoutes(
  routes: RouteTable<ComputeSession>,
  context: OpenStackContext,
): void {
  const { servers } = context.tables;

  const page = (call: Call, minor: number, rows: readonly ServerRow[]) => {
    const window = windowOf(call.query, context.clock.now());
    const inWindow = rows
      .filter(
        row =>
          row.launchedAt !== null &&
          row.launchedAt < window.stop &&
          (row.terminatedAt === null || row.terminatedAt > window.start),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const paged = minor >= 40;
    const limit = paged ? pageLimit(call.query) : Infinity;
    const marker = paged ? call.query.get('marker') : null;
    const after = inWindow.filter(row => marker === null || row.id > marker);
    const chosen = after.slice(0, limit);
    const next = paged
      ? nextLinks(
          call,
          chosen.map(row => row.id),
          limit,
        )
      : undefined;
    return { window, chosen, next };
  };

  routes.get(BASE, (call, session: ComputeSession) => {
    requireAdmin(session, 'os-simple-tenant-usage:list');
    const { window, chosen, next } = page(call, session.minor, servers.all());
    const byProject = new Map<string, ServerRow[]>();
    for (const row of chosen) {
      const list = byProject.get(row.projectId) ?? [];
      list.push(row);
      byProject.set(row.projectId, list);
    }
    const detailed = call.query.get('detailed') === '1';
    return reply(200, {
      tenant_usages: [...byProject].map(([id, rows]) =>
        projectUsage(id, rows, window, detailed),
      ),
      ...(next ? { tenant_usages_links: next } : {}),
    });
  });

  routes.get(`${BASE}/:id`, (call, session: ComputeSession) => {
    const { id } = call.params;
    if (!session.access.admin && session.access.projectId !== id) {
      throw policy('os_compute_api:os-simple-tenant-usage:show');
    }
    const own = servers.all().filter(row => row.projectId === id);
    const { window, chosen, next } = page(call, session.minor, own);
    return reply(200, {
      tenant_usage:
        chosen.length === 0 ? {} : projectUsage(id, chosen, window, true),
      ...(next ? { tenant_usage_links: next } : {}),
    });
  });
}
