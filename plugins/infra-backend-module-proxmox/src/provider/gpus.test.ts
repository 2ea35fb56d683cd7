import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type { GpuDevice, InventoryItem } from '@ironstage/plugin-infra-node';
import cards from '../__fixtures__/cases/pve-gpu-pending-and-by-address.json';
import {
  nodeRow,
  startScriptedCluster,
  vmRow,
  type Answers,
} from '../testing/scriptedCluster';

type Cluster = Awaited<ReturnType<typeof startScriptedCluster>>;

const options = { signal: new AbortController().signal };
const L40S = '10de:26b9';

const card = (id: string, device = L40S, more: object = {}) => ({
  id,
  class: '0x030200',
  vendor: `0x${device.split(':')[0]}`,
  device: `0x${device.split(':')[1]}`,
  ...more,
});

describe('GPUs of a cluster', () => {
  const open: Cluster[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(cluster => cluster.close()));
  });

  async function start(answers: Answers, entry = {}) {
    const cluster = await startScriptedCluster(
      {
        'GET /cluster/resources': [nodeRow('pve1'), vmRow(1)],
        'GET /cluster/mapping/pci': [{ id: 'l40s', map: cards.map }],
        'GET /nodes/pve1/hardware/pci': [card('0000:81:00.0')],
        'GET /nodes/pve1/qemu/1/config': {},
        ...answers,
      },
      entry,
    );
    open.push(cluster);
    return cluster;
  }

  async function read({ provider }: Cluster, kind: ResourceKind) {
    const items: InventoryItem[] = [];
    for await (const page of provider.inventory.pages(kind, options)) {
      items.push(...page);
    }
    return items;
  }

  async function devices({ provider }: Cluster) {
    const found: GpuDevice[] = [];
    for await (const page of provider.gpus.devices(options)) {
      found.push(...page);
    }
    return found;
  }

  it.each<[string, object, object]>([
    [
      'waits for its removal',
      cards.pendingRemoval['GET config'],
      cards.pendingRemoval['GET config?current=1'],
    ],
    ['waits to be added', { hostpci0: 'mapping=l40s' }, {}],
    ['is handed out by address', cards.byAddress, cards.byAddress],
    [
      'is handed out by address and word',
      cards.byAddressWithWord,
      cards.byAddressWithWord,
    ],
  ])('counts a card that %s as held', async (_, wanted, now) => {
    const cluster = await start({
      'GET /nodes/pve1/qemu/1/config': wanted,
      'GET /nodes/pve1/qemu/1/config?current=1': now,
    });
    const [host] = await read(cluster, 'hypervisor');
    expect(host.capacity).toMatchObject({
      total: { gpus: { 'nvidia-l40s': 1 } },
      deliverable: { gpus: { 'nvidia-l40s': 1 } },
      allocated: { gpus: { 'nvidia-l40s': 1 } },
    });
    const [instance] = await read(cluster, 'instance');
    expect(instance.vector?.gpus).toEqual({ 'nvidia-l40s': 1 });
    expect(await devices(cluster)).toMatchObject([
      { model: 'nvidia-l40s', form: 'whole', total: 1, allocated: 1 },
    ]);
  });

  it('counts a card that no mapping covers only for whoever holds it', async () => {
    const cluster = await start({
      'GET /cluster/mapping/pci': [],
      'GET /nodes/pve1/hardware/pci': [
        card('0000:81:00.0'),
        card('0000:82:00.0'),
        card('0000:c1:00.0', '15b3:101d', { class: '0x020000' }),
        card('0000:03:00.0', '1a03:2000', { class: '0x030000' }),
      ],
      'GET /nodes/pve1/qemu/1/config': { hostpci3: '0000:81:00;0000:c1:00.0' },
    });
    const [host] = await read(cluster, 'hypervisor');
    expect(host.capacity).toMatchObject({
      total: { gpus: { 'nvidia-l40s': 2 } },
      reserved: { gpus: { 'nvidia-l40s': 1 } },
      deliverable: { gpus: { 'nvidia-l40s': 1 } },
      allocated: { gpus: { 'nvidia-l40s': 1 } },
    });
    expect(host.attributes.unknownAccelerators).toBeUndefined();
    expect((await devices(cluster)).map(one => one.allocated)).toEqual([1, 0]);
  });

  it('counts a card in two mappings once, and a whole card whose functions are not named', async () => {
    const cluster = await start({
      'GET /cluster/mapping/pci': [
        { id: 'any', map: cards.map },
        { id: 'l40s', map: [`node=pve1,path=0000:81:00,id=${L40S}`] },
      ],
      'GET /nodes/pve1/qemu/1/config': { hostpci0: 'mapping=any' },
    });
    const [host] = await read(cluster, 'hypervisor');
    expect(host.capacity?.total.gpus).toEqual({ 'nvidia-l40s': 1 });
    expect(host.capacity?.allocated.gpus).toEqual({ 'nvidia-l40s': 1 });
    expect(await devices(cluster)).toHaveLength(1);
  });

  it('names what nobody has named, and counts it as nothing', async () => {
    const cluster = await start(
      {
        'GET /cluster/mapping/pci': [
          { id: 'odd', map: ['node=pve1,path=0000:91:00.0,id=10de:ffff'] },
        ],
        'GET /nodes/pve1/hardware/pci': [
          card('0000:91:00.0', '10de:ffff'),
          card('0000:92:00.0', '10de:fffe'),
        ],
        'GET /nodes/pve1/qemu/1/config': { hostpci0: 'mapping=odd' },
      },
      {
        flavors: [
          {
            name: 'odd',
            vcpus: 1,
            memoryGiB: 1,
            storageGiB: 1,
            gpus: { mapping: 'odd', count: 1 },
          },
        ],
      },
    );
    const [host] = await read(cluster, 'hypervisor');
    expect(host.attributes.unknownAccelerators).toEqual([
      '10de:fffe',
      'mapping=odd',
    ]);
    expect(host.capacity?.total.gpus).toEqual({});
    const [instance] = await read(cluster, 'instance');
    expect(instance.attributes.unknownAccelerators).toEqual(['mapping=odd']);
    const [flavor] = await read(cluster, 'flavor');
    expect(flavor).toMatchObject({
      vector: { gpus: {} },
      attributes: { unknownAccelerators: ['mapping=odd'] },
    });
  });

  it.each([
    [{ l40s: 'none' }, {}],
    [{ [L40S.toUpperCase()]: 'none' }, {}],
    [{ l40s: 'nvidia-special' }, { 'nvidia-special': 1 }],
  ])('believes the configuration %j', async (gpuModels, expected) => {
    const cluster = await start({}, { gpuModels });
    const [host] = await read(cluster, 'hypervisor');
    expect(host.capacity?.total.gpus).toEqual(expected);
    expect(host.attributes.unknownAccelerators).toBeUndefined();
  });

  it('never adds slices to cards: virtual functions and mediated devices', async () => {
    const cluster = await start({
      'GET /cluster/mapping/pci': [
        { id: 'cards', map: cards.map },
        {
          id: 'vfs',
          map: [
            `node=pve1,path=0000:82:00.4,id=${L40S}`,
            `node=pve1,path=0000:82:00.5,id=${L40S}`,
          ],
        },
        {
          id: 'vgpus',
          mdev: 1,
          map: [`node=pve1,path=0000:83:00.0,id=${L40S}`],
        },
      ],
      'GET /nodes/pve1/hardware/pci': [
        card('0000:81:00.0'),
        card('0000:82:00.0'),
        card('0000:82:00.4'),
        card('0000:82:00.5'),
        card('0000:83:00.0'),
      ],
      'GET /nodes/pve1/qemu/1/config': {
        hostpci0: 'mapping=vfs',
        hostpci1: 'mapping=vgpus,mdev=nvidia-1155',
      },
    });
    const [host] = await read(cluster, 'hypervisor');
    expect(host.capacity).toMatchObject({
      // the card whose virtual functions are handed out is there, and can't be
      total: {
        gpus: {
          'nvidia-l40s': 2,
          'nvidia-l40s/vgpu': 3,
          'nvidia-l40s/nvidia-1155': 1,
        },
      },
      allocated: {
        gpus: { 'nvidia-l40s/vgpu': 1, 'nvidia-l40s/nvidia-1155': 1 },
      },
    });
    const [instance] = await read(cluster, 'instance');
    expect(instance.vector?.gpus).toEqual({
      'nvidia-l40s/vgpu': 1,
      'nvidia-l40s/nvidia-1155': 1,
    });
    expect(
      (await devices(cluster)).map(one => [one.model, one.form, one.total]),
    ).toEqual([
      ['nvidia-l40s', 'whole', 1],
      ['nvidia-l40s', 'whole', 1],
      ['nvidia-l40s/vgpu', 'shared', 2],
      ['nvidia-l40s/vgpu', 'shared', 1],
      ['nvidia-l40s/nvidia-1155', 'shared', 1],
    ]);
  });

  it('counts what is left on cards that are cut, of the types that are sold', async () => {
    const cut = (n: number) => `node=pve1,path=0000:8${n}:00.0,id=${L40S}`;
    const type = (name: string, available: number) => ({
      type: name,
      available,
      description: 'num_heads=4',
    });
    const cluster = await start(
      {
        'GET /cluster/resources': [
          nodeRow('pve1'),
          vmRow(1),
          vmRow(2, { status: 'stopped' }),
        ],
        'GET /cluster/mapping/pci': [
          { id: 'vgpus', mdev: 1, map: [cut(1), cut(2), cut(3)] },
        ],
        'GET /nodes/pve1/hardware/pci': [1, 2, 3].map(n =>
          card(`0000:8${n}:00.0`),
        ),
        'GET /nodes/pve1/hardware/pci/0000:81:00.0/mdev': [
          type('nvidia-1155', 3),
          type('nvidia-1156', 8),
        ],
        'GET /nodes/pve1/hardware/pci/0000:82:00.0/mdev': [
          type('nvidia-1155', 4),
          { type: 'odd', available: 'many' },
        ],
        // the third does not tell
        'GET /nodes/pve1/qemu/1/config': {
          hostpci0: 'mapping=vgpus,mdev=nvidia-1155',
        },
        'GET /nodes/pve1/qemu/2/config': {
          hostpci0: 'mapping=vgpus,mdev=nvidia-1155',
        },
      },
      {
        flavors: [
          {
            name: 'cut',
            vcpus: 1,
            memoryGiB: 1,
            storageGiB: 1,
            gpus: { mapping: 'vgpus', count: 1, mdev: 'nvidia-1155' },
          },
        ],
      },
    );
    const [host] = await read(cluster, 'hypervisor');
    const model = 'nvidia-l40s/nvidia-1155';
    // two are held, one of them by a VM that is off and will take it from the seven
    expect(host.capacity?.total.gpus[model]).toBe(8);
    expect(host.capacity?.deliverable.gpus[model]).toBe(8);
    expect(host.capacity?.allocated.gpus[model]).toBe(2);
    expect(host.capacity?.total.gpus).not.toHaveProperty(
      'nvidia-l40s/nvidia-1156',
    );
    expect(
      (await devices(cluster)).find(one => one.model === model),
    ).toMatchObject({ form: 'shared', total: 8, allocated: 2 });
  });

  it('offers the flavors that can be had, and tells an administrator of the others', async () => {
    const flavor = (name: string, gpus?: object) => ({
      name,
      vcpus: 1,
      memoryGiB: 1,
      storageGiB: 1,
      gpus,
    });
    const cluster = await start(
      { 'GET /cluster/ha/status/current': [] },
      {
        flavors: [
          flavor('small'),
          flavor('gpu', { mapping: 'l40s', count: 2 }),
          flavor('gone', { mapping: 'h100', count: 1 }),
          flavor('cut', { mapping: 'l40s', count: 1, mdev: 'nvidia-1155' }),
        ],
      },
    );
    expect(await read(cluster, 'flavor')).toMatchObject([
      { externalId: 'small', vector: { gpus: {} } },
      { externalId: 'gpu', vector: { gpus: { 'nvidia-l40s': 2 } } },
    ]);
    expect((await cluster.provider.health.health(options)).problems).toEqual([
      expect.stringContaining('infra.proxmox[0].flavors[2]'),
      expect.stringContaining('infra.proxmox[0].flavors[3]'),
    ]);
  });

  it('calls a template with a card an image with an accelerator, not to be had without one', async () => {
    const cluster = await start(
      {
        'GET /cluster/resources': [
          nodeRow('pve1'),
          vmRow(9, { template: 1, name: 'with-card', status: 'stopped' }),
        ],
        'GET /nodes/pve1/qemu/9/config': { hostpci0: 'mapping=l40s,pcie=1' },
      },
      { flavors: [{ name: 's', vcpus: 1, memoryGiB: 1, storageGiB: 1 }] },
    );
    expect(await read(cluster, 'image')).toMatchObject([
      { externalId: 'with-card', attributes: { gpus: { 'nvidia-l40s': 1 } } },
    ]);
    await expect(
      cluster.provider.instances.ensureInstance(
        {
          operationId: 'op-1',
          name: 'vm',
          projectExternalId: 'shop',
          flavorExternalId: 's',
          imageExternalId: 'with-card',
          networkExternalIds: ['vmbr0'],
          userData: '#cloud-config\n',
          metadata: {},
        },
        options,
      ),
    ).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('carries a GPU'),
    });
  });
});
