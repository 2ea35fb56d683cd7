import { z } from 'zod';
import { amount, flag, text } from '../transport/lenient';

/** Proxmox VE's two kinds of guests. */
export type GuestType = 'qemu' | 'lxc';

/** Where a guest is. */
export interface GuestAddress {
  node: string;
  type: GuestType;
  vmid: number;
}

/** Live state, in contrast to the lists. */
export const guestStatusSchema = z.object({
  status: z.string(),
  /** `running`, `paused`, `prelaunch`, …; of VMs */
  qmpstatus: z.string().optional(),
  name: text.optional(),
  lock: z.string().optional(),
  tags: z.string().nullish(),
  template: flag.optional(),
  cpus: amount.optional(),
  maxmem: amount.optional(),
  maxdisk: amount.optional(),
  uptime: amount.optional(),
  /** true when the guest agent is configured */
  agent: flag.optional(),
});

/** {@inheritDoc guestStatusSchema} */
export type GuestStatus = z.infer<typeof guestStatusSchema>;

/** A flat map; numbered options such as `scsi0` and `hostpci0` are among the unnamed ones. */
export const guestConfigSchema = z.looseObject({
  name: text.optional(),
  hostname: text.optional(),
  description: z.string().optional(),
  tags: z.string().optional(),
  lock: z.string().optional(),
  template: flag.optional(),
  digest: z.string().optional(),
  boot: z.string().optional(),
});

/** {@inheritDoc guestConfigSchema} */
export type GuestConfig = z.infer<typeof guestConfigSchema>;

/** Double-wrapped: `data.result`. */
export const agentInterfacesSchema = z.object({
  result: z.array(
    z.object({
      name: z.string(),
      'ip-addresses': z.array(z.object({ 'ip-address': z.string() })).nullish(),
    }),
  ),
});

/** Null while the container is stopped. */
export const containerInterfacesSchema = z
  .array(
    z.object({
      name: z.string(),
      inet: z.string().optional(),
      inet6: z.string().optional(),
    }),
  )
  .nullish();
