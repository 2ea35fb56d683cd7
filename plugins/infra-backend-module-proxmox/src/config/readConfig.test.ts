import { ConfigReader } from '@backstage/config';
import { GiB } from '@ironstage/plugin-infra-common';
import { readProxmoxConfigs } from './readConfig';

const good = {
  id: 'pve-eu1',
  site: 'eu1',
  endpoints: [{ url: 'https://pve1.example.org:8006' }],
  auth: { tokenId: 'ironstage@pve!portal', secret: 'secret' },
  flavors: [{ name: 'small', vcpus: 2, memoryGiB: 4, storageGiB: 20 }],
};

const read = (...entries: object[]) =>
  readProxmoxConfigs(new ConfigReader({ infra: { proxmox: entries } }));

it('reads an entry with its defaults', () => {
  expect(read(good)).toEqual([
    expect.objectContaining({
      id: 'pve-eu1',
      title: 'pve-eu1',
      configKey: 'infra.proxmox[0]',
      clone: { mode: 'linked', storage: undefined },
      vmids: { from: 10_000, to: 999_999 },
      seedStorage: 'local',
      capacity: { cpuRatio: 4, reservedMemoryBytes: 4 * GiB },
      flavors: [
        expect.objectContaining({
          name: 'small',
          vector: expect.objectContaining({ vcpus: 2, memoryBytes: 4 * GiB }),
        }),
      ],
    }),
  ]);
});

it('reads none where there is none', () => {
  expect(readProxmoxConfigs(new ConfigReader({}))).toEqual([]);
});

it('counts the GPUs of a flavor by the model of their mapping', () => {
  const [config] = read({
    ...good,
    gpuModels: { 'a100-cards': 'nvidia-a100' },
    flavors: [
      {
        ...good.flavors[0],
        gpus: { mapping: 'a100-cards', count: 2 },
      },
    ],
  });
  expect(config.flavors[0].vector.gpus).toEqual({ 'nvidia-a100': 2 });
});

it.each([
  [{ id: 'PVE' }, 'infra.proxmox[0].id'],
  [{ endpoints: [] }, 'infra.proxmox[0].endpoints'],
  [{ endpoints: [{ url: 'pve1:8006' }] }, 'infra.proxmox[0].endpoints[0].url'],
  [
    { endpoints: [{ url: 'https://a:8006', fingerprint: 'AB:CD' }] },
    'infra.proxmox[0].endpoints[0].fingerprint',
  ],
  [
    { auth: { tokenId: 'root@pam', secret: 'x' } },
    'infra.proxmox[0].auth.tokenId',
  ],
  [{ clone: { mode: 'lazy' } }, 'infra.proxmox[0].clone.mode'],
  [{ clone: { storage: 'fast' } }, 'infra.proxmox[0].clone.storage'],
  [{ vmids: { from: 100, to: 120 } }, 'infra.proxmox[0].vmids'],
  [{ concurrency: 0 }, 'infra.proxmox[0].concurrency'],
  [
    { flavors: [{ ...good.flavors[0], name: 'Very Big' }] },
    'infra.proxmox[0].flavors[0].name',
  ],
  [
    { flavors: [good.flavors[0], good.flavors[0]] },
    'infra.proxmox[0].flavors[1].name',
  ],
  [
    { flavors: [{ ...good.flavors[0], vcpus: 0 }] },
    'infra.proxmox[0].flavors[0].vcpus',
  ],
])('refuses %j and names the key', (change, key) => {
  expect(() => read({ ...good, ...change })).toThrow(key);
});

it('refuses two entries of one id', () => {
  expect(() => read(good, good)).toThrow('infra.proxmox[1].id');
});
