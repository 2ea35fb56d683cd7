import { stableUuid } from '../../kernel/ids';
import { asJson, asText, type Json } from '../../kernel/json';
import { reply, type RouteTable } from '../../kernel/http/types';
import { readJson } from '../body';
import { volumeStatus } from '../volume/volumeView';
import { badRequest, notFound } from './errors';
import type { ServerRow } from './rows';
import type { ServerEngine } from './ServerEngine';
import { findServer } from './serverRoutes';
import type { ComputeSession } from './session';

const BASE = '/v2.1/servers/:id';

/** Volumes and interfaces of a server. */
export function attachmentRoutes(
  routes: RouteTable<ComputeSession>,
  engine: ServerEngine,
): void {
  const { volumes, ports } = engine.context.tables;

  const view = (row: ServerRow, index: number, minor: number): Json => {
    const volume = row.volumes[index];
    return {
      ...(minor < 89 ? { id: volume.id } : {}),
      serverId: row.id,
      volumeId: volume.id,
      device: `/dev/sd${String.fromCharCode(98 + index)}`,
      ...(minor >= 70 ? { tag: null } : {}),
      ...(minor >= 79
        ? { delete_on_termination: volume.deleteOnTermination }
        : {}),
      ...(minor >= 89
        ? {
            attachment_id: stableUuid('attachment', row.id, volume.id),
            bdm_uuid: stableUuid('bdm', row.id, volume.id),
          }
        : {}),
    };
  };

  routes.get(`${BASE}/os-volume_attachments`, (call, session) => {
    const row = findServer(call, session, engine);
    return reply(200, {
      volumeAttachments: row.volumes.map((_, i) => view(row, i, session.minor)),
    });
  });

  routes.get(`${BASE}/os-volume_attachments/:volume`, (call, session) => {
    const row = findServer(call, session, engine);
    const id = call.params.volume;
    const index = row.volumes.findIndex(volume => volume.id === id);
    if (index < 0) {
      throw notFound(`Instance ${row.id} is not attached to volume ${id}`);
    }
    return reply(200, { volumeAttachment: view(row, index, session.minor) });
  });

  routes.post(`${BASE}/os-volume_attachments`, (call, session) => {
    const row = findServer(call, session, engine);
    const input = asJson(
      readJson(call, 'Malformed request body').volumeAttachment,
    );
    const id = asText(input.volumeId) ?? '';
    const volume = volumes.get(id);
    if (!volume || volume.projectId !== row.projectId) {
      throw notFound(`Volume ${id} could not be found.`);
    }
    if (volumeStatus(volume, engine.context) !== 'available') {
      throw badRequest(
        `Invalid volume: volume ${id} is already attached to instances: ${row.id}`,
      );
    }
    volumes.update(volume, { status: 'in-use' });
    engine.change(row, {
      volumes: [...row.volumes, { id, deleteOnTermination: false }],
    });
    // The answer to a create still has the id that lists dropped at 2.89.
    const {
      attachment_id: _a,
      bdm_uuid: _b,
      ...rest
    } = view(row, row.volumes.length - 1, session.minor);
    return reply(200, { volumeAttachment: { id, ...rest } });
  });

  routes.delete(`${BASE}/os-volume_attachments/:volume`, (call, session) => {
    const row = findServer(call, session, engine);
    const id = call.params.volume;
    if (!row.volumes.some(volume => volume.id === id)) {
      throw notFound(`Instance ${row.id} is not attached.`);
    }
    const volume = volumes.get(id);
    if (volume) {
      volumes.update(volume, { status: 'available' });
    }
    engine.change(row, {
      volumes: row.volumes.filter(item => item.id !== id),
    });
    return reply(202);
  });

  routes.get(`${BASE}/os-interface`, (call, session) => {
    const row = findServer(call, session, engine);
    return reply(200, {
      interfaceAttachments: ports.by('device', row.id).map(port => ({
        net_id: port.networkId,
        port_id: port.id,
        mac_addr: port.macAddress,
        port_state: port.status,
        fixed_ips: port.fixedIps.map(ip => ({
          subnet_id: ip.subnetId,
          ip_address: ip.ipAddress,
        })),
      })),
    });
  });
}
