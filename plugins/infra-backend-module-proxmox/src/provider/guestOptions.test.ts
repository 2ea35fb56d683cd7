import { GiB, vector } from '@ironstage/plugin-infra-common';
import { guestOptions } from './guestOptions';

const request = {
  operationId: 'op-1',
  name: 'vm-1',
  projectExternalId: 'shop',
  flavorExternalId: 'small',
  imageExternalId: 'debian',
  networkExternalIds: ['vmbr0', 'apps'],
  userData: '#cloud-config\n',
  metadata: {},
};
const small = {
  name: 'small',
  vector: vector({ vcpus: 2, memoryBytes: 4 * GiB, storageBytes: 20 * GiB }),
};
const options = (config: Record<string, unknown>, gpus?: object) =>
  guestOptions(request, { vmid: 10_000 }, config as never, {
    flavor: { ...small, ...(gpus && { gpus: gpus as never }) },
    seedStorage: 'local',
    vnets: new Set(['apps']),
  });

it('keeps what the template says of its network cards, and makes a new one where it has none', () => {
  expect(
    options({ net0: 'virtio=BC:24:11:00:00:01,bridge=vmbr9,firewall=1,tag=7' }),
  ).toMatchObject({
    net0: 'virtio=BC:24:11:00:00:01,firewall=1,tag=7,bridge=vmbr0',
    net1: 'virtio,bridge=apps',
  });
});

it('sets with a size what depends on it', () => {
  expect(
    options({
      sockets: 2,
      cores: 4,
      memory: '16384',
      balloon: 8192,
      vcpus: 3,
      numa0: 'cpus=0-7,memory=16384',
    }),
  ).toMatchObject({
    sockets: 2,
    cores: 1,
    memory: 4096,
    balloon: 4096,
    delete: 'vcpus,numa0',
  });
});

it('switches the agent on and leaves its settings', () => {
  expect(options({}).agent).toBe('1');
  expect(options({ agent: '0,fstrim_cloned_disks=1' }).agent).toBe(
    '1,fstrim_cloned_disks=1',
  );
  expect(options({ agent: 'enabled=0,type=isa' }).agent).toBe('1,type=isa');
});

it('gives the devices of the flavor and takes those of the template away', () => {
  const made = options(
    { hostpci0: 'mapping=l4', hostpci1: 'mapping=l4', machine: 'pc-q35-9.0' },
    { mapping: 'l40s', count: 1 },
  );
  expect(made).toMatchObject({
    hostpci0: 'mapping=l40s,pcie=1',
    delete: 'hostpci1',
  });
  expect(made.machine).toBeUndefined();
  expect(options({}, { mapping: 'l40s', count: 1 }).machine).toBe('q35');
  expect(
    options({}, { mapping: 'l40s', count: 1, mdev: 'nvidia-1155' }).hostpci0,
  ).toBe('mapping=l40s,mdev=nvidia-1155');
});
