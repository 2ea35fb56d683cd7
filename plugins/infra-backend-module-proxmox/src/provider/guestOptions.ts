import { MiB } from '@ironstage/plugin-infra-common';
import type { InstanceRequest } from '@ironstage/plugin-infra-node';
import { seedDrive } from '../client/guests/disks';
import type { GuestConfig } from '../client/guests/types';
import { guestTags } from '../client/ownership';
import type { Parameter } from '../client/transport/ProxmoxTransport';
import type { Flavor } from '../config/types';
import { seedName } from './seedPlace';

/** What makes a fresh clone the guest that was asked for. @param config - what it has from its template */
export function guestOptions(
  request: InstanceRequest,
  guest: { vmid: number },
  config: GuestConfig,
  choices: { flavor: Flavor; seedStorage: string },
): Record<string, Parameter> {
  const { flavor, seedStorage } = choices;
  const image = seedName(guest.vmid, request.operationId);
  const devices = Object.fromEntries(
    Array.from({ length: flavor.gpus?.count ?? 0 }, (_, at) => [
      `hostpci${at}`,
      `mapping=${flavor.gpus!.mapping},pcie=1`,
    ]),
  );
  const nets = request.networkExternalIds.map((name, at) => [
    `net${at}`,
    `virtio,bridge=${name}`,
  ]);
  return {
    cores: flavor.vector.vcpus,
    sockets: 1,
    memory: Math.floor(flavor.vector.memoryBytes / MiB),
    agent: '1',
    onboot: true,
    tags: guestTags({
      operationId: request.operationId,
      flavor: flavor.name,
      image: request.imageExternalId,
    }).join(';'),
    [seedDrive(config)]: `${seedStorage}:iso/${image},media=cdrom`,
    ...Object.fromEntries(nets),
    ...devices,
    ...(flavor.gpus && { machine: 'q35' }),
  };
}
