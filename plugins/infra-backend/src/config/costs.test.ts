import { ConfigReader } from '@backstage/config';
import { readInfraConfig } from './readInfraConfig';

const read = (infra: object) =>
  readInfraConfig(new ConfigReader({ infra })).costs;

it('has no rate card unless there is one', () => {
  expect(read({})).toBeNull();
});

it('reads prices, of GPU models by their names', () => {
  expect(
    read({
      costs: {
        currency: 'CHF',
        vcpuHour: 0.01,
        gpuHour: { 'nvidia-l4/vgpu': 0.2, default: 1 },
      },
    }),
  ).toEqual({
    currency: 'CHF',
    vcpuHour: 0.01,
    memoryGiBHour: 0,
    storageGiBHour: 0,
    gpuHour: { 'nvidia-l4/vgpu': 0.2 },
    otherGpuHour: 1,
    machineDay: 0,
  });
});

it.each([
  [
    { vcpuHour: -1 },
    'infra.costs.vcpuHour must be a price of 0 or more, not -1',
  ],
  [{ machineDay: 'free' }, 'infra.costs.machineDay must be a price'],
  [
    { gpuHour: { 'nvidia-l4/vgpu': true } },
    'infra.costs.gpuHour.nvidia-l4/vgpu must be a price of 0 or more, not true',
  ],
])('refuses %p and names the key', (costs, message) => {
  expect(() => read({ costs })).toThrow(message);
});
