import { MAAS_VERSIONS, type MaasVersion } from './maas/version';
import { OPENSTACK_RELEASES, type OpenStackRelease } from './openstack/release';

/** What {@link startSimulators} takes; everything has a default. */
export interface SimulatorOptions {
  /** TCP port on 127.0.0.1; 0 (the default) picks a free one. */
  port?: number;
  /** The same seed and sizes give the same estate. Default 7. */
  seed?: number;
  /** Machines in the racks; two of three are compute hosts. Default 24. */
  machines?: number;
  /**
   * Further machines, in racks of their own, that Ironic manages and MAAS does
   * not know. Default 0: then OpenStack has no Ironic.
   */
  bareMetal?: number;
  /** Instances that run before the portal comes. Default 60. */
  instances?: number;
  /**
   * How much faster than the recorded cloud things happen: a build takes
   * 2.5 s / speed. Timestamps and token lifetimes stay real. Default 10.
   */
  speed?: number;
  /** Keeps the estate between runs; without it everything is in memory. */
  stateFile?: string;
  /** Region names in the catalogue, all of the same cloud. */
  regions?: string[];
  /** Site name of the machines. */
  site?: string;
  /** Real seconds a token lives. Default 3600. */
  tokenLifetimeSeconds?: number;
  /**
   * Real milliseconds that a list of machines takes for each machine in it;
   * 19 is what was measured on MAAS. Default 0.
   */
  maasListMsPerMachine?: number;
  /** Which MAAS it is. Default 3.4. */
  maasVersion?: MaasVersion;
  /** Whose policies Ironic has; all else is Zed. Default zed. */
  openstackRelease?: OpenStackRelease;
  /**
   * First of the ports of the Proxmox clusters: each takes two, HTTPS and
   * HTTP. 0 (the default) picks free ones, after a restart the same again.
   */
  proxmoxPort?: number;
  /**
   * Origin the services believe they have and put into links, where it
   * differs from the one they are reached at. The catalogue is not affected.
   */
  linkOrigin?: string;
}

export type ResolvedOptions = Required<
  Omit<SimulatorOptions, 'stateFile' | 'linkOrigin'>
> &
  Pick<SimulatorOptions, 'stateFile' | 'linkOrigin'>;

function whole(name: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`${name} must be a whole number of at least ${least}`);
  }
  return value;
}

export function resolveOptions(options: SimulatorOptions): ResolvedOptions {
  const maasVersion = options.maasVersion ?? '3.4';
  if (!MAAS_VERSIONS.includes(maasVersion)) {
    throw new Error(`maasVersion must be one of ${MAAS_VERSIONS.join(', ')}`);
  }
  const openstackRelease = options.openstackRelease ?? 'zed';
  if (!OPENSTACK_RELEASES.includes(openstackRelease)) {
    throw new Error(
      `openstackRelease must be one of ${OPENSTACK_RELEASES.join(', ')}`,
    );
  }
  return {
    maasVersion,
    openstackRelease,
    port: whole('port', options.port ?? 0, 0),
    seed: whole('seed', options.seed ?? 7, 0),
    machines: whole('machines', options.machines ?? 24, 1),
    bareMetal: whole('bareMetal', options.bareMetal ?? 0, 0),
    instances: whole('instances', options.instances ?? 60, 0),
    speed: options.speed ?? 10,
    regions: options.regions ?? ['RegionOne'],
    site: options.site ?? 'eu1',
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3600,
    maasListMsPerMachine: options.maasListMsPerMachine ?? 0,
    proxmoxPort: whole('proxmoxPort', options.proxmoxPort ?? 0, 0),
    stateFile: options.stateFile,
    linkOrigin: options.linkOrigin,
  };
}
