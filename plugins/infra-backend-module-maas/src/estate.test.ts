import { pciDevice } from '@ironstage/plugin-infra-common';
import { readAll } from '@ironstage/plugin-infra-node/contract';
import { startSimulators, type SimulatedEstate } from '@ironstage/simulators';
import { demoProvider } from './testing/demoProvider';

describe('a simulated region', () => {
  let estate: SimulatedEstate;
  beforeAll(async () => {
    estate = await startSimulators({
      machines: 24,
      instances: 0,
      maasVersion: '3.7',
    });
  });
  afterAll(() => estate.stop());

  it('has the GPUs that the table of products knows, and no others', async () => {
    const rows = await readAll(
      demoProvider({ url: estate.maas.url }),
      'machine',
    );
    const known = estate.estate.machines.filter(
      machine => machine.gpus.length > 0,
    );
    expect(
      rows
        .filter(row => Object.keys(row.vector?.gpus ?? {}).length > 0)
        .map(row => [row.name, row.vector?.gpus])
        .sort(),
    ).toEqual(
      known
        .map(({ hostname, gpus }) => [
          hostname,
          { [gpus[0].card]: gpus.length },
        ])
        .sort(),
    );
    for (const { vendorId, productId, card, memoryGib } of known.flatMap(
      machine => machine.gpus,
    )) {
      expect(pciDevice(`${vendorId}:${productId}`)).toMatchObject({
        model: card,
        product: { memoryBytes: memoryGib * 1024 ** 3 },
      });
    }
    expect(
      rows.filter(row => row.attributes.unknownAccelerators !== undefined),
    ).toEqual([]);
  });

  it('offers the images that can be deployed, each named once', async () => {
    const images = await readAll(
      demoProvider({ url: estate.maas.url }),
      'image',
    );
    expect(
      images.map(image => [image.name, image.attributes.os]).sort(),
    ).toEqual([
      ['custom/dgx-base-6', 'DGX base OS 6'],
      ['custom/proxmox-ve-8', 'Proxmox VE 8 node'],
      ['ubuntu/focal', 'Ubuntu 20.04 LTS'],
      ['ubuntu/jammy', 'Ubuntu 22.04 LTS'],
      ['ubuntu/noble', 'Ubuntu 24.04 LTS'],
    ]);
  });

  it('is read with one list, and not again for its GPUs', async () => {
    const provider = demoProvider({ url: estate.maas.url });
    const lists = () =>
      estate
        .stats()
        .requests.filter(
          ({ service, method, path }) =>
            service === 'maas' && method === 'GET' && path === '/machines/',
        )
        .reduce((sum, { count }) => sum + count, 0);
    await readAll(provider, 'machine');
    const before = lists();
    await readAll(provider, 'machine');
    expect(lists()).toBe(before + 1);
    for await (const page of provider.gpus.devices({
      signal: AbortSignal.timeout(120_000),
    })) {
      expect(page).not.toEqual([]);
    }
    expect(lists()).toBe(before + 1);
  });
});
