import type { InstanceAction } from '@ironstage/plugin-infra-node';
import ioError from '../__fixtures__/cases/pve-io-error.json';
import notes from '../__fixtures__/cases/pve-notes.json';
import sockets from '../__fixtures__/cases/pve-sockets.json';
import {
  nodeRow,
  startScriptedCluster,
  UPID,
  vmRow,
  type Answers,
} from '../testing/scriptedCluster';
import { writeMark } from './actionMark';

type Cluster = Awaited<ReturnType<typeof startScriptedCluster>>;

const options = { signal: new AbortController().signal };
const guest = '/nodes/pve1/qemu/201';
const target = {
  externalId: '201',
  projectExternalId: 'shop',
  operationId: 'op-9',
};
const flavors = [{ name: 'eight', vcpus: 8, memoryGiB: 16, storageGiB: 60 }];

describe('actions on a guest', () => {
  const open: Cluster[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(cluster => cluster.close()));
  });

  async function start(status: object, config: object, more: Answers = {}) {
    const cluster = await startScriptedCluster(
      {
        'GET /cluster/resources': [nodeRow('pve1'), vmRow(201)],
        [`GET ${guest}/status/current`]: { vmid: 201, ...status },
        [`GET ${guest}/config`]: { digest: 'abc', ...config },
        [`PUT ${guest}/config`]: null,
        'GET /nodes/pve1/tasks': [],
        [`PUT ${guest}/resize`]: UPID,
        [`GET /nodes/pve1/tasks/${UPID}/status`]: {
          status: 'stopped',
          exitstatus: 'OK',
        },
        ...Object.fromEntries(
          ['start', 'resume', 'stop', 'reset', 'reboot'].map(name => [
            `POST ${guest}/status/${name}`,
            UPID,
          ]),
        ),
        ...more,
      },
      { flavors },
    );
    open.push(cluster);
    return cluster;
  }

  const begin = ({ provider }: Cluster, action: InstanceAction) =>
    provider.instanceActions.begin(target, action, options);

  const sent = ({ seen }: Cluster) =>
    seen
      .filter(request => request.method !== 'GET')
      .map(request => ({
        call: `${request.method} ${request.path}`,
        form: Object.fromEntries(new URLSearchParams(request.body)),
      }));

  it.each([
    [ioError.data, 'resume'],
    [{ status: 'running', qmpstatus: 'paused' }, 'resume'],
    [{ status: 'running', qmpstatus: 'prelaunch' }, 'resume'],
    [{ status: 'stopped', qmpstatus: 'stopped' }, 'start'],
    [{ status: 'stopped', lock: 'suspended' }, 'start'],
  ])('starts %j by %s', async (status, power) => {
    const cluster = await start(status, {});
    expect(await begin(cluster, { type: 'start' })).toEqual({ handle: UPID });
    expect(sent(cluster).pop()?.call).toBe(`POST ${guest}/status/${power}`);
  });

  it.each<[object, InstanceAction['type'], string, string]>([
    [
      { status: 'running', qmpstatus: 'guest-panicked' },
      'start',
      'conflict',
      'crashed',
    ],
    [ioError.data, 'reboot', 'conflict', 'storage is full'],
    [
      { status: 'running', qmpstatus: 'paused' },
      'shutdown',
      'conflict',
      'paused',
    ],
    [
      { status: 'stopped', lock: 'suspended' },
      'snapshot',
      'conflict',
      'memory lies on disk',
    ],
    [{ status: 'running', lock: 'backup' }, 'stop', 'unavailable', 'backed up'],
    [
      { status: 'running', qmpstatus: 'inmigrate' },
      'stop',
      'unavailable',
      'moved',
    ],
    [{ status: 'stopped' }, 'reboot', 'conflict', 'off'],
  ])('does not touch %j for %s', async (status, type, kind, words) => {
    const cluster = await start(status, {});
    await expect(
      begin(cluster, { type, name: 's' } as InstanceAction),
    ).rejects.toMatchObject({
      kind,
      message: expect.stringContaining(words),
    });
    expect(sent(cluster)).toEqual([]);
  });

  it('says of a guest with a failed disk that it has failed, and why', async () => {
    const cluster = await start(ioError.data, {});
    expect(
      await cluster.provider.instances.getState(target, options),
    ).toMatchObject({
      status: 'error',
      settled: true,
      fault: {
        message: expect.stringContaining('storage is full'),
        detail: expect.stringContaining('qmpstatus io-error'),
      },
    });
  });

  it('does not delete a guest whose memory lies on disk, and says what to do', async () => {
    const cluster = await start(
      { status: 'stopped', lock: 'suspended' },
      { lock: 'suspended' },
    );
    await expect(
      cluster.provider.instances.remove(target, options),
    ).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('start it'),
    });
    expect(sent(cluster)).toEqual([]);
  });

  it('leaves the notes of others as they are, and writes only if nobody else does', async () => {
    const { description } = notes.data;
    const cluster = await start({ status: 'running' }, { description });
    await begin(cluster, { type: 'reset' });
    const [{ form }] = sent(cluster);
    expect(form.description.startsWith(description)).toBe(true);
    expect(form.digest).toBe('abc');
  });

  it('acts on a guest whose notes are full, once', async () => {
    const description = 'x'.repeat(8_190);
    const cluster = await start(
      { status: 'running' },
      { description, tags: 'prod' },
      { 'GET /nodes/pve1/tasks': [] },
    );
    await begin(cluster, { type: 'reset' });
    const [{ form }] = sent(cluster);
    expect(form.description).toBeUndefined();
    expect(form.tags).toMatch(/^prod;ironstage-action\.op-9\.reset\.\d+$/);

    cluster.said[`GET ${guest}/config`] = { description, tags: form.tags };
    cluster.said['GET /nodes/pve1/tasks'] = [
      { upid: UPID, type: 'qmreset', starttime: 9_999_999_999 },
    ];
    const before = sent(cluster).length;
    expect(await begin(cluster, { type: 'reset' })).toEqual({ handle: UPID });
    expect(sent(cluster)).toHaveLength(before);
  });

  it('resizes all of a size: sockets, cores, the disk it boots from', async () => {
    const cluster = await start(
      { status: 'stopped' },
      {
        ...sockets.data,
        vcpus: 2,
        scsi10: 'a:vm-201-disk-2,size=500G',
        tags: 'flavor-small;prod',
        description: writeMark(undefined, {
          operationId: 'x',
          action: 'y',
          at: 1,
        }),
      },
    );
    await begin(cluster, { type: 'resize', flavorExternalId: 'eight' });
    expect(sent(cluster).slice(1)).toEqual([
      {
        call: `PUT ${guest}/config`,
        form: {
          sockets: '2',
          cores: '4',
          memory: '16384',
          delete: 'vcpus',
          tags: 'prod;flavor-eight',
        },
      },
      {
        call: `PUT ${guest}/resize`,
        form: { disk: 'scsi0', size: '61440M' },
      },
    ]);
  });

  it.each([
    [{ hostpci0: 'mapping=l40s' }, 'invalid', 'other GPUs'],
    [{ numa0: 'cpus=0-1,memory=8192' }, 'conflict', 'numa0'],
  ])('does not resize a guest with %j', async (more, kind, words) => {
    const cluster = await start(
      { status: 'stopped' },
      { ...sockets.data, ...more },
    );
    await expect(
      begin(cluster, { type: 'resize', flavorExternalId: 'eight' }),
    ).rejects.toMatchObject({ kind, message: expect.stringContaining(words) });
  });
});
