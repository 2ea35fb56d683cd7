import type { OddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { amount, flag, maybe, text } from '../transport/lenient';

const common = {
  id: text,
  status: maybe(z.string()).transform(status => status ?? 'unknown'),
};

/** A guest; one without statistics yet has little more than its id. */
export const guestRowSchema = z.object({
  ...common,
  type: z.enum(['qemu', 'lxc']),
  vmid: amount,
  node: z.string(),
  name: maybe(text),
  pool: maybe(text),
  /** joined with `;` */
  tags: maybe(text),
  lock: maybe(z.string()),
  template: maybe(flag),
  hastate: maybe(z.string()),
  maxcpu: maybe(amount),
  /** bytes */
  maxmem: maybe(amount),
  /** bytes; of a VM the boot disk alone */
  maxdisk: maybe(amount),
  uptime: maybe(amount),
});

/** {@inheritDoc guestRowSchema} */
export type GuestRow = z.infer<typeof guestRowSchema>;

/** A node; one that is offline has little more than its name. */
export const nodeRowSchema = z.object({
  ...common,
  type: z.literal('node'),
  node: z.string(),
  maxcpu: maybe(amount),
  maxmem: maybe(amount),
});

/** {@inheritDoc nodeRowSchema} */
export type NodeRow = z.infer<typeof nodeRowSchema>;

/** A storage as one node sees it; a shared one has a row for each node. */
export const storageRowSchema = z.object({
  ...common,
  type: z.literal('storage'),
  node: z.string(),
  storage: text,
  plugintype: maybe(z.string()),
  /** joined with commas, in no order */
  content: maybe(z.string()).transform(content => content ?? ''),
  shared: maybe(flag).transform(shared => shared ?? false),
  maxdisk: maybe(amount),
  disk: maybe(amount),
});

/** {@inheritDoc storageRowSchema} */
export type StorageRow = z.infer<typeof storageRowSchema>;

/** Everything of a cluster in one answer. */
export interface ClusterResources {
  guests: GuestRow[];
  nodes: NodeRow[];
  storages: StorageRow[];
  /** guests, nodes and storages that can't be read */
  odd: OddRow[];
}

/** `type: cluster` is missing on a node without a cluster. */
export const statusRowSchema = z.object({
  type: z.string(),
  id: text,
  name: text,
  quorate: maybe(flag),
  online: maybe(flag),
  ip: maybe(z.string()),
});

/** {@inheritDoc statusRowSchema} */
export type StatusRow = z.infer<typeof statusRowSchema>;
