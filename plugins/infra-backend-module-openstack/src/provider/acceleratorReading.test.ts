import {
  hypervisor,
  readCloud,
  recorded,
  root,
  type ReadCloud,
} from '../testing/readCloud';

const { flavor, server, node } = recorded;
const A100 = 'nvidia-a100-pcie-80gb';
const card = { total: 2, reserved: 0, allocation_ratio: 1 };

describe('accelerators of a cloud', () => {
  let reading: ReadCloud;

  beforeEach(async () => {
    reading = await readCloud();
  });
  afterEach(() => reading.cloud.close());

  const offer = (extraSpecs: Record<string, string>) => {
    const one = { ...flavor, extra_specs: extraSpecs };
    reading.routes['/compute/v2.1/flavors/detail'] = {
      body: { flavors: [one] },
    };
    reading.routes[`/compute/v2.1/flavors/${flavor.id}`] = {
      body: { flavor: one },
    };
  };

  /** The one flavor, by its list and by itself. */
  async function offered() {
    const [row] = await reading.read('flavor');
    const single = await reading
      .provider()
      .inventory.get('flavor', flavor.id, reading.options());
    expect(single).toEqual(row);
    return [row.vector?.gpus, row.attributes.unknownAccelerators];
  }

  it('have one name in hosts, flavors and lists of GPUs, and those that nobody has named are told', async () => {
    reading.connect({ gpuModels: { VGPU: 'nvidia-l40s' } });
    reading.hosts(hypervisor('gpu'));
    reading.placement([root('gpu')], 'gpu');
    reading.inventories('gpu', {
      inventories: {
        VGPU: card,
        CUSTOM_PCI_10DE_20B5: card,
        CUSTOM_PCI_10DE_FFFF: card,
        CUSTOM_A30: card,
        PGPU: { ...card, total: 0 },
      },
    });
    offer({
      'resources:VGPU': '1',
      'resources:CUSTOM_PCI_10DE_20B5': '1',
      'pci_passthrough:alias': 't4:1',
    });
    const models = [A100, 'nvidia-l40s/vgpu'];
    const [row] = await reading.read('hypervisor');
    expect(Object.keys(row.capacity?.total.gpus ?? {}).sort()).toEqual(models);
    expect(row.attributes.unknownAccelerators).toEqual([
      'CUSTOM_A30',
      'CUSTOM_PCI_10DE_FFFF',
    ]);
    const found = await reading.devices();
    expect(found.map(one => [one.model, one.form]).sort()).toEqual([
      [models[0], 'whole'],
      [models[1], 'shared'],
    ]);
    expect(await offered()).toEqual([
      { [A100]: 1, 'nvidia-l40s/vgpu': 1 },
      ['pci_passthrough:alias=t4'],
    ]);
  });

  it('are told of an instance whose flavor has some that nobody has named', async () => {
    const own = { ...server.flavor, extra_specs: { 'resources:PGPU': '1' } };
    reading.routes['/compute/v2.1/servers/detail'] = {
      body: { servers: [{ ...server, image: '', flavor: own }] },
    };
    const [row] = await reading.read('instance');
    expect(row.attributes.unknownAccelerators).toEqual(['resources:PGPU']);
  });

  describe('of bare metal', () => {
    const metal = { 'resources:CUSTOM_METAL_GPU': '1', 'resources:VCPU': '0' };
    const machine = (id: string, more: object = {}) => ({
      ...node,
      uuid: id,
      name: id,
      resource_class: 'metal-gpu',
      traits: [],
      ...more,
    });
    const device = (bus: string, id = '20b5') => ({
      vendor_id: '10de',
      device_id: id,
      type: 'GPU',
      device_info: 'as known_accelerators.yaml has it',
      pci_address: `0000:${bus}:00.0`,
    });

    it('are none where Ironic knows the class and its nodes have none', async () => {
      reading.nodes(machine('n1'));
      offer(metal);
      expect(await offered()).toEqual([{}, undefined]);
    });

    it.each([
      ['there is no Ironic', () => {}],
      [
        'no node is of the class',
        () => reading.nodes(machine('n1', { resource_class: 'metal' })),
      ],
      ['the account sees no nodes', () => reading.nodes()],
    ])('may be anything where %s', async (_, given) => {
      given();
      offer(metal);
      expect(await offered()).toEqual([{}, ['resources:CUSTOM_METAL_GPU']]);
    });

    it('are none where the configuration says so', async () => {
      reading.connect({ gpuModels: { CUSTOM_METAL_GPU: 'none' } });
      offer(metal);
      expect(await offered()).toEqual([{}, undefined]);
    });

    it('are what inspection has found in a node of the class', async () => {
      reading.nodes(
        machine('n1'),
        machine('n2', {
          properties: { accelerators: [device('17'), device('65')] },
        }),
      );
      offer(metal);
      expect(await offered()).toEqual([{ [A100]: 2 }, undefined]);
      const [plain, rich] = await reading.read('machine');
      expect(plain.attributes).not.toHaveProperty('gpus');
      expect(rich.vector?.gpus).toEqual({ [A100]: 2 });
      expect(rich.attributes.gpus).toEqual([
        {
          model: A100,
          vendorId: '10de',
          productId: '20b5',
          pciAddress: '0000:17:00.0',
        },
        expect.objectContaining({ pciAddress: '0000:65:00.0' }),
      ]);
    });

    it('are devices of the machine, taken as a whole', async () => {
      const properties = { accelerators: [device('17')] };
      reading.nodes(
        machine('free', { properties, provision_state: 'available' }),
        machine('taken', { properties, provision_state: 'active' }),
      );
      const found = await reading.devices();
      expect(found).toEqual(
        [
          ['free', 0],
          ['taken', 1],
        ].map(([host, allocated]) => ({
          externalId: `${host}/0000:17:00.0`,
          model: A100,
          hostKind: 'machine',
          hostExternalId: host,
          form: 'whole',
          total: 1,
          allocated,
          vendorId: '10de',
          productId: '20b5',
          pciAddress: '0000:17:00.0',
        })),
      );
    });

    it('are told by traits where nothing was inspected', async () => {
      reading.connect({ gpuModels: { CUSTOM_GPU_H100: 'nvidia-h100' } });
      reading.nodes(
        machine('n1', { traits: ['CUSTOM_GPU_H100', 'CUSTOM_NVME'] }),
        machine('n2', { traits: ['CUSTOM_NVIDIA_L4', 'CUSTOM_NVME'] }),
        machine('n3', {
          properties: { accelerators: [device('17', 'ffff')] },
          traits: ['CUSTOM_GPU_H100'],
        }),
      );
      const rows = await reading.read('machine');
      expect(
        rows.map(row => [row.vector?.gpus, row.attributes.unknownAccelerators]),
      ).toEqual([
        [{ 'nvidia-h100': 1 }, undefined],
        [{}, ['trait:CUSTOM_NVIDIA_L4']],
        [{}, ['10de:ffff']],
      ]);
    });
  });
});
