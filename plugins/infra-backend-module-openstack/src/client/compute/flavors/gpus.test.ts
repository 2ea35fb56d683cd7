import { gpusOfFlavor } from './gpus';

const models = {
  VGPU: 'vgpu',
  CUSTOM_NVIDIA_A100: 'a100-4g',
  CUSTOM_NVIDIA_L4: 'l4-shared',
  CUSTOM_GPU_H100: 'h100',
  a100: 'a100',
};

describe('gpusOfFlavor', () => {
  const cases: Array<[string, Record<string, string>, Record<string, number>]> =
    [
      ['a class', { 'resources:CUSTOM_GPU_H100': '2' }, { h100: 2 }],
      ['a class without trait', { 'resources:VGPU': '1' }, { vgpu: 1 }],
      [
        'a class that a trait narrows down',
        { 'resources:VGPU': '1', 'trait:CUSTOM_NVIDIA_A100': 'required' },
        { 'a100-4g': 1 },
      ],
      [
        'a trait that is forbidden',
        { 'resources:VGPU': '1', 'trait:CUSTOM_NVIDIA_A100': 'forbidden' },
        { vgpu: 1 },
      ],
      [
        'groups with a trait each',
        {
          'resources1:VGPU': '1',
          'trait1:CUSTOM_NVIDIA_A100': 'required',
          'resources2:VGPU': '2',
          'trait2:CUSTOM_NVIDIA_L4': 'required',
        },
        { 'a100-4g': 1, 'l4-shared': 2 },
      ],
      ['an alias', { 'pci_passthrough:alias': 'a100:4' }, { a100: 4 }],
      [
        'several aliases, one of no GPU, one without a number',
        { 'pci_passthrough:alias': 'nic:1, a100' },
        { a100: 1 },
      ],
      [
        'nothing that is a GPU',
        {
          'resources:VCPU': '0',
          'resources:CUSTOM_GPU_NODE': '1',
          'trait:CUSTOM_NVIDIA_A100': 'required',
          'hw:cpu_policy': 'dedicated',
        },
        {},
      ],
      ['nonsense', { 'resources:VGPU': 'many' }, {}],
    ];
  it.each(cases)('counts %s', (_, extraSpecs, expected) => {
    expect(gpusOfFlavor(extraSpecs, models)).toEqual(expected);
  });
});
