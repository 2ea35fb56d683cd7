import { mockServices } from '@backstage/backend-test-utils';
import { sumVectors, vector } from '@ironstage/plugin-infra-common';
import { readAll } from '@ironstage/plugin-infra-node/contract';
import { startSimulators } from '@ironstage/simulators';
import { demoConfig } from '../testing/demoConfig';
import { OpenStackProvider } from './OpenStackProvider';

const CARD = 'nvidia-a100-pcie-80gb';
const SLICE = `${CARD}/vgpu`;
const H100 = 'nvidia-h100-sxm5-80gb';
/** Slices that a card of the estate is cut into. */
const PER_CARD = 4;

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

const sum = (counts: Record<string, number>, model: string) =>
  counts[model] ?? 0;

describe.each([1, 2, 3, 5, 8])('GPUs of the estate of seed %i', seed => {
  it('are the same by machine, hypervisor, instance and flavor, cards and slices apart', async () => {
    const estate = await startSimulators({
      seed,
      machines: 40,
      bareMetal: 8,
      instances: 160,
    });
    try {
      const provider = OpenStackProvider.create(
        demoConfig({
          authUrl: estate.openstack.authUrl,
          gpuModels: {
            VGPU: SLICE,
            CUSTOM_GPU_H100: H100,
            a100: CARD,
            CUSTOM_PCI_10DE_20B5: CARD,
          },
        }),
        logger,
      );
      const [hypervisors, instances, flavors, metal] = await Promise.all(
        (['hypervisor', 'instance', 'flavor', 'machine'] as const).map(kind =>
          readAll(provider, kind),
        ),
      );
      const of = (part: 'total' | 'allocated') =>
        sumVectors(hypervisors.flatMap(row => row.capacity?.[part] ?? [])).gpus;
      const cards: Record<string, number> = {};
      for (const { platform, gpus } of estate.estate.machines) {
        for (const { card } of platform === 'openstack' ? gpus : []) {
          cards[card] = (cards[card] ?? 0) + 1;
        }
      }

      // machine = hypervisor: a card is whole or in slices, and never both
      const total = of('total');
      expect(sum(total, SLICE) % PER_CARD).toBe(0);
      expect(sum(total, CARD) + sum(total, SLICE) / PER_CARD).toBe(
        sum(cards, CARD),
      );
      expect(sum(total, H100)).toBe(sum(cards, H100));
      expect(Object.keys(total).sort()).toEqual([CARD, SLICE, H100].sort());

      // hypervisor = instances = their flavors
      const allocated = of('allocated');
      const placed = instances.filter(row => row.hostExternalId);
      const held = sumVectors(placed.map(row => row.vector ?? vector())).gpus;
      const byName = new Map(flavors.map(row => [row.name, row.vector]));
      const asked = sumVectors(
        placed.map(
          row => byName.get(String(row.attributes.flavor)) ?? vector(),
        ),
      ).gpus;
      for (const model of [CARD, SLICE, H100]) {
        expect([model, sum(held, model)]).toEqual([
          model,
          sum(allocated, model),
        ]);
        expect([model, sum(asked, model)]).toEqual([model, sum(held, model)]);
        expect(sum(allocated, model)).toBeLessThanOrEqual(sum(total, model));
      }
      expect(sum(allocated, SLICE) + sum(allocated, H100)).toBeGreaterThan(0);

      // bare metal: its cards are in machines and in no hypervisor
      const loose: Record<string, number> = {};
      for (const { card } of estate.estate.bareMetal.flatMap(one => one.gpus)) {
        loose[card] = (loose[card] ?? 0) + 1;
      }
      expect(sumVectors(metal.map(row => row.vector ?? vector())).gpus).toEqual(
        loose,
      );
    } finally {
      await estate.stop();
    }
  });
});
