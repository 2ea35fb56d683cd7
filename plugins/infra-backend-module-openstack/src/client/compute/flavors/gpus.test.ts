import { nodeClassOf } from '../../accelerators';
import { acceleratorsOfFlavor } from './gpus';

const models = {
  VGPU: 'vgpu',
  CUSTOM_NVIDIA_A100: 'a100-4g',
  CUSTOM_NVIDIA_L4: 'l4/shared',
  CUSTOM_GPU_H100: 'h100',
  a100: 'a100',
  nic: 'none',
  CUSTOM_LICENSE: 'none',
  'accel:device_profile=gaudi': 'intel-gaudi2',
};

describe('acceleratorsOfFlavor', () => {
  const cases: Array<[string, Record<string, string>, Record<string, number>]> =
    [
      ['a class', { 'resources:CUSTOM_GPU_H100': '2' }, { h100: 2 }],
      ['a class without trait', { 'resources:VGPU': '1' }, { 'vgpu/vgpu': 1 }],
      [
        'a class that a trait narrows down',
        { 'resources:VGPU': '1', 'trait:CUSTOM_NVIDIA_A100': 'required' },
        { 'a100-4g/vgpu': 1 },
      ],
      [
        'a trait that is forbidden',
        { 'resources:VGPU': '1', 'trait:CUSTOM_NVIDIA_A100': 'forbidden' },
        { 'vgpu/vgpu': 1 },
      ],
      [
        'groups with a trait each',
        {
          'resources1:VGPU': '1',
          'trait1:CUSTOM_NVIDIA_A100': 'required',
          'resources2:VGPU': '2',
          'trait2:CUSTOM_NVIDIA_L4': 'required',
        },
        { 'a100-4g/vgpu': 1, 'l4/shared': 2 },
      ],
      [
        'a PCI device by its ids',
        { 'resources:CUSTOM_PCI_10DE_20B5': '2' },
        { 'nvidia-a100-pcie-80gb': 2 },
      ],
      [
        'a card of Cyborg by its traits',
        {
          'resources:PGPU': '1',
          'trait:CUSTOM_GPU_NVIDIA': 'required',
          'trait:CUSTOM_GPU_PRODUCT_ID_1EB8': 'required',
        },
        { 'nvidia-t4': 1 },
      ],
      [
        'a device profile',
        { 'accel:device_profile': 'gaudi' },
        { 'intel-gaudi2': 1 },
      ],
      ['an alias', { 'pci_passthrough:alias': 'a100:4' }, { a100: 4 }],
      [
        'a group whose name has a dash',
        { 'resources_gpu-a:CUSTOM_PCI_10DE_2330': '1' },
        { 'nvidia-h100-sxm5-80gb': 1 },
      ],
      [
        'several aliases, one of no GPU, one without a number',
        { 'pci_passthrough:alias': 'nic:1, a100' },
        { a100: 1 },
      ],
      [
        'one card for a trait that stands alone',
        { 'trait:CUSTOM_NVIDIA_A100': 'required' },
        { 'a100-4g': 1 },
      ],
      [
        'a card of Cyborg by traits that stand alone',
        {
          'trait:CUSTOM_GPU_NVIDIA': 'required',
          'trait:CUSTOM_GPU_PRODUCT_ID_1EB8': 'required',
        },
        { 'nvidia-t4': 1 },
      ],
      [
        'no trait beside a class that is named',
        {
          'resources:CUSTOM_LICENSE': '1',
          'trait:CUSTOM_GPU_LICENSED': 'required',
        },
        {},
      ],
      [
        'nothing that is a GPU',
        {
          'resources:VCPU': '0',
          'trait:COMPUTE_GRAPHICS_MODEL_VIRTIO': 'required',
          'trait:HW_CPU_X86_AVX2': 'required',
          'trait:CUSTOM_RACK_A10': 'required',
          'trait:CUSTOM_GPU_HOST': 'forbidden',
          'hw:cpu_policy': 'dedicated',
        },
        {},
      ],
      ['nonsense', { 'resources:VGPU': 'many' }, {}],
    ];
  it.each(cases)('counts %s', (_, extraSpecs, expected) => {
    expect(acceleratorsOfFlavor(extraSpecs, { models })).toEqual({
      gpus: expected,
      unknown: [],
    });
  });

  it.each<[Record<string, string>, string[]]>([
    [{ 'pci_passthrough:alias': 't4:2, a100' }, ['pci_passthrough:alias=t4']],
    [{ 'accel:device_profile': 'fpga-1' }, ['accel:device_profile=fpga-1']],
    [{ 'resources:PGPU': '1' }, ['resources:PGPU']],
    [{ 'resources2:FPGA': '1' }, ['resources:FPGA']],
    [{ 'resources:CUSTOM_A30': '1' }, ['resources:CUSTOM_A30']],
    [
      { 'resources:CUSTOM_PCI_10DE_FFFF': '1' },
      ['resources:CUSTOM_PCI_10DE_FFFF'],
    ],
    [
      {
        'resources:VCPU': '0',
        'resources:CUSTOM_A': '1',
        'resources:VGPU': '1',
      },
      ['resources:CUSTOM_A'],
    ],
    [{ 'resources:CUSTOM_A30': '0' }, []],
    [{ 'resources:CUSTOM_LICENSE': '1' }, []],
    // a name and no processors do not make it a node of bare metal
    [
      { 'resources:VCPU': '0', 'resources:CUSTOM_BAREMETAL_L40': '1' },
      ['resources:CUSTOM_BAREMETAL_L40'],
    ],
    [{ 'resources:CUSTOM_GPU_NODE_1': '1' }, []],
    [{ 'resources:CUSTOM_GPU_NODE_2': '1' }, ['1002:ffff']],
    [{ 'resources:CUSTOM_GPU_NODE_2': '0' }, []],
    [{ 'trait:CUSTOM_GPU_L40': 'required' }, ['trait:CUSTOM_GPU_L40']],
    [
      { trait_1: 'x', 'trait1:HW_GPU_API_VULKAN': 'required' },
      ['trait:HW_GPU_API_VULKAN'],
    ],
    [{ 'trait:CUSTOM_MI300X': 'required' }, ['trait:CUSTOM_MI300X']],
    [{ 'resources:CUSTOM_PCI_1A03_2000': '1' }, []],
  ])('takes of %j for unknown %j', (extraSpecs, unknown) => {
    const nodeClasses = new Map([
      [nodeClassOf('gpu-node.1'), { gpus: {}, unknown: [] }],
      [nodeClassOf('gpu-node.2'), { gpus: {}, unknown: ['1002:ffff'] }],
    ]);
    expect(
      acceleratorsOfFlavor(extraSpecs, { models, nodeClasses }).unknown,
    ).toEqual(unknown);
  });
});
