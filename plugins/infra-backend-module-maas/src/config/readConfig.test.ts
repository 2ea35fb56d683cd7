import { ConfigReader } from '@backstage/config';
import { readMaasConfigs } from './readConfig';

const good = {
  id: 'maas-eu1',
  site: 'eu1',
  url: 'http://maas.example.org:5240/MAAS',
  apiKey: 'consumer:token:secret',
};

const read = (...entries: object[]) =>
  readMaasConfigs(new ConfigReader({ infra: { maas: entries } }));

it('reads an entry with its defaults', () => {
  expect(read(good)).toEqual([
    {
      id: 'maas-eu1',
      title: 'maas-eu1',
      site: 'eu1',
      selfService: true,
      configKey: 'infra.maas[0]',
      url: 'http://maas.example.org:5240/MAAS',
      apiKey: {
        consumerKey: 'consumer',
        tokenKey: 'token',
        tokenSecret: 'secret',
      },
      ca: undefined,
      timeouts: { connectMs: undefined, requestMs: 120_000, readMs: 300_000 },
      concurrency: 4,
      gpuVendors: ['10de', '1002', '8086', '1da3'],
      gpuModels: {},
      tagPrefixes: { rack: 'rack-', role: 'role-' },
    },
  ]);
});

it.each([
  'http://maas:5240',
  'http://maas:5240/',
  'http://maas:5240/MAAS/',
  'http://maas:5240/MAAS/api/2.0/',
])('takes %s as people copy it', url => {
  expect(read({ ...good, url })[0].url).toBe('http://maas:5240/MAAS');
});

it.each([
  [{ id: 'Maas' }, 'infra.maas[0].id'],
  [{ url: 'maas.example.org' }, 'infra.maas[0].url'],
  [{ url: 'ftp://maas.example.org' }, 'infra.maas[0].url'],
  [{ apiKey: 'only:two' }, 'infra.maas[0].apiKey'],
  [{ concurrency: 1.5 }, 'infra.maas[0].concurrency'],
  [{ gpuVendors: ['nvidia'] }, 'infra.maas[0].gpuVendors[0]'],
  [{ gpuModels: { h100: 'nvidia-h100' } }, 'infra.maas[0].gpuModels'],
])('refuses %j and names the key', (change, key) => {
  expect(() => read({ ...good, ...change })).toThrow(key);
});

it('reads GPU models by vendor and device', () => {
  const [config] = read({
    ...good,
    gpuModels: { '10DE:2330': 'nvidia-h100' },
  });
  expect(config.gpuModels).toEqual({ '10de:2330': 'nvidia-h100' });
});

it('does not repeat the API key when it refuses it', () => {
  expect(() => read({ ...good, apiKey: 'my-very:hidden' })).toThrow(
    expect.objectContaining({
      message: expect.not.stringContaining('hidden'),
    }),
  );
});

it('refuses two entries of one id', () => {
  expect(() => read(good, good)).toThrow('infra.maas[1].id');
});
