import type { InstanceRequest } from '@ironstage/plugin-infra-node';
import { seedDrive } from '../client/guests/disks';
import { plugInto } from '../client/guests/networkDevice';
import type { GuestConfig } from '../client/guests/types';
import { guestTags } from '../client/ownership';
import type { Parameter } from '../client/transport/ProxmoxTransport';
import type { Flavor, FlavorGpus } from '../config/types';
import { seedName } from './seedPlace';
import { numaNodes, sizeOptions } from './sizeOptions';

/** What a configuration is made from beside the request. */
export interface GuestChoices {
  flavor: Flavor;
  seedStorage: string;
  /** names of networks that are vnets of the SDN */
  vnets: ReadonlySet<string>;
}

const PASSED = /^hostpci\d+$/;

function deviceOf({ mapping, mdev }: FlavorGpus): string {
  return [
    `mapping=${mapping}`,
    // mediated devices take no slot of their own
    mdev === undefined ? 'pcie=1' : `mdev=${mdev}`,
  ].join(',');
}

/** Switches the agent on and leaves its other settings. */
function agentOf(config: GuestConfig): string {
  const [first = '', ...rest] = String(config.agent ?? '').split(',');
  const settings = [first, ...rest].filter(
    part => part.includes('=') && !part.startsWith('enabled='),
  );
  return ['1', ...settings].join(',');
}

/** What makes a fresh clone the guest that was asked for. @param config - what it has from its template */
export function guestOptions(
  request: InstanceRequest,
  guest: { vmid: number },
  config: GuestConfig,
  { flavor, seedStorage, vnets }: GuestChoices,
): Record<string, Parameter> {
  const { gpus } = flavor;
  const image = seedName(guest.vmid, request.operationId);
  const devices = Object.fromEntries(
    Array.from({ length: gpus?.count ?? 0 }, (_, at) => [
      `hostpci${at}`,
      deviceOf(gpus!),
    ]),
  );
  const nets = request.networkExternalIds.map((name, at) => {
    const device = config[`net${at}`];
    return [
      `net${at}`,
      plugInto(device === undefined ? undefined : String(device), {
        name,
        vnet: vnets.has(name),
      }),
    ];
  });
  const { delete: dropped, ...size } = sizeOptions(
    'qemu',
    config,
    flavor.vector,
  );
  // of the template: its own layout of other processors and memory, and devices nobody asked for
  const unwanted = [
    ...(dropped ? [String(dropped)] : []),
    ...numaNodes(config),
    ...Object.keys(config).filter(name => PASSED.test(name) && !devices[name]),
  ];
  const needsQ35 = gpus && !gpus.mdev && !/q35/.test(String(config.machine));
  return {
    ...size,
    agent: agentOf(config),
    onboot: true,
    tags: guestTags({
      operationId: request.operationId,
      flavor: flavor.name,
      image: request.imageExternalId,
    }).join(';'),
    [seedDrive(config)]: `${seedStorage}:iso/${image},media=cdrom`,
    ...Object.fromEntries(nets),
    ...devices,
    ...(needsQ35 && { machine: 'q35' }),
    ...(unwanted.length > 0 && { delete: unwanted.join(',') }),
  };
}
