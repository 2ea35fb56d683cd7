import { describeProviderContract } from '@ironstage/plugin-infra-node/contract';
import {
  demoProxmox,
  startSimulators,
  type ProxmoxEndpoint,
  type SimulatedEstate,
} from '@ironstage/simulators';
import { demoProvider } from './testing/demoProvider';

describe('ProxmoxProvider', () => {
  let estate: SimulatedEstate;
  const clusterOf = (version: string): ProxmoxEndpoint =>
    estate.proxmox.find(one => one.version.startsWith(version))!;

  function create(version: string, changes: Record<string, unknown> = {}) {
    const { url, fingerprint } = clusterOf(version);
    return demoProvider({
      endpoints: [{ url, fingerprint }],
      flavors: [
        { name: 'small', vcpus: 1, memoryGiB: 2, storageGiB: 20 },
        { name: 'medium', vcpus: 2, memoryGiB: 4, storageGiB: 40 },
      ],
      ...changes,
    });
  }

  const start = async () => {
    estate = await startSimulators({ machines: 24, instances: 60, speed: 100 });
  };

  const stop = () => estate.stop();

  for (const version of ['9.2', '8.4']) {
    describeProviderContract({
      name: `proxmox against the simulator of ${version}`,
      start,
      stop,
      createProvider: () => create(version),
      kinds: [
        'hypervisor',
        'storage',
        'project',
        'flavor',
        'image',
        'network',
        'instance',
      ],
      capabilities: [
        'projects',
        'instances',
        'instanceActions',
        'gpus',
        'health',
      ],
      instanceActions: [
        'start',
        'shutdown',
        'stop',
        'reboot',
        'reset',
        'resize',
        'snapshot',
      ],
      secrets: [demoProxmox.tokenSecret],
      absentId: '99',
      broken: [
        {
          when: 'the secret of the token is wrong',
          create: () =>
            create(version, {
              auth: { tokenId: demoProxmox.tokenId, secret: 'certainly-not' },
            }),
          kinds: ['unauthorized'],
          mentions: 'infra.proxmox[0].auth',
        },
        {
          when: 'the certificate is another one',
          create: () =>
            create(version, {
              endpoints: [
                {
                  url: clusterOf(version).url,
                  fingerprint: Array(32).fill('AB').join(':'),
                },
              ],
            }),
          kinds: ['misconfigured'],
          mentions: 'infra.proxmox[0].endpoints[0].fingerprint',
        },
        {
          when: 'the certificate is not trusted',
          create: () =>
            create(version, { endpoints: [{ url: clusterOf(version).url }] }),
          kinds: ['misconfigured'],
          mentions: 'infra.proxmox[0].ca',
        },
        {
          when: 'there is no storage for seed images',
          create: () => create(version, { seedStorage: 'nowhere' }),
          kinds: ['misconfigured'],
          mentions: 'infra.proxmox[0].seedStorage',
          readable: true,
        },
        {
          when: 'nobody listens there',
          create: () =>
            create(version, { endpoints: [{ url: 'https://127.0.0.1:9' }] }),
          kinds: ['unreachable'],
          mentions: 'infra.proxmox[0].endpoints[0].url',
        },
      ],
    });
  }
});
