import type { Json } from '../../kernel/json';
import {
  ApiError,
  reply,
  type Call,
  type RouteTable,
} from '../../kernel/http/types';
import { flag, notFoundText } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { badRequest, notFound } from './errors';
import { nextLinks, pageLimit, pageOf } from './paging';
import type { ComputeServiceRow, HypervisorRow } from './rows';
import { requireAdmin, type ComputeSession } from './session';

const BASE = '/v2.1/os-hypervisors';

export function isUp(service: ComputeServiceRow | undefined): boolean {
  return service?.alive === true && !service.forcedDown;
}

/** Hypervisors: with statistics up to 2.87, without them from 2.88. */
export function hypervisorRoutes(
  routes: RouteTable<ComputeSession>,
  context: OpenStackContext,
): void {
  const { hypervisors, computeServices, providers, servers } = context.tables;

  const idOf = (row: HypervisorRow, minor: number) =>
    minor >= 53 ? row.id : row.seq;
  const summary = (row: HypervisorRow, minor: number): Json => {
    const service = computeServices.get(row.serviceId);
    return {
      id: idOf(row, minor),
      hypervisor_hostname: row.hostname,
      state: isUp(service) ? 'up' : 'down',
      status: service?.disabled ? 'disabled' : 'enabled',
    };
  };
  const statistics = (row: HypervisorRow): Json => {
    const used = providers.get(row.id)?.used ?? {};
    const vcpus = used.VCPU ?? 0;
    const memory = (used.MEMORY_MB ?? 0) + 512;
    const disk = used.DISK_GB ?? 0;
    return {
      vcpus: row.vcpus,
      memory_mb: row.memoryMb,
      local_gb: row.localGb,
      vcpus_used: vcpus,
      memory_mb_used: memory,
      local_gb_used: disk,
      free_ram_mb: row.memoryMb - memory,
      free_disk_gb: row.localGb - disk,
      current_workload: 0,
      running_vms: servers.by('host', row.hostname).length,
      disk_available_least: row.localGb - disk,
      cpu_info: {
        arch: 'x86_64',
        model: 'EPYC-Milan',
        vendor: 'AMD',
        features: ['pge', 'clflush'],
        topology: { cores: row.vcpus / 4, threads: 2, sockets: 2 },
      },
    };
  };
  const detail = (row: HypervisorRow, minor: number): Json => {
    const service = computeServices.get(row.serviceId);
    return {
      ...summary(row, minor),
      hypervisor_type: 'QEMU',
      hypervisor_version: 7002000,
      host_ip: row.hostIp,
      service: {
        id: minor >= 53 ? row.serviceId : service?.seq ?? 0,
        host: row.hostname,
        disabled_reason: service?.disabledReason ?? null,
      },
      ...(minor >= 88
        ? {
            uptime: isUp(service)
              ? ' 10:00:00 up 41 days, 2:11, 0 users'
              : null,
          }
        : statistics(row)),
    };
  };
  const withServers = (row: HypervisorRow): Json => ({
    servers: servers
      .by('host', row.hostname)
      .map(server => ({ uuid: server.id, name: server.name })),
  });

  const list = (call: Call, session: ComputeSession, full: boolean) => {
    requireAdmin(
      session,
      full ? 'os-hypervisors:list-detail' : 'os-hypervisors:list',
    );
    const { minor } = session;
    const pattern = call.query.get('hypervisor_hostname_pattern');
    const matching = hypervisors
      .all()
      .filter(row => pattern === null || row.hostname.includes(pattern));
    if (pattern !== null && matching.length === 0) {
      throw notFound(`No hypervisor matching '${pattern}' could be found.`);
    }
    const paged = minor >= 33;
    const page = paged ? pageOf(matching, row => row.id, call.query) : matching;
    const next = paged
      ? nextLinks(
          call,
          page.map(row => row.id),
          pageLimit(call.query),
        )
      : undefined;
    const listed = minor >= 53 && flag(call.query, 'with_servers');
    return reply(200, {
      hypervisors: page.map(row => ({
        ...(full ? detail(row, minor) : summary(row, minor)),
        ...(listed ? withServers(row) : {}),
      })),
      ...(next ? { hypervisors_links: next } : {}),
    });
  };

  routes.get(BASE, (call, session) => list(call, session, false));
  routes.get(`${BASE}/detail`, (call, session) => list(call, session, true));

  routes.get(`${BASE}/statistics`, (_call, session) => {
    requireAdmin(session, 'os-hypervisors:statistics');
    if (session.minor >= 88) {
      throw new ApiError(404, notFoundText);
    }
    const total: Record<string, number> = { count: hypervisors.size };
    for (const row of hypervisors.all()) {
      for (const [key, value] of Object.entries(statistics(row))) {
        if (typeof value === 'number') {
          total[key] = (total[key] ?? 0) + value;
        }
      }
    }
    return reply(200, { hypervisor_statistics: total });
  });

  routes.get(`${BASE}/:id`, (call, session) => {
    requireAdmin(session, 'os-hypervisors:show');
    const { id } = call.params;
    const { minor } = session;
    const row = hypervisors
      .all()
      .find(item => String(idOf(item, minor)) === id);
    if (!row) {
      if (minor >= 53 && !/^[0-9a-f-]{36}$/.test(id)) {
        throw badRequest(`Invalid uuid ${id}`);
      }
      throw notFound(`Compute host ${id} could not be found.`);
    }
    const listed = minor >= 53 && flag(call.query, 'with_servers');
    return reply(200, {
      hypervisor: {
        ...detail(row, minor),
        ...(listed ? withServers(row) : {}),
      },
    });
  });
}
