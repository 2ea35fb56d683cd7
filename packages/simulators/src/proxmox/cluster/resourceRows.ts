import type { ClusterContext } from '../ClusterContext';
import { isTemplate, memoryBytes, vcpus } from '../guests/config';
import { busyCpus, measure } from '../guests/metrics';
import { poolOf } from '../guests/pools';
import { shownRun } from '../guests/runs';
import { resourceRow } from '../guests/views';
import type { GuestRow, NodeRow, PoolRow } from '../rows';
import { VolumeStore } from '../storage/VolumeStore';

type View = Record<string, unknown>;

/** What a host itself takes of its memory and disk, in bytes. */
export const HOST_MEMORY = 6 * 1024 ** 3;
export const HOST_DISK = 12 * 1024 ** 3;

export function nodeLoad(ctx: ClusterContext, node: NodeRow) {
  const guests = ctx.tables.guests.by('node', node.id);
  const busy = busyCpus(guests, ctx.clock.now());
  return {
    cpu: Math.min(0.99, (busy.cpus + 0.3) / node.threads),
    mem: Math.min(node.memoryBytes, busy.memory + HOST_MEMORY),
    uptime: Math.floor((ctx.clock.now() - node.bootedAt) / 1000),
  };
}

/** @param audit - without Sys.Audit there is only a skeleton */
export function nodeRow(
  ctx: ClusterContext,
  node: NodeRow,
  audit: boolean,
): View {
  const base = { id: `node/${node.id}`, node: node.id, type: 'node' };
  if (!ctx.isOnline(node)) {
    return { ...base, status: 'offline' };
  }
  const skeleton = { ...base, status: 'online', level: '' };
  if (!audit) {
    return skeleton;
  }
  return {
    ...skeleton,
    ...nodeLoad(ctx, node),
    maxcpu: node.threads,
    maxmem: node.memoryBytes,
    disk: HOST_DISK,
    maxdisk: 94 * 1024 ** 3,
  };
}

/** What only the cluster's list says of a node. */
function nodeExtras(ctx: ClusterContext): View {
  return {
    'cgroup-mode': 2,
    ...(Number(ctx.facts.release) >= 9.2 ? { 'host-arch': 'x86_64' } : {}),
  };
}

/** One row for each node, shared or not. */
export function storageRows(ctx: ClusterContext): View[] {
  const volumes = new VolumeStore(ctx.tables);
  return ctx.tables.storages.all().flatMap(storage => {
    const sharedUse = storage.shared
      ? volumes.used(storage, ctx.localNode.id)
      : undefined;
    return ctx.tables.nodes.all().map(node => {
      const base = {
        id: `storage/${node.id}/${storage.id}`,
        type: 'storage',
        storage: storage.id,
        node: node.id,
        plugintype: storage.type,
        content: storage.content.join(','),
        shared: storage.shared ? 1 : 0,
      };
      return ctx.isOnline(node)
        ? {
            ...base,
            status: 'available',
            disk: sharedUse ?? volumes.used(storage, node.id),
            maxdisk: storage.total,
          }
        : { ...base, status: 'unknown' };
    });
  });
}

function poolRow(ctx: ClusterContext, pool: PoolRow): View {
  const sums = { cpu: 0, maxcpu: 0, mem: 0, maxmem: 0, uptime: 0 };
  for (const member of ctx.tables.members.by('pool', pool.id)) {
    const guest = ctx.tables.guests.get(member.id);
    const run = guest && shownRun(ctx, guest);
    if (guest && run) {
      const now = measure(guest, run, ctx.clock.now());
      sums.cpu += now.cpu * vcpus(guest);
      sums.maxcpu += vcpus(guest);
      sums.mem += now.mem;
      sums.maxmem += memoryBytes(guest);
      sums.uptime = Math.max(sums.uptime, now.uptime);
    }
  }
  const base = { id: `/pool/${pool.id}`, pool: pool.id, type: 'pool' };
  return sums.maxcpu === 0
    ? base
    : { ...base, ...sums, cpu: sums.cpu / sums.maxcpu };
}

function guestRow(ctx: ClusterContext, authid: string, row: GuestRow): View {
  const pool = poolOf(ctx.tables, row.vmid);
  const showPool =
    pool !== undefined && ctx.access.has(authid, `/pool/${pool}`, 'Pool.Audit');
  const ha = ctx.tables.haResources.get(
    `${row.kind === 'qemu' ? 'vm' : 'ct'}:${row.vmid}`,
  );
  return Object.assign(
    resourceRow(ctx, row),
    showPool ? { pool } : {},
    ha && !isTemplate(row) ? { hastate: ha.state } : {},
  );
}

/** Zones by node: `sdn` rows until 9.0, `network` rows since. */
function zoneRows(ctx: ClusterContext, authid: string): View[] {
  const zones = [
    'localnetwork',
    ...ctx.tables.zones
      .all()
      .filter(zone => zone.applied)
      .map(zone => zone.id),
  ];
  return zones
    .filter(zone =>
      ctx.access.hasAny(authid, `/sdn/zones/${zone}`, ['SDN.Audit', 'SDN.Use']),
    )
    .flatMap(zone =>
      ctx.tables.nodes.all().map(({ id: node }) =>
        ctx.major >= 9
          ? {
              id: `network/${node}/zone/${zone}`,
              type: 'network',
              network: zone,
              'network-type': 'zone',
              node,
              status: 'ok',
            }
          : {
              id: `sdn/${node}/${zone}`,
              type: 'sdn',
              sdn: zone,
              node,
              status: 'ok',
            },
      ),
    );
}

/** @param only - `vm`, `storage`, `node` or `sdn`; undefined for everything */
export function resourceRows(
  ctx: ClusterContext,
  authid: string,
  only: string | undefined,
): View[] {
  const { access, tables } = ctx;
  const wants = (kind: string) => only === undefined || only === kind;
  const rows: View[] = [];
  if (only === undefined) {
    rows.push(
      ...tables.pools
        .all()
        .filter(pool => access.has(authid, `/pool/${pool.id}`, 'Pool.Audit'))
        .map(pool => poolRow(ctx, pool)),
    );
  }
  if (wants('vm')) {
    for (const guest of tables.guests.all()) {
      if (access.has(authid, `/vms/${guest.vmid}`, 'VM.Audit')) {
        rows.push(guestRow(ctx, authid, guest));
      }
    }
  }
  if (wants('node')) {
    for (const node of tables.nodes.all()) {
      const audit = access.has(authid, `/nodes/${node.id}`, 'Sys.Audit');
      const row = nodeRow(ctx, node, audit);
      const full = row.maxcpu !== undefined;
      rows.push(full ? { ...row, ...nodeExtras(ctx) } : row);
    }
  }
  if (wants('storage')) {
    rows.push(
      ...storageRows(ctx).filter(row =>
        access.has(authid, `/storage/${row.storage}`, 'Datastore.Audit'),
      ),
    );
  }
  if (wants('sdn')) {
    rows.push(...zoneRows(ctx, authid));
  }
  return rows;
}
