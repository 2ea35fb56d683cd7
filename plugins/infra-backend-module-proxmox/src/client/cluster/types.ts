import { z } from 'zod';
import { amount, flag, text } from '../transport/lenient';

const common = { id: z.string(), status: z.string().default('unknown') };

/** A guest; one without statistics yet has little more than its id. */
export const guestRowSchema = z.object({
  ...common,
  type: z.enum(['qemu', 'lxc']),
  vmid: amount,
  node: z.string(),
  name: text.optional(),
  pool: z.string().optional(),
  /** joined with `;` */
  tags: z.string().nullish(),
  lock: z.string().optional(),
  template: flag.optional(),
  hastate: z.string().optional(),
  maxcpu: amount.optional(),
  /** bytes */
  maxmem: amount.optional(),
  /** bytes; of a VM the boot disk alone */
  maxdisk: amount.optional(),
  uptime: amount.optional(),
});

/** {@inheritDoc guestRowSchema} */
export type GuestRow = z.infer<typeof guestRowSchema>;

/** A node; one that is offline has little more than its name. */
export const nodeRowSchema = z.object({
  ...common,
  type: z.literal('node'),
  node: z.string(),
  maxcpu: amount.optional(),
  maxmem: amount.optional(),
  mem: amount.optional(),
  maxdisk: amount.optional(),
});

/** {@inheritDoc nodeRowSchema} */
export type NodeRow = z.infer<typeof nodeRowSchema>;

/** A storage as one node sees it; a shared one has a row for each node. */
export const storageRowSchema = z.object({
  ...common,
  type: z.literal('storage'),
  node: z.string(),
  storage: z.string(),
  plugintype: z.string().optional(),
  /** joined with commas, in no order */
  content: z.string().default(''),
  shared: flag.default(false),
  maxdisk: amount.optional(),
  disk: amount.optional(),
});

/** {@inheritDoc storageRowSchema} */
export type StorageRow = z.infer<typeof storageRowSchema>;

const READ = ['qemu', 'lxc', 'node', 'storage'];

/** Rows of other types are of no use here; one of these types that can't be read is an error. */
export const resourceRowSchema = z.union([
  z.discriminatedUnion('type', [
    guestRowSchema,
    nodeRowSchema,
    storageRowSchema,
  ]),
  z
    .object({ type: z.string().refine(type => !READ.includes(type)) })
    .transform(() => undefined),
]);

/** `type: cluster` is missing on a node without a cluster. */
export const statusRowSchema = z.object({
  type: z.string(),
  id: z.string(),
  name: z.string(),
  quorate: flag.optional(),
  online: flag.optional(),
  ip: z.string().optional(),
});

/** {@inheritDoc statusRowSchema} */
export type StatusRow = z.infer<typeof statusRowSchema>;
