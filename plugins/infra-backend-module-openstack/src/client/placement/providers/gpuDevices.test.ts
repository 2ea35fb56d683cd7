import { toGpuDevices } from './gpuDevices';

const one = { total: 1, reserved: 0, allocation_ratio: 1 };
const models = {
  VGPU: 'some-vgpu',
  CUSTOM_NVIDIA_A100: 'a100-4g',
  CUSTOM_PCI_10DE_20B5: 'a100',
  CUSTOM_GPU_H100: 'h100',
};
const provider = (uuid: string, name: string) => ({
  uuid,
  name,
  root_provider_uuid: 'host-1',
});

describe('toGpuDevices', () => {
  it('tells slices of a card, by the model of their trait', () => {
    expect(
      toGpuDevices(
        'host-1',
        provider('child-1', 'gpu-1_pci_0000_20_00_0'),
        {
          inventories: { VGPU: { ...one, total: 4 } },
          used: { VGPU: 3 },
          traits: ['CUSTOM_NVIDIA_A100'],
        },
        models,
      ),
    ).toEqual([
      {
        externalId: 'child-1/VGPU',
        model: 'a100-4g/vgpu',
        hostKind: 'hypervisor',
        hostExternalId: 'host-1',
        form: 'shared',
        total: 4,
        allocated: 3,
        pciAddress: '0000:20:00.0',
      },
    ]);
  });

  it('tells a whole card with its address and ids', () => {
    const [card] = toGpuDevices(
      'host-1',
      provider('child-2', 'gpu-1_0000:1B:00.0'),
      { inventories: { CUSTOM_PCI_10DE_20B5: one }, used: {}, traits: [] },
      models,
    );
    expect(card).toMatchObject({
      model: 'a100',
      form: 'whole',
      total: 1,
      allocated: 0,
      vendorId: '10de',
      productId: '20b5',
      pciAddress: '0000:1b:00.0',
    });
  });

  it('tells cards of the host itself, and nothing of what is no GPU or of which there is none', () => {
    const devices = toGpuDevices(
      'host-1',
      provider('host-1', 'gpu_0000:10:00.0'),
      {
        inventories: {
          VCPU: { ...one, total: 64 },
          CUSTOM_GPU_H100: { ...one, total: 8 },
          CUSTOM_PCI_10DE_20B5: { ...one, total: 0 },
        },
        used: { CUSTOM_GPU_H100: 2 },
        traits: [],
      },
      models,
    );
    expect(devices).toEqual([
      {
        externalId: 'host-1/CUSTOM_GPU_H100',
        model: 'h100',
        hostKind: 'hypervisor',
        hostExternalId: 'host-1',
        form: 'whole',
        total: 8,
        allocated: 2,
      },
    ]);
  });
});
