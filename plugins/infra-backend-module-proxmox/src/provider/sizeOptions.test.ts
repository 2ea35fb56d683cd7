import { GiB } from '@ironstage/plugin-infra-common';
import twoSockets from '../__fixtures__/cases/pve-sockets.json';
import { sizeOptions } from './sizeOptions';

const size = { vcpus: 8, memoryBytes: 16 * GiB };

it('counts the sockets: a VM of two has as many vCPUs as the flavor', () => {
  const options = sizeOptions('qemu', twoSockets.data as never, size);
  expect(options).toEqual({ sockets: 2, cores: 4, memory: 16_384 });
});

it.each([
  [{}, { sockets: 1, cores: 8 }],
  [{ sockets: '2' }, { sockets: 2, cores: 4 }],
  [
    { sockets: 3, cores: 2 },
    { sockets: 1, cores: 8 },
  ],
  [{ vcpus: 2, cores: 4 }, { delete: 'vcpus' }],
  [{ memory: '8192', balloon: '8192' }, { balloon: 16_384 }],
  [{ memory: '32768', balloon: 20_480 }, { balloon: 16_384 }],
  [{ memory: 'current=8192', balloon: 2048 }, { balloon: 2048 }],
])('of a VM with %j makes %j', (config, expected) => {
  expect(sizeOptions('qemu', config, size)).toMatchObject(expected);
});

it('leaves ballooning off where it is off', () => {
  expect(sizeOptions('qemu', { balloon: 0 }, size)).not.toHaveProperty(
    'balloon',
  );
});

it.each([
  [{ cores: 2 }, { cores: 8, memory: 16_384 }],
  [
    { cores: 2, cpulimit: '2' },
    { cores: 8, memory: 16_384, cpulimit: 8 },
  ],
  [
    { cores: 4, cpulimit: 1 },
    { cores: 8, memory: 16_384 },
  ],
])('of a container with %j makes %j', (config, expected) => {
  expect(sizeOptions('lxc', config, size)).toEqual(expected);
});
