import type { ClusterContext } from '../ClusterContext';
import { printDrive } from '../guests/config';
import { newMac } from '../guests/normalize';
import type { GuestConfig, GuestRow } from '../rows';
import { formatSize } from '../storage/size';
import { CLOUDINIT_BYTES, VolumeStore } from '../storage/VolumeStore';
import { LOCAL_IMAGES, SHARED_IMAGES } from './seedNodes';
import { stableUuid } from '../../kernel/ids';

const GIB = 1024 ** 3;
const YEAR = 365 * 86_400_000;

/** Golden images by VMID; names as everywhere in the estate. */
export const goldenTemplates = [
  { vmid: 9000, name: 'eu-baseos-2025.01', user: 'debian', gib: 10 },
  { vmid: 9001, name: 'eu-ubuntu-2025.01', user: 'ubuntu', gib: 10 },
  { vmid: 9002, name: 'eu-gpu-2025.02', user: 'ubuntu', gib: 20 },
  { vmid: 9003, name: 'eu-baseos-2024.07', user: 'debian', gib: 10 },
] as const;

export const CONTAINER_TEMPLATE = 9100;
export const OS_TEMPLATE = 'debian-12-standard_12.7-1_amd64.tar.zst';

export function imageStorage(ctx: ClusterContext): string {
  return ctx.tables.storages.get(SHARED_IMAGES) ? SHARED_IMAGES : LOCAL_IMAGES;
}

/** A guest that was there long before the simulator. */
export function oldGuest(
  ctx: ClusterContext,
  guest: Pick<GuestRow, 'vmid' | 'kind' | 'node' | 'config'>,
  createdAt: number,
): GuestRow {
  return ctx.tables.guests.insert({
    ...guest,
    id: String(guest.vmid),
    pending: {},
    snapshots: [],
    run: null,
    before: null,
    changedAt: createdAt,
    createdAt,
    hidden: {},
  });
}

function seedFiles(ctx: ClusterContext, now: number) {
  const files = [
    ['vztmpl', OS_TEMPLATE, 'tzst', 126_515_062],
    ['iso', 'debian-12.7.0-amd64-netinst.iso', 'iso', 661_651_456],
    ['import', 'eu-baseos-2025.01.qcow2', 'qcow2', 2 * GIB],
  ] as const;
  for (const node of ctx.tables.nodes.all()) {
    for (const [content, name, format, size] of files) {
      const volid = `local:${content}/${name}`;
      ctx.tables.volumes.insert({
        id: `${volid}@${node.id}`,
        volid,
        storage: 'local',
        node: node.id,
        vmid: null,
        content,
        format,
        size,
        parent: null,
        ctime: Math.floor((now - YEAR) / 1000),
      });
    }
  }
}

function drive(
  ctx: ClusterContext,
  node: string,
  vmid: number,
  gib: number,
  content: 'images' | 'rootdir',
  created: number,
): string {
  const volumes = new VolumeStore(ctx.tables);
  const volume = volumes.allocate({
    storage: volumes.storage(imageStorage(ctx)),
    node,
    vmid,
    content,
    size: gib * GIB,
    now: created,
  });
  const { volid } = volumes.toBase(volume);
  return printDrive({ volid, options: { size: formatSize(gib * GIB) } });
}

function cloudInit(
  ctx: ClusterContext,
  node: string,
  vmid: number,
  now: number,
) {
  const volumes = new VolumeStore(ctx.tables);
  return volumes.allocate({
    storage: volumes.storage(imageStorage(ctx)),
    node,
    vmid,
    content: 'images',
    size: CLOUDINIT_BYTES,
    cloudinit: true,
    now,
  }).volid;
}

/** Cloud-init templates, a container template, and files to make more of. */
export function seedTemplates(ctx: ClusterContext, now: number): void {
  const node = ctx.tables.nodes.all()[0].id;
  const created = now - YEAR;
  seedFiles(ctx, now);
  for (const { vmid, name, user, gib } of goldenTemplates) {
    const gpu = name.includes('gpu');
    const config: GuestConfig = {
      agent: '1',
      boot: 'order=scsi0',
      ciuser: user,
      cores: 2,
      ide2: `${cloudInit(ctx, node, vmid, created)},media=cdrom,size=4M`,
      ipconfig0: 'ip=dhcp',
      memory: '2048',
      meta: `creation-qemu=9.0.2,ctime=${Math.floor(created / 1000)}`,
      name,
      net0: `virtio=${newMac()},bridge=vmbr0`,
      ostype: 'l26',
      scsi0: drive(ctx, node, vmid, gib, 'images', created),
      scsihw: 'virtio-scsi-single',
      serial0: 'socket',
      smbios1: `uuid=${stableUuid('template', ctx.facts.name, vmid)}`,
      tags: 'golden',
      template: 1,
      vga: 'serial0',
      ...(gpu ? { machine: 'q35' } : {}),
    };
    oldGuest(ctx, { vmid, kind: 'qemu', node, config }, created);
  }
  oldGuest(
    ctx,
    {
      vmid: CONTAINER_TEMPLATE,
      kind: 'lxc',
      node,
      config: {
        arch: 'amd64',
        cores: 1,
        hostname: 'ct-baseos-2025',
        memory: 512,
        net0: `name=eth0,bridge=vmbr0,hwaddr=${newMac()},ip=dhcp,type=veth`,
        ostype: 'debian',
        rootfs: drive(ctx, node, CONTAINER_TEMPLATE, 4, 'rootdir', created),
        swap: 512,
        tags: 'golden',
        template: 1,
        unprivileged: 1,
      },
    },
    created,
  );
}
