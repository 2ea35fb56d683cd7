import { clip, type InventoryItem } from '@ironstage/plugin-infra-node';
import { OPERATION_METADATA, operationOfTags } from '../../ownership';
import type { AcceleratorNames } from '../../accelerators';
import { acceleratorsOfFlavor } from '../flavors/gpus';
import { flavorVector } from '../flavors/mapper';
import type { ServerGroup } from '../serverGroups/ServerGroupsClient';
import { serverState } from './states';
import type { WireServer } from './types';

/** What the mapper knows from elsewhere. */
export interface ServerContext {
  acceleratorNames: AcceleratorNames;
  /** id of a hypervisor by its host name */
  hypervisorId: (hostname: string) => string | undefined;
  /** name of an image by its id */
  imageName: (id: string) => string | undefined;
  /** the group that the server is in */
  serverGroup?: ServerGroup;
}

/** Nova server → inventory row. */
export function toInstanceItem(
  server: WireServer,
  context: ServerContext,
): InventoryItem {
  const host = server['OS-EXT-SRV-ATTR:hypervisor_hostname'];
  const networks = Object.keys(server.addresses).sort();
  const addresses = Object.values(server.addresses)
    .flat()
    .flatMap(address => address.addr ?? []);
  const operationId =
    operationOfTags(server.tags) ?? server.metadata[OPERATION_METADATA];
  const volumes = server['os-extended-volumes:volumes_attached'].map(
    volume => volume.id,
  );
  const { serverGroup } = context;
  const image = server.image ? server.image.id : undefined;
  const accelerators = acceleratorsOfFlavor(
    server.flavor?.extra_specs ?? {},
    context.acceleratorNames,
  );
  return {
    kind: 'instance',
    externalId: server.id,
    name: server.name || server.id,
    status: serverState(server).status,
    zone: server['OS-EXT-AZ:availability_zone'] || undefined,
    projectExternalId: server.tenant_id ?? undefined,
    hostExternalId: host ? context.hypervisorId(host) : undefined,
    vector: server.flavor
      ? flavorVector(server.flavor, accelerators)
      : undefined,
    attributes: {
      addresses,
      ...(networks.length > 0 && { networks }),
      ...(server.flavor?.original_name && {
        flavor: server.flavor.original_name,
      }),
      ...(image && { image: context.imageName(image) ?? image }),
      ...(volumes.length > 0 && { volumes: volumes.sort() }),
      ...(serverGroup && { serverGroup }),
      ...(server.locked && { locked: true }),
      ...(operationId && { operationId }),
      ...(accelerators.unknown.length > 0 && {
        unknownAccelerators: accelerators.unknown,
      }),
      ...(server.fault && { fault: clip(server.fault.message.trim(), 500) }),
    },
    createdAt: server.created,
  };
}
