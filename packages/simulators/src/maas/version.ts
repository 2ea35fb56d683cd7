/** Releases that the simulator can be. */
export const MAAS_VERSIONS = ['3.4', '3.7'] as const;

export type MaasVersion = (typeof MAAS_VERSIONS)[number];

/** In what the releases differ, as recorded from the real handlers of both. */
export interface MaasRelease {
  version: string;
  /**
   * 3.5 to 3.7: further keys of machines, images and results; a broken machine keeps its owner (from 3.6 on);
   * titles of images begin with the system; NUMA nodes in any order; other texts and headers.
   */
  modern: boolean;
}

const RELEASES: Readonly<Record<MaasVersion, MaasRelease>> = {
  '3.4': { version: '3.4.10', modern: false },
  '3.7': { version: '3.7.3', modern: true },
};

export const releaseOf = (version: MaasVersion) => RELEASES[version];

export const versionBody = ({ version }: MaasRelease) => ({
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
  version,
});
