import { z } from 'zod';
import { amount, flag, listOf, maybe, text } from '../transport/lenient';

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
  qmpstatus: maybe(z.string()),
  name: maybe(text),
  lock: maybe(z.string()),
  tags: maybe(text),
  template: maybe(flag),
  cpus: maybe(amount),
  maxmem: maybe(amount),
  maxdisk: maybe(amount),
  uptime: maybe(amount),
  /** true when the guest agent is configured */
  agent: maybe(flag),
});

/** {@inheritDoc guestStatusSchema} */
export type GuestStatus = z.infer<typeof guestStatusSchema>;

/** A flat map; numbered options such as `scsi0` and `hostpci0` are among the unnamed ones. */
export const guestConfigSchema = z.looseObject({
  name: maybe(text),
  hostname: maybe(text),
  description: maybe(text),
  tags: maybe(text),
  lock: maybe(z.string()),
  template: maybe(flag),
  digest: maybe(z.string()),
  boot: maybe(z.string()),
  bootdisk: maybe(z.string()),
});

/** {@inheritDoc guestConfigSchema} */
export type GuestConfig = z.infer<typeof guestConfigSchema>;

/** An interface; of its addresses those that can be read. */
export const interfaceSchema = z.object({
  'ip-addresses': listOf(z.unknown()),
  /** of a container: the last address of each family, all that releases before 8.3 tell */
  inet: maybe(z.string()),
  inet6: maybe(z.string()),
});

/** {@inheritDoc interfaceSchema} */
export type GuestInterface = z.infer<typeof interfaceSchema>;

/** An address of an interface; some agents list entries without one. */
export const addressSchema = z.object({ 'ip-address': z.string().min(1) });

/** Double-wrapped: `data.result`. */
export const agentInterfacesSchema = z.object({ result: listOf(z.unknown()) });
