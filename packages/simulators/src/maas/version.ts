/** What this simulator follows. */
export const MAAS_VERSION = '3.4.10';

export const versionBody = {
  capabilities: [
    'networks-management',
    'static-ipaddresses',
    'ipv6-deployment-ubuntu',
    'devices-management',
    'storage-deployment-ubuntu',
    'network-deployment-ubuntu',
    'bridging-interface-ubuntu',
    'bridging-automatic-ubuntu',
    'authenticate-api',
  ],
  subversion: '',
  version: MAAS_VERSION,
};
