import { newSecret, newUuid } from '../../kernel/ids';
import { asJson, asList, asText, isJson, type Json } from '../../kernel/json';
import { reply, type Call, type Reply } from '../../kernel/http/types';
import { readJson } from '../body';
import type { ComputeQuotas } from './ComputeQuotas';
import { badRequest, forbidden, policy } from './errors';
import { links } from './flavorView';
import type { FlavorCopy, ServerRow } from './rows';
import type { ServerEngine } from './ServerEngine';
import { checkServerInput, type ServerInput } from './serverInput';
import {
  checkPortQuota,
  checkZone,
  countOf,
  findFlavor,
  findGroups,
  findImage,
  findKey,
  findNetworks,
} from './serverLookups';
import { requireProject, type ComputeSession } from './session';

function reservation(): string {
  return `r-${newSecret(12)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, 'x')
    .slice(0, 8)}`;
}

function bootVolumes(server: Json, engine: ServerEngine): ServerRow['volumes'] {
  return asList(server.block_device_mapping_v2).flatMap(item => {
    const device = asJson(item);
    if (device.source_type !== 'volume') {
      return [];
    }
    const id = asText(device.uuid) ?? '';
    if (!engine.context.tables.volumes.get(id)) {
      throw badRequest(`Volume ${id} could not be found.`);
    }
    return [{ id, deleteOnTermination: device.delete_on_termination === true }];
  });
}

function imageOf(
  server: Json,
  flavor: FlavorCopy,
  session: ComputeSession,
  engine: ServerEngine,
): string | null {
  if (asText(server.imageRef)) {
    return findImage(server.imageRef, flavor, session, engine.context);
  }
  const mapping = asList(server.block_device_mapping_v2).map(asJson);
  const fromImage = mapping.find(
    device => device.boot_index === 0 && device.source_type === 'image',
  );
  if (fromImage) {
    findImage(fromImage.uuid, flavor, session, engine.context);
  } else if (mapping.length === 0) {
    throw badRequest(
      'Block Device Mapping is Invalid: You specified more local devices than the limit allows',
    );
  }
  return null;
}

function groupOf(body: Json, engine: ServerEngine): string | null {
  const hints = asJson(
    body['os:scheduler_hints'] ?? body['OS-SCH-HNT:scheduler_hints'],
  );
  const group = asText(hints.group);
  if (group && !engine.context.tables.serverGroups.get(group)) {
    throw badRequest(`Instance group ${group} could not be found.`);
  }
  return group ?? null;
}

function checkDestination(input: ServerInput, session: ComputeSession): void {
  const { host, hypervisor_hostname: hypervisor } = input.raw;
  if ((host || hypervisor) && !session.access.admin) {
    throw policy('compute:servers:create:requested_destination');
  }
}

/** `POST /servers`: 202 with an id; the build happens afterwards. */
export function createServers(
  call: Call,
  session: ComputeSession,
  engine: ServerEngine,
  quotas: ComputeQuotas,
): Reply {
  const { context, network } = engine;
  const projectId = requireProject(session, 'servers:create');
  const body = readJson(call, 'Malformed request body');
  const server = body.server;
  if (!isJson(server)) {
    throw badRequest(
      "Invalid input for field/attribute server. Value: None. 'server' is a required property",
    );
  }
  const input = checkServerInput(server, session.minor);
  checkDestination(input, session);
  const flavor = findFlavor(server.flavorRef, session, context);
  const imageId = imageOf(server, flavor, session, engine);
  // the default policy `os_compute_api:servers:create:zero_disk_flavor`
  if (imageId && flavor.disk === 0 && !session.access.admin) {
    throw forbidden(
      'Only volume-backed servers are allowed for flavors with zero disk.',
    );
  }
  const keyName = findKey(server.key_name, session, context);
  const requestedZone = checkZone(server.availability_zone, session, context);
  const groupId = groupOf(body, engine);
  const volumes = bootVolumes(server, engine);
  const securityGroupIds = findGroups(
    server.security_groups,
    projectId,
    context,
  );
  const networks = findNetworks(server, projectId, session, network);
  const least = countOf(server, 'min_count', 1);
  const count = Math.max(least, countOf(server, 'max_count', least));

  const { metadata_items: most } = quotas.limits(projectId);
  if (most >= 0 && Object.keys(input.metadata).length > most) {
    throw forbidden(`Maximum number of metadata items exceeds ${most}`);
  }
  quotas.demandServers(projectId, flavor, count);
  const newPorts = networks.filter(wish => !wish.portId).length;
  checkPortQuota(projectId, newPorts * count, network);

  const now = context.clock.now();
  const reservationId = reservation();
  const host = asText(server.host) ?? asText(server.hypervisor_hostname);
  const made = Array.from({ length: count }, (_, index) => {
    const name = count > 1 ? `${input.name}-${index + 1}` : input.name;
    const row = context.tables.servers.insert({
      id: newUuid(),
      name,
      number: context.tables.servers.size + 1,
      projectId,
      userId: session.access.userId,
      flavor,
      imageId,
      vmState: 'building',
      taskState: 'scheduling',
      powerState: 0,
      host: null,
      requestedZone: host ? `${requestedZone ?? ''}:${host}` : requestedZone,
      metadata: { ...input.metadata },
      tags: [...input.tags],
      keyName,
      userData: input.userData,
      description: asText(server.description) ?? null,
      hostname:
        input.hostname ?? name.toLowerCase().replace(/[^a-z0-9-]/g, '-'),
      configDrive: server.config_drive === true,
      reservationId,
      launchIndex: index,
      groupId,
      securityGroupIds,
      networks,
      volumes,
      createdAt: now,
      updatedAt: now,
      launchedAt: null,
      terminatedAt: null,
      locked: false,
      lockedReason: null,
      lockedBy: null,
      fault: null,
      cell0: false,
      gone: false,
      resize: null,
      actions: [],
      steps: [],
    });
    engine.startAction(row, 'create', call.requestId, session.access);
    engine.plan(row, [
      [700, 'build.schedule'],
      [1000, 'build.network'],
      [1150, 'build.spawn'],
      [2500, 'build.finish'],
    ]);
    return row;
  });

  if (server.return_reservation_id === true) {
    return reply(202, { reservation_id: reservationId });
  }
  const first = made[0];
  const groups = asList(server.security_groups);
  return reply(
    202,
    {
      server: {
        id: first.id,
        links: links(call.origin, 'servers', first.id),
        'OS-DCF:diskConfig': 'MANUAL',
        security_groups: groups.length > 0 ? groups : [{ name: 'default' }],
        adminPass: asText(server.adminPass) ?? newSecret(9),
      },
    },
    { Location: `${call.origin}/compute/v2.1/servers/${first.id}` },
  );
}
