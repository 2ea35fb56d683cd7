import { gpuModelName, parseGpuModel } from './gpuModel';
import { pciDevice } from './pciDevice';

it.each([
  ['10DE:2330', 'nvidia-h100-sxm5-80gb'],
  ['10de:20b5', 'nvidia-a100-pcie-80gb'],
  ['10de:20f1', 'nvidia-a100-pcie-40gb'],
  ['10de:26b9', 'nvidia-l40s'],
  ['10de:25b6', 'nvidia-a2-or-a16'],
  ['1002:74a1', 'amd-mi300x'],
  ['1002:73ae', 'amd-v620/vf'],
  ['8086:0bd5', 'intel-max-1550'],
  ['1da3:1060', 'intel-gaudi3'],
])('knows %s by its ids', (id, model) => {
  expect(pciDevice(id)).toMatchObject({ kind: 'gpu', model });
});

it.each([
  '1a03:2000',
  '102b:0538',
  '10de:22a3',
  '1234:1111',
  '1002:515e',
  '19E5:1711',
])('takes %s for no GPU: a console or a switch', id => {
  expect(pciDevice(id)).toEqual({ kind: 'other' });
});

it('says that it does not know what may be an accelerator', () => {
  expect(pciDevice('10de:ffff')).toEqual({ kind: 'unknown' });
});

it('believes the configuration first', () => {
  const overrides = { '10de:ffff': 'nvidia-x1', '10de:2330': 'none' };
  expect(pciDevice('10de:FFFF', overrides)).toMatchObject({
    kind: 'gpu',
    model: 'nvidia-x1',
  });
  expect(pciDevice('10de:2330', overrides)).toEqual({ kind: 'other' });
});

it.each(['nvidia-l4', 'nvidia-a100-sxm4-80gb/mig-1g.10gb'])(
  'reads the name %s back',
  model => {
    expect(gpuModelName(parseGpuModel(model))).toBe(model);
  },
);
