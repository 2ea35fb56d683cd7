import type {
  GpuDevice,
  GpuReader,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { MachineReader } from './MachineReader';

/** GPU cards of machines; a card goes with its machine and not by itself. */
export class MaasGpus implements GpuReader {
  constructor(private readonly machines: MachineReader) {}

  async *devices(options: ProviderCallOptions): AsyncGenerator<GpuDevice[]> {
    const machines = await this.machines.known(options);
    yield machines.flatMap(({ item, accelerators }) =>
      accelerators.cards.map(card => ({
        externalId: `${item.externalId}/${card.id}`,
        model: card.model,
        hostKind: 'machine' as const,
        hostExternalId: item.externalId,
        form: 'whole' as const,
        total: 1,
        allocated: item.status === 'ready' || item.status === 'new' ? 0 : 1,
        vendorId: card.vendorId,
        productId: card.productId,
        pciAddress: card.pciAddress,
        numaNode: card.numaNode,
      })),
    );
  }
}
