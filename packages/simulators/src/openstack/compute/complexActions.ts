import { newUuid } from '../../kernel/ids';
import { asJson, asText } from '../../kernel/json';
import { reply, type Reply } from '../../kernel/http/types';
import type { ImageRow } from '../image/rows';
import { checkState, type ActionCall } from './actionKit';
import { badRequest, conflict, invalidField } from './errors';
import type { FlavorCopy } from './rows';
import type { PlannedStep } from './ServerEngine';
import { checkMetadata } from './serverInput';
import { findFlavor, findImage } from './serverLookups';
import { checkLock } from './serverRoutes';
import { serverView } from './serverView';
import { requireAdmin } from './session';

function begin(work: ActionCall, action: string, from: readonly string[]) {
  checkLock(work.server, work.session);
  checkState(work.server, action, from);
  const { engine, server, call, session } = work;
  return () =>
    engine.startAction(server, action, call.requestId, session.access);
}

function move(work: ActionCall, flavor: FlavorCopy): void {
  const steps: PlannedStep[] = [
    [800, 'resize.place', { flavor }],
    [1300, 'set', { patch: { taskState: 'resize_migrated' } }],
    [2000, 'set', { patch: { taskState: 'resize_finish' } }],
    [2400, 'resize.finish', { flavor }],
  ];
  work.engine.change(work.server, { taskState: 'resize_prep' });
  work.engine.plan(work.server, steps);
}

function reboot(work: ActionCall): Reply {
  const type = asText(asJson(work.value).type)?.toUpperCase();
  if (type !== 'SOFT' && type !== 'HARD') {
    throw invalidField('type', type, "is not one of ['HARD', 'SOFT']");
  }
  const hard = type === 'HARD';
  const from = hard
    ? ['active', 'stopped', 'paused', 'suspended', 'error']
    : ['active'];
  begin(work, 'reboot', from)();
  work.engine.change(work.server, {
    taskState: hard ? 'rebooting_hard' : 'rebooting',
  });
  work.engine.plan(work.server, [
    [
      400,
      'settle',
      {
        patch: { vmState: 'active', powerState: 1 },
        events: ['compute_reboot_instance'],
      },
    ],
  ]);
  return reply(202);
}

function resize(work: ActionCall): Reply {
  const { server, session, engine, quotas } = work;
  const flavor = findFlavor(
    asJson(work.value).flavorRef,
    session,
    engine.context,
  );
  const start = begin(work, 'resize', ['active', 'stopped']);
  if (flavor.id === server.flavor.id) {
    throw badRequest('When resizing, instances must change flavor!');
  }
  const image = server.imageId
    ? engine.context.tables.images.get(server.imageId)
    : undefined;
  if (image && flavor.disk !== 0 && flavor.disk < server.flavor.disk) {
    throw badRequest(
      "Flavor's disk is smaller than the minimum size specified in image metadata. " +
        `Flavor disk is ${flavor.disk * 1024 ** 3} bytes, minimum size is ${
          server.flavor.disk * 1024 ** 3
        } bytes.`,
    );
  }
  quotas.demand(server.projectId, {
    cores: flavor.vcpus - server.flavor.vcpus,
    instances: 0,
    ram: flavor.ram - server.flavor.ram,
  });
  start();
  move(work, flavor);
  return reply(202);
}

/**
 * The image of a server that boots from a volume: nothing but the list of snapshots that Cinder has made, so it
 * has no content, and says neither `image_type` nor `instance_uuid`. Nova's API makes it by itself, before it
 * answers. Source: `snapshot_volume_backed` of nova/compute/api.py.
 */
function imageOfVolumes({ server, engine }: ActionCall): SnapshotParts {
  const mapping = server.volumes.map(({ id }, index) => ({
    source_type: 'snapshot',
    destination_type: 'volume',
    snapshot_id: newUuid(),
    boot_index: index,
    volume_size: engine.context.tables.volumes.get(id)?.size ?? null,
    delete_on_termination: false,
  }));
  return {
    status: 'active',
    size: 0,
    diskFormat: null,
    containerFormat: null,
    properties: {
      bdm_v2: 'True',
      root_device_name: '/dev/vda',
      block_device_mapping: JSON.stringify(mapping),
    },
  };
}

type SnapshotParts = Pick<
  ImageRow,
  'status' | 'size' | 'diskFormat' | 'containerFormat' | 'properties'
>;

function imageOfDisk({ server, engine }: ActionCall): SnapshotParts {
  const base = server.imageId
    ? engine.context.tables.images.get(server.imageId)
    : undefined;
  return {
    status: 'queued',
    size: null,
    diskFormat: base?.diskFormat ?? null,
    containerFormat: base?.containerFormat ?? null,
    properties: {
      ...base?.properties,
      base_image_ref: server.imageId ?? '',
      instance_uuid: server.id,
      user_id: server.userId,
      image_type: 'snapshot',
    },
  };
}

function createImage(work: ActionCall): Reply {
  const { server, session, engine, call } = work;
  const { images } = engine.context.tables;
  const input = asJson(work.value);
  const name = asText(input.name);
  if (!name) {
    throw invalidField(
      'createImage',
      work.value,
      "'name' is a required property",
    );
  }
  begin(work, 'createImage', ['active', 'stopped', 'paused', 'suspended'])();
  const fromVolumes = server.imageId === null;
  const parts = fromVolumes ? imageOfVolumes(work) : imageOfDisk(work);
  const now = engine.context.clock.now();
  const image = images.insert({
    id: newUuid(),
    name,
    visibility: 'private',
    owner: server.projectId,
    checksum: null,
    hashValue: null,
    isProtected: false,
    hidden: false,
    minRam: 0,
    minDisk: server.flavor.disk,
    tags: [],
    ...parts,
    properties: {
      ...parts.properties,
      ...Object.fromEntries(
        Object.entries(asJson(input.metadata)).map(([k, v]) => [k, String(v)]),
      ),
    },
    createdAt: now,
    updatedAt: now,
  });
  if (fromVolumes) {
    engine.endAction(server, ['api_snapshot_instance']);
  } else {
    engine.change(server, { taskState: 'image_snapshot_pending' });
    engine.plan(server, [
      // The host uploads before it says that it is done.
      [800, 'image.active', { imageId: image.id }],
      [900, 'settle', { patch: {}, events: ['compute_snapshot_instance'] }],
    ]);
  }
  return session.minor >= 45
    ? reply(202, { image_id: image.id })
    : reply(202, undefined, {
        Location: `${call.origin}/image/v2/images/${image.id}`,
      });
}

function rebuild(work: ActionCall): Reply {
  const { server, session, engine, call } = work;
  const { imageRef, metadata } = asJson(work.value);
  const imageId = findImage(imageRef, server.flavor, session, engine.context);
  begin(work, 'rebuild', ['active', 'stopped', 'error'])();
  engine.change(server, {
    taskState: 'rebuilding',
    imageId,
    fault: null,
    ...(metadata !== undefined && { metadata: checkMetadata(metadata) }),
  });
  engine.plan(server, [
    [
      450,
      'settle',
      {
        patch: { vmState: 'active', powerState: 1 },
        events: ['compute_rebuild_instance'],
      },
    ],
  ]);
  return reply(
    202,
    { server: serverView(server, call.origin, session, engine.context, true) },
    { Location: `${call.origin}/compute/v2.1/servers/${server.id}` },
  );
}

const states: Record<string, string> = { active: 'active', error: 'error' };

/** Actions that do more than pass through one intermediate state. */
export const complexActions: Record<string, (work: ActionCall) => Reply> = {
  reboot,
  resize,
  createImage,
  rebuild,

  confirmResize(work) {
    begin(work, 'confirmResize', ['resized'])();
    // Seen as VERIFY_RESIZE without a task until it is done.
    work.engine.plan(work.server, [[500, 'resize.confirm']]);
    return reply(204);
  },

  revertResize(work) {
    begin(work, 'revertResize', ['resized'])();
    work.engine.change(work.server, { taskState: 'resize_reverting' });
    work.engine.plan(work.server, [[1500, 'resize.revert']]);
    return reply(202);
  },

  lock(work) {
    const { server, session, engine, call } = work;
    const reason = asText(asJson(work.value).locked_reason);
    engine.startAction(server, 'lock', call.requestId, session.access);
    engine.change(server, {
      locked: true,
      lockedReason: reason ?? null,
      lockedBy: session.access.admin ? 'admin' : 'owner',
    });
    return reply(202);
  },

  unlock(work) {
    const { server, session, engine, call } = work;
    if (server.lockedBy === 'admin' && !session.access.admin) {
      throw conflict(`Instance ${server.id} is locked`);
    }
    engine.startAction(server, 'unlock', call.requestId, session.access);
    engine.change(server, {
      locked: false,
      lockedReason: null,
      lockedBy: null,
    });
    return reply(202);
  },

  shelve(work) {
    begin(work, 'shelve', ['active', 'stopped', 'paused', 'suspended'])();
    work.engine.change(work.server, { taskState: 'shelving' });
    work.engine.plan(work.server, [
      [
        250,
        'set',
        {
          patch: {
            vmState: 'shelved',
            taskState: 'shelving_offloading',
            powerState: 4,
          },
        },
      ],
      [500, 'shelve.offload'],
    ]);
    return reply(202);
  },

  unshelve(work) {
    begin(work, 'unshelve', ['shelved', 'shelved_offloaded'])();
    work.engine.change(work.server, { taskState: 'unshelving' });
    work.engine.plan(work.server, [
      [500, 'unshelve.place'],
      [
        1000,
        'settle',
        {
          patch: { vmState: 'active', powerState: 1 },
          events: ['conductor_unshelve_instance', 'compute_unshelve_instance'],
        },
      ],
    ]);
    return reply(202);
  },

  changePassword(work) {
    begin(work, 'changePassword', ['active'])();
    work.engine.endAction(work.server, ['compute_set_admin_password']);
    return reply(202);
  },

  'os-getConsoleOutput'(work) {
    const { server } = work;
    return reply(200, {
      output: `${server.hostname} login: cloud-init finished\nREADY\n`,
    });
  },

  'os-getVNCConsole': () => {
    throw badRequest('Unavailable console type novnc.');
  },

  migrate(work) {
    requireAdmin(work.session, 'os-migrate-server:migrate');
    begin(work, 'migrate', ['active', 'stopped'])();
    move(work, work.server.flavor);
    return reply(202);
  },

  'os-migrateLive'(work) {
    requireAdmin(work.session, 'os-migrate-server:migrate_live');
    begin(work, 'live-migration', ['active', 'paused'])();
    work.engine.change(work.server, { taskState: 'migrating' });
    work.engine.plan(work.server, [[1900, 'migrate.live']]);
    return reply(202);
  },

  evacuate(work) {
    requireAdmin(work.session, 'os-evacuate');
    const { server, engine } = work;
    const service = engine.context.tables.computeServices
      .by('host', server.host ?? '')
      .find(row => row.binary === 'nova-compute');
    if (service?.alive && !service.forcedDown) {
      throw badRequest(`Compute service of ${server.host} is still in use.`);
    }
    begin(work, 'evacuate', ['active', 'stopped', 'error'])();
    engine.change(server, { taskState: 'rebuilding' });
    engine.plan(server, [[1500, 'migrate.live']]);
    return work.session.minor >= 14
      ? reply(200)
      : reply(200, { adminPass: '' });
  },

  'os-resetState'(work) {
    requireAdmin(work.session, 'os-admin-actions:reset_state');
    const { server, engine } = work;
    const vmState = states[asText(asJson(work.value).state) ?? ''];
    if (!vmState) {
      throw invalidField(
        'state',
        asJson(work.value).state,
        "is not one of ['active', 'error']",
      );
    }
    server.steps = [];
    engine.change(server, { vmState, taskState: null });
    return reply(202);
  },
};
