import type { OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';

const deviceSchema = z.object({
  /** `0000:81:00.0` */
  id: text,
  /** `0x030200` */
  class: text,
  /** `0x10de` */
  vendor: text,
  device: text,
});

/** A PCI device of a node. */
export type WirePciDevice = z.infer<typeof deviceSchema>;

const mediatedTypeSchema = z.object({
  /** `nvidia-1155` */
  type: text,
  available: z.number(),
});

/** A type of mediated devices, and how many more of it a card can give. */
export type WireMediatedType = z.infer<typeof mediatedTypeSchema>;

/** What is in the nodes. */
export class HardwareClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  /** Types that a card can be cut into; an odd one is left out. */
  mediatedTypes(
    node: string,
    address: string,
    signal: AbortSignal,
  ): Promise<WireMediatedType[]> {
    return this.transport.list(
      {
        method: 'GET',
        path: '/nodes/{node}/hardware/pci/{address}/mdev',
        at: { node, address },
        signal,
      },
      mediatedTypeSchema,
      () => {},
    );
  }

  /** PCI devices without bridges and memory controllers, which Proxmox VE leaves out by itself. */
  pciDevices(
    node: string,
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<WirePciDevice[]> {
    return this.transport.list(
      {
        method: 'GET',
        path: '/nodes/{node}/hardware/pci',
        at: { node },
        signal,
      },
      deviceSchema,
      onOdd,
    );
  }
}
