import type { Workload } from '../../estate/model';
import { stableUuid } from '../../kernel/ids';
import type { ClusterContext } from '../ClusterContext';
import { noise } from '../guests/metrics';
import { joinPool } from '../guests/pools';
import type { GuestConfig, GuestKind } from '../rows';
import { formatSize } from '../storage/size';
import { VolumeStore } from '../storage/VolumeStore';
import { imageStorage, oldGuest } from './seedTemplates';

const HOUR = 3_600_000;
const GIB = 1024 ** 3;
/** One guest in so many is a container. */
const CONTAINER_SHARE = 6;
/** One guest in so many is watched by HA, where there is a cluster. */
const HA_SHARE = 12;
const LONGEST_UPTIME = 60 * 24 * HOUR;

const sizes: Record<string, { cores: number; gib: number; disk: number }> = {
  small: { cores: 2, gib: 4, disk: 20 },
  medium: { cores: 4, gib: 8, disk: 40 },
  large: { cores: 8, gib: 16, disk: 80 },
};

/** 100, 101, … without the range where templates live. */
function vmidOf(index: number): number {
  const vmid = 100 + index;
  return vmid < 9000 ? vmid : vmid + 1000;
}

function mac(vmid: number): string {
  const tail = [0, 1, 2].map(i =>
    Math.floor(noise(vmid, 20 + i) * 256)
      .toString(16)
      .toUpperCase()
      .padStart(2, '0'),
  );
  return ['BC', '24', '11', ...tail].join(':');
}

function address(vmid: number): string {
  const n = vmid % 60_000;
  return `ip=10.80.${Math.floor(n / 250)}.${(n % 250) + 3}/16,gw=10.80.255.254`;
}

function configOf(
  kind: GuestKind,
  vmid: number,
  workload: Workload,
  drive: string,
): GuestConfig {
  const { cores, gib } = sizes[workload.size] ?? sizes.small;
  const environment = workload.project.split('-').pop() ?? 'dev';
  const common = {
    cores,
    onboot: 1,
    tags: ['legacy', environment].sort().join(';'),
  };
  return kind === 'lxc'
    ? {
        ...common,
        arch: 'amd64',
        hostname: workload.name,
        memory: gib * 1024,
        swap: 512,
        ostype: 'debian',
        rootfs: drive,
        net0: `name=eth0,bridge=vmbr0,hwaddr=${mac(vmid)},${address(
          vmid,
        )},type=veth`,
        unprivileged: 1,
      }
    : {
        ...common,
        name: workload.name,
        memory: String(gib * 1024),
        agent: '1',
        boot: 'order=scsi0',
        ostype: 'l26',
        scsihw: 'virtio-scsi-single',
        scsi0: drive,
        net0: `virtio=${mac(vmid)},bridge=vmbr0`,
        ipconfig0: address(vmid),
        smbios1: `uuid=${stableUuid('guest', workload.name)}`,
      };
}

/**
 * The workloads that run on this cluster, spread over its nodes.
 *
 * @param workloads - only those of this cluster
 */
export function seedGuests(
  ctx: ClusterContext,
  workloads: readonly Workload[],
  now: number,
): void {
  const nodes = ctx.tables.nodes.all();
  const volumes = new VolumeStore(ctx.tables);
  const storage = volumes.storage(imageStorage(ctx));
  workloads.forEach((workload, i) => {
    const vmid = vmidOf(i);
    const node = nodes[i % nodes.length].id;
    const kind = i % CONTAINER_SHARE === CONTAINER_SHARE - 1 ? 'lxc' : 'qemu';
    const created = now - workload.ageHours * HOUR;
    const size = (sizes[workload.size] ?? sizes.small).disk * GIB;
    const { volid } = volumes.allocate({
      storage,
      node,
      vmid,
      content: kind === 'lxc' ? 'rootdir' : 'images',
      size,
      now: created,
    });
    const drive = `${volid},size=${formatSize(size)}`;
    const config = configOf(kind, vmid, workload, drive);
    const row = oldGuest(ctx, { vmid, kind, node, config }, created);
    if (workload.running) {
      const since = Math.max(created, now - LONGEST_UPTIME);
      const run = {
        since,
        pid: ctx.tasks.nextPid(),
        paused: false,
        agentAt: since,
        devices: [],
      };
      ctx.tables.guests.update(row, { run, before: run, changedAt: since });
    }
    joinPool(ctx.tables, vmid, workload.project);
    if (ctx.facts.clustered && workload.running && i % HA_SHARE === 0) {
      ctx.tables.haResources.insert({
        id: `${kind === 'lxc' ? 'ct' : 'vm'}:${vmid}`,
        type: kind === 'lxc' ? 'ct' : 'vm',
        state: 'started',
        options: { max_restart: 1, max_relocate: 1 },
      });
    }
  });
}
