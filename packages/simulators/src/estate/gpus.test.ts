import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { MaasClient } from '../maas/testing/MaasClient';
import { login, type Client } from '../testing/client';
import type { Machine } from './model';

/** Slices that a card of the estate is cut into. */
const SLICES = 4;

interface Provider {
  uuid: string;
  name: string;
}

describe('the cards of a machine', () => {
  let estate: SimulatedEstate;
  let maas: MaasClient;
  let openstack: Client;
  beforeAll(async () => {
    estate = await startSimulators({ machines: 24, instances: 0 });
    maas = new MaasClient(estate.maas.url, estate.maas.apiKey);
    openstack = await login(estate.url);
  });
  afterAll(() => estate.stop());

  const machineOf = (name: string): Machine =>
    estate.estate.machines.find(machine => machine.hostname === name)!;

  async function inMaas(name: string): Promise<string[]> {
    const { body } = await maas.get('machines/', { hostname: name });
    const devices = await maas.get(
      `nodes/${body[0].system_id}/devices/?hardware_type=gpu&vendor_id=10de`,
    );
    return devices.body.map(
      (card: any) => `${card.pci_address} ${card.vendor_id}:${card.product_id}`,
    );
  }

  /** Totals by resource class, of a host and its children. */
  async function inPlacement(name: string): Promise<Record<string, number>> {
    const { body } = await openstack.placement('/resource_providers');
    const own = body.resource_providers.filter((one: Provider) =>
      one.name.startsWith(name),
    );
    const totals: Record<string, number> = {};
    for (const { uuid } of own) {
      const { body: found } = await openstack.placement(
        `/resource_providers/${uuid}/inventories`,
      );
      for (const [name_, { total }] of Object.entries<{ total: number }>(
        found.inventories,
      )) {
        totals[name_] = (totals[name_] ?? 0) + total;
      }
    }
    return totals;
  }

  const cardsOf = ({ gpus }: Machine) =>
    gpus.map(gpu => `${gpu.pciAddress} ${gpu.vendorId}:${gpu.productId}`);

  it('are eight H100 of r12-n02 at MAAS and at OpenStack alike', async () => {
    const machine = machineOf('r12-n02');
    expect(machine.gpus.map(gpu => gpu.card)).toEqual(
      Array(8).fill('nvidia-h100-sxm5-80gb'),
    );
    expect(await inMaas('r12-n02')).toEqual(cardsOf(machine));
    expect(await inPlacement('r12-n02')).toMatchObject({ CUSTOM_GPU_H100: 8 });
  });

  it('are four A100 of r11-n02, half of them cut at OpenStack', async () => {
    const machine = machineOf('r11-n02');
    expect(machine.gpus.map(gpu => gpu.card)).toEqual(
      Array(4).fill('nvidia-a100-pcie-80gb'),
    );
    expect(await inMaas('r11-n02')).toEqual(cardsOf(machine));
    expect(await inPlacement('r11-n02')).toMatchObject({
      VGPU: 2 * SLICES,
      CUSTOM_PCI_10DE_20B5: 2,
    });
  });

  it('are what their names say: ids, names and memory go together', () => {
    const cards = estate.estate.machines.flatMap(machine => machine.gpus);
    const kinds = new Set(
      cards.map(({ pciAddress: _, ...kind }) => JSON.stringify(kind)),
    );
    expect([...kinds].map(kind => JSON.parse(kind))).toEqual([
      expect.objectContaining({
        card: 'nvidia-a100-pcie-80gb',
        productId: '20b5',
        pciName: expect.stringContaining('A100 PCIe 80GB'),
        memoryGib: 80,
      }),
      expect.objectContaining({
        card: 'nvidia-h100-sxm5-80gb',
        productId: '2330',
        pciName: expect.stringContaining('H100 SXM5 80GB'),
        memoryGib: 80,
      }),
    ]);
  });
});
