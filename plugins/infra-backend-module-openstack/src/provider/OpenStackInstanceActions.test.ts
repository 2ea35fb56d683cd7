import type { InstanceAction } from '@ironstage/plugin-infra-node';
import volumeAction from '../__fixtures__/cases/01-nova-action-of-volume-backed-snapshot.json';
import volumeBacked from '../__fixtures__/cases/02-glance-image-of-volume-backed-snapshot.json';
import shelved from '../__fixtures__/cases/03-nova-shelved.json';
import rescue from '../__fixtures__/cases/22-nova-rescue.json';
import noConsole from '../__fixtures__/errors/zed-nova-no-console.json';
import locked from '../__fixtures__/errors/zed-nova-conflict.json';
import snapshotImage from '../__fixtures__/zed-snapshot-image.json';
import servers from '../__fixtures__/zed-servers-detail.json';
import {
  startScriptedCloud,
  type ScriptedCloud,
} from '../testing/scriptedCloud';
import { createClients } from './clients';
import { OpenStackInstanceActions } from './OpenStackInstanceActions';

const options = { signal: new AbortController().signal };
const [recorded] = servers.response.body.servers;
const SNAPSHOT = snapshotImage.response.body.id;

/** A server that keeps what is written on it and what is done to it, and does nothing itself. */
describe('OpenStackInstanceActions', () => {
  let cloud: ScriptedCloud;
  let server: Record<string, unknown> & { metadata: Record<string, string> };
  let done: Array<{
    action: string;
    request_id: string;
    message: null;
    user_id?: string;
  }>;
  /** what somebody else asks for just before or after us */
  let others: { before?: string; after?: string };
  let tellsRequest: boolean;
  let images: object[];
  let record: object | undefined;
  let loseAnswer: boolean;
  let refuse: { status: number; body: unknown } | undefined;
  const target = {
    externalId: recorded.id,
    projectExternalId: recorded.tenant_id,
    operationId: 'op-1',
  };
  const NAMES: Record<string, string> = {
    'os-start': 'start',
    'os-stop': 'stop',
    createImage: 'createImage',
  };

  beforeEach(async () => {
    done = [{ action: 'create', request_id: 'req-0', message: null }];
    images = [];
    record = undefined;
    loseAnswer = false;
    refuse = undefined;
    others = {};
    tellsRequest = true;
    server = {
      ...recorded,
      metadata: { kept: 'yes' },
      'OS-EXT-STS:vm_state': 'active',
      'OS-EXT-STS:task_state': null,
    };
    const base = `/compute/v2.1/servers/${recorded.id}`;
    cloud = await startScriptedCloud(({ method, path, body }) => {
      const [at] = path.split('?');
      if (at === base) {
        return { body: { server } };
      }
      if (at === `${base}/os-instance-actions`) {
        return { body: { instanceActions: done } };
      }
      if (record && at === `${base}/os-instance-actions/req-1`) {
        return { body: { instanceAction: record } };
      }
      if (at === `/image/v2/images/${volumeBacked.image.id}`) {
        return { body: volumeBacked.image };
      }
      if (at === `${base}/metadata`) {
        Object.assign(server.metadata, (body as { metadata: object }).metadata);
        return { body };
      }
      if (at === `${base}/remote-consoles`) {
        return (
          refuse ?? {
            body: { remote_console: { url: 'https://console/?token=t' } },
          }
        );
      }
      if (at === `${base}/action`) {
        if (refuse) {
          return refuse;
        }
        const [key] = Object.keys(body as object);
        const action = NAMES[key] ?? key;
        const own = `req-${done.length}`;
        const somebody = (request_id: string | undefined) =>
          request_id
            ? [{ action, request_id, message: null, user_id: 'somebody' }]
            : [];
        done = [
          ...somebody(others.after),
          { action, request_id: own, message: null, user_id: 'user-1' },
          ...somebody(others.before),
          ...done,
        ];
        const { rebuild } = body as { rebuild?: { metadata: never } };
        server.metadata = rebuild?.metadata ?? server.metadata;
        if (key === 'createImage') {
          images = [
            {
              ...snapshotImage.response.body,
              'ironstage-operation': 'op-1',
              instance_uuid: recorded.id,
            },
          ];
        }
        return loseAnswer
          ? { status: 500, body: {} }
          : {
              status: 202,
              headers: { ...(tellsRequest && { 'x-compute-request-id': own }) },
              body: key === 'createImage' ? { image_id: SNAPSHOT } : {},
            };
      }
      if (at === `/image/v2/images/${SNAPSHOT}`) {
        return { body: snapshotImage.response.body };
      }
      if (method === 'GET' && at === '/image/v2/images') {
        return { body: { images } };
      }
      return undefined;
    });
  });
  afterEach(() => cloud.close());

  const create = (changes = {}) => {
    const transport = cloud.connect(changes);
    return new OpenStackInstanceActions(transport, createClients(transport));
  };
  const begin = (action: InstanceAction, operationId = 'op-1') =>
    create().begin({ ...target, operationId }, action, options);
  /** states that actions need, where a server that runs will not do */
  const needs: Record<string, string> = { 'confirm-resize': 'resized' };
  const acted = () =>
    cloud.seen.filter(one => one.path.endsWith('/action')).length;

  it.each<InstanceAction>([
    { type: 'reboot' },
    { type: 'reset' },
    { type: 'stop' },
    { type: 'resize', flavorExternalId: 'm' },
    { type: 'rebuild', imageExternalId: 'i' },
    { type: 'snapshot', name: 's' },
    { type: 'confirm-resize' },
  ])(
    'does not repeat a $type whose answer was lost, and finds it',
    async action => {
      server['OS-EXT-STS:vm_state'] = needs[action.type] ?? 'active';
      loseAnswer = true;
      await expect(begin(action)).rejects.toMatchObject({
        kind: 'unknown-outcome',
      });
      loseAnswer = false;
      const { handle } = await begin(action);
      expect(acted()).toBe(1);
      expect(handle.split(' ')[0]).toBe('req-1');
    },
  );

  it.each<[InstanceAction, boolean]>([
    [{ type: 'reboot' }, true],
    [{ type: 'reboot' }, false],
    [{ type: 'stop' }, true],
    [{ type: 'snapshot', name: 's' }, true],
  ])(
    'takes for its own %j what it asked for, among those of others (told by the answer: %s)',
    async (action, told) => {
      others = { before: 'req-before', after: 'req-after' };
      tellsRequest = told;
      const { handle } = await begin(action);
      expect(handle.split(' ')[0]).toBe('req-1');
    },
  );

  it.each<InstanceAction>([
    { type: 'reboot' },
    { type: 'snapshot', name: 's' },
  ])(
    'finds after a lost answer its own $type and not that of somebody else',
    async action => {
      others = { before: 'req-before', after: 'req-after' };
      loseAnswer = true;
      await expect(begin(action)).rejects.toMatchObject({
        kind: 'unknown-outcome',
      });
      loseAnswer = false;
      const { handle } = await begin(action);
      expect(acted()).toBe(1);
      expect(handle.split(' ')[0]).toBe('req-1');
    },
  );

  it('knows its snapshot from those of servers made of it, which inherit the mark', async () => {
    loseAnswer = true;
    const snapshot = { type: 'snapshot', name: 's' } as const;
    await expect(begin(snapshot)).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
    const [own] = images as Array<Record<string, unknown>>;
    images = [
      { ...own, id: 'of-another', instance_uuid: 'another' },
      { ...own, id: 'younger', created_at: '2031-01-01T00:00:00Z' },
      own,
    ];
    const { handle } = await begin(snapshot);
    expect(handle).toBe(`req-1 ${SNAPSHOT}`);
    expect(acted()).toBe(1);
  });

  it('leaves it to the image to say how far it is, when several records may be its own', async () => {
    loseAnswer = true;
    const snapshot = { type: 'snapshot', name: 's' } as const;
    await expect(begin(snapshot)).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
    done.push({ action: 'createImage', request_id: 'req-old', message: null });
    const { handle } = await begin(snapshot);
    expect(handle).toBe(`- ${SNAPSHOT}`);
    await expect(
      create().progress(target, snapshot, handle, options),
    ).resolves.toMatchObject({
      settled: true,
      snapshotExternalId: SNAPSHOT,
    });
  });

  it('marks a server that is being rebooted before it resets it', async () => {
    server['OS-EXT-STS:task_state'] = 'rebooting';
    await begin({ type: 'reset' });
    expect(server.metadata['ironstage-action']).toBe('op-1 reset req-0');
  });

  it('acts again for another operation', async () => {
    const first = await begin({ type: 'reboot' });
    const second = await begin({ type: 'reboot' }, 'op-2');
    expect(second).not.toEqual(first);
    expect(acted()).toBe(2);
    expect(server.metadata).toMatchObject({
      kept: 'yes',
      'ironstage-action': 'op-2 reboot req-1',
    });
  });

  it('acts when it had written its mark and got no further', async () => {
    // somebody's reboot of long ago
    done.unshift({ action: 'reboot', request_id: 'req-old', message: null });
    server.metadata['ironstage-action'] = 'op-1 reboot req-old';
    await expect(begin({ type: 'reboot' })).resolves.toEqual({
      handle: 'req-2',
    });
    expect(acted()).toBe(1);
  });

  it('keeps the metadata through a rebuild, whose mark is part of the request', async () => {
    await begin({ type: 'rebuild', imageExternalId: 'i', userData: '#x' });
    const request = cloud.seen.find(one => one.path.endsWith('/action'));
    expect(request?.body).toEqual({
      rebuild: {
        imageRef: 'i',
        user_data: Buffer.from('#x').toString('base64'),
        metadata: { kept: 'yes', 'ironstage-action': 'op-1 rebuild req-0' },
      },
    });
    expect(cloud.seen.some(one => one.path.endsWith('/metadata'))).toBe(false);
  });

  it('writes no mark where Nova takes none', async () => {
    server['OS-EXT-STS:vm_state'] = 'error';
    server.status = 'ERROR';
    await begin({ type: 'reset' });
    expect(cloud.seen.some(one => one.path.endsWith('/metadata'))).toBe(false);
    expect(acted()).toBe(1);
  });

  it.each([
    ['stopped', 'SHUTOFF', 'os-start', 'powering-on'],
    ['paused', 'PAUSED', 'unpause', 'unpausing'],
    ['suspended', 'SUSPENDED', 'resume', 'resuming'],
    ['shelved', 'SHELVED', 'unshelve', 'unshelving'],
    [
      shelved.server['OS-EXT-STS:vm_state'],
      shelved.server.status,
      'unshelve',
      'unshelving',
    ],
  ])(
    'starts a server that is %s with what Nova has for it, once',
    async (vmState, status, body, task) => {
      Object.assign(server, { status, 'OS-EXT-STS:vm_state': vmState });
      loseAnswer = true;
      await expect(begin({ type: 'start' })).rejects.toMatchObject({
        kind: 'unknown-outcome',
      });
      server['OS-EXT-STS:task_state'] = task;
      await expect(begin({ type: 'start' })).resolves.toEqual({
        handle: 'req-1',
      });
      expect(
        cloud.seen
          .filter(one => one.path.endsWith('/action'))
          .map(one => one.body),
      ).toEqual([{ [body]: null }]);
    },
  );

  it.each([
    [rescue.server, 'conflict', 'end the rescue first'],
    [
      {
        status: 'ACTIVE',
        'OS-EXT-STS:vm_state': 'active',
        'OS-EXT-STS:task_state': 'migrating',
      },
      'unavailable',
      'it is being moved to another host',
    ],
  ])(
    'says why nothing can be done to a server in %j',
    async (state, kind, words) => {
      Object.assign(server, state);
      for (const type of ['start', 'reboot', 'rebuild', 'snapshot'] as const) {
        await expect(
          begin({ type, name: 's', imageExternalId: 'i' } as InstanceAction),
        ).rejects.toMatchObject({
          kind,
          message: expect.stringContaining(words),
        });
      }
      expect(acted()).toBe(0);
    },
  );

  it('knows its snapshot of a server that boots from a volume by the mark alone, and sees it end', async () => {
    loseAnswer = true;
    const snapshot = { type: 'snapshot', name: 's' } as const;
    await expect(begin(snapshot)).rejects.toMatchObject({
      kind: 'unknown-outcome',
    });
    images = [volumeBacked.image];
    record = volumeAction.instanceAction;
    const { handle } = await begin(snapshot);
    expect(acted()).toBe(1);
    expect(handle).toBe(`req-1 ${volumeBacked.image.id}`);
    await expect(
      create().progress(target, snapshot, handle, options),
    ).resolves.toEqual({
      settled: true,
      snapshotExternalId: volumeBacked.image.id,
    });
  });

  it('leaves a server alone that is where it should be, and one that is locked', async () => {
    await expect(begin({ type: 'start' })).resolves.toEqual({ handle: 'done' });
    server.locked = true;
    await expect(begin({ type: 'stop' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(acted()).toBe(0);
  });

  it('passes on that the server is in no state for it', async () => {
    refuse = { status: locked.status, body: locked.body };
    await expect(begin({ type: 'reboot' })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('does not touch a server of another project', async () => {
    const other = { ...target, projectExternalId: 'somebody' };
    await expect(
      create().begin(other, { type: 'stop' }, options),
    ).rejects.toMatchObject({ kind: 'not-found' });
    expect(acted()).toBe(0);
  });

  it('opens a console of the configured kind, of a server that runs', async () => {
    await expect(
      create({ console: 'spice' }).openConsole(target, options),
    ).resolves.toEqual({ protocol: 'spice', url: 'https://console/?token=t' });
    server['OS-EXT-STS:vm_state'] = 'stopped';
    await expect(
      create({ console: 'spice' }).openConsole(target, options),
    ).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('names the key when the cloud has no such console, or none is configured', async () => {
    refuse = { status: noConsole.status, body: noConsole.body };
    for (const changes of [{ console: 'novnc' }, {}]) {
      const actions = create(changes);
      expect(actions.hasConsole).toBe('console' in changes);
      await expect(actions.openConsole(target, options)).rejects.toMatchObject({
        kind: 'misconfigured',
        message: expect.stringContaining('infra.openstack[0].console'),
      });
    }
  });
});
