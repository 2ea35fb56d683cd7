import { ConfigReader } from '@backstage/config';
import { readOpenStackConfigs } from './readConfig';

const minimal = {
  id: 'os-eu1',
  site: 'eu1',
  authUrl: 'https://keystone.example.org/identity/',
  auth: {
    type: 'password',
    username: 'portal',
    password: 's3cret',
    project: 'admin',
  },
};

const read = (...entries: object[]) =>
  readOpenStackConfigs(new ConfigReader({ infra: { openstack: entries } }));

describe('readOpenStackConfigs', () => {
  it('reads nothing where there is nothing', () => {
    expect(readOpenStackConfigs(new ConfigReader({}))).toEqual([]);
  });

  it('fills in what is left out', () => {
    const [one] = read(minimal);
    expect(one).toMatchObject({
      id: 'os-eu1',
      title: 'os-eu1',
      configKey: 'infra.openstack[0]',
      authUrl: 'https://keystone.example.org/identity/v3',
      interface: 'public',
      auth: { userDomain: 'Default', projectDomain: 'Default' },
      network: { cidr: '10.42.0.0/24', dnsServers: [] },
      firewall: { sshFrom: [], allowWithinProject: false },
      networkQuota: {},
      accessGroupTemplate: '{team}',
      memberRole: 'member',
    });
  });

  it('reads GPU models by names that are no keys of a configuration', () => {
    const gpuModels = { CUSTOM_PCI_10DE_20B5: 'nvidia-a100' };
    expect(read({ ...minimal, gpuModels })[0].gpuModels).toEqual(gpuModels);
  });

  it('reads what is there', () => {
    const [one] = read({
      ...minimal,
      authUrl: 'http://127.0.0.1:5000/v3',
      auth: { type: 'applicationCredential', id: 'abc', secret: 's3cret' },
      provisioning: { username: 'builder', password: 'other' },
      timeouts: { connect: '2s', request: { minutes: 1 } },
      concurrency: 4,
      gpuModels: { VGPU: 'a100-4g', CUSTOM_GPU_H100: 'h100' },
      console: 'spice',
      network: {
        externalNetwork: 'public',
        cidr: '10.7.0.0/22',
        floatingIps: { perProject: 3 },
      },
      firewall: { sshFrom: ['198.51.100.0/24', '2001:db8::/32'] },
      quota: { networks: 2, floatingIps: 0, ports: -1 },
    });
    expect(one).toMatchObject({
      authUrl: 'http://127.0.0.1:5000/v3',
      auth: { type: 'applicationCredential', id: 'abc', secret: 's3cret' },
      provisioning: { username: 'builder', userDomain: 'Default' },
      timeouts: { connectMs: 2000, requestMs: 60_000 },
      concurrency: 4,
      gpuModels: { VGPU: 'a100-4g', CUSTOM_GPU_H100: 'h100' },
      console: 'spice',
      network: { floatingIps: { perProject: 3 } },
      networkQuota: { network: 2, floatingip: 0, port: -1 },
    });
  });

  const cases: Array<[string, object, string]> = [
    ['a missing site', { site: undefined }, 'infra.openstack[0].site'],
    ['an id with capitals', { id: 'OS' }, 'infra.openstack[0].id'],
    ['a broken URL', { authUrl: 'keystone' }, 'infra.openstack[0].authUrl'],
    [
      'credentials in the URL',
      { authUrl: 'https://a:b@k.example.org' },
      'infra.openstack[0].authUrl',
    ],
    [
      'an unknown interface',
      { interface: 'secret' },
      'infra.openstack[0].interface',
    ],
    [
      'an unknown way to log in',
      { auth: { type: 'magic' } },
      'infra.openstack[0].auth.type',
    ],
    [
      'a missing password',
      { auth: { ...minimal.auth, password: undefined } },
      'infra.openstack[0].auth.password',
    ],
    ['a file name as CA', { ca: 'ca.pem' }, 'infra.openstack[0].ca'],
    [
      'an address without length',
      { firewall: { sshFrom: ['192.0.2.0/24', '192.0.2.1'] } },
      'infra.openstack[0].firewall.sshFrom[1]',
    ],
    [
      'a network that is none',
      { network: { cidr: '10.42.0.0/64' } },
      'infra.openstack[0].network.cidr',
    ],
    [
      'half a quota',
      { quota: { ports: 1.5 } },
      'infra.openstack[0].quota.ports',
    ],
    [
      'floating IPs without a network for them',
      { network: { floatingIps: { perProject: 1 } } },
      'infra.openstack[0].network.floatingIps',
    ],
    [
      'floating IPs without a number',
      { network: { externalNetwork: 'public', floatingIps: {} } },
      'infra.openstack[0].network.floatingIps.perProject',
    ],
    [
      'an unknown console',
      { console: 'teletype' },
      'infra.openstack[0].console',
    ],
    [
      'a scope that is none',
      { baremetal: { scope: 'domain' } },
      'infra.openstack[0].baremetal.scope',
    ],
    [
      'a scope of the system for an application credential',
      {
        auth: { type: 'applicationCredential', id: 'abc', secret: 's3cret' },
        baremetal: { scope: 'system' },
      },
      'infra.openstack[0].baremetal.scope',
    ],
    ['no concurrency', { concurrency: 0 }, 'infra.openstack[0].concurrency'],
  ];
  it.each(cases)('names the key of %s', (_, change, key) => {
    expect(() => read({ ...minimal, ...change })).toThrow(`'${key}'`);
  });

  it('refuses two providers of one id, and tells no secret', () => {
    expect(() => read(minimal, minimal)).toThrow("'infra.openstack[1].id'");
    expect(() => read({ ...minimal, site: undefined })).not.toThrow(/s3cret/);
  });
});
