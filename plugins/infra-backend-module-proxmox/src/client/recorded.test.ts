import { GiB, MiB } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type ProviderErrorKind,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import exchanges from '../__fixtures__/pve-9.2.11-exchanges.json';
import singleNode from '../__fixtures__/pve-8-cluster-resources-single.json';
import oldTasks from '../__fixtures__/pve-8-node-tasks.json';
import nodes from '../__fixtures__/pve-9-nodes-of-4.json';
import statistics from '../__fixtures__/pve-9-qemu-rrddata.json';
import fourNodes from '../__fixtures__/pve-9-cluster-resources-of-4.json';
import runningVm from '../__fixtures__/pve-9-qemu-status-running.json';
import {
  patient,
  startScriptedNode,
  transportTo,
} from '../testing/scriptedNode';
import { toHypervisorItems, toStorageItems } from '../provider/hosts';
import { toImageItems } from '../provider/images';
import { createClients, type Clients } from './createClients';
import { bootDisk, diskSize, seedDrive } from './guests/disks';
import { passedThrough } from './guests/hostpci';
import { toInstanceItem } from './guests/mapper';
import type { ProxmoxTransport } from './transport/ProxmoxTransport';

interface Exchange {
  name: string;
  method: string;
  path: string;
  status: number;
  reason: string;
  body?: unknown;
}

const all = exchanges as Exchange[];

describe('recorded answers', () => {
  let answer: Pick<Exchange, 'status' | 'reason' | 'body'>;
  let node: Awaited<ReturnType<typeof startScriptedNode>>;
  let transport: ProxmoxTransport;
  let clients: Clients;
  beforeAll(async () => {
    node = await startScriptedNode(() => answer);
  });
  beforeEach(() => {
    transport = transportTo([node.url], { timeouts: { read: '60s' } });
    clients = createClients(transport);
  });
  afterAll(() => node.close());

  function recorded(name: string): Exchange {
    const found = all.find(exchange => exchange.name === name);
    if (!found) {
      throw new Error(`There is no exchange "${name}"`);
    }
    return found;
  }
  function replay(name: string) {
    answer = recorded(name);
  }
  const guest = (vmid: number) => ({
    node: 'pve1',
    type: 'qemu' as const,
    vmid,
  });

  it.each(all.filter(one => one.status < 400 && one.body !== undefined))(
    '$name ($method $path) is read',
    async exchange => {
      answer = exchange;
      const data = await transport.call(
        { method: 'GET', path: '/any', signal: patient() },
        z.unknown(),
      );
      expect(data).toEqual((exchange.body as { data: unknown }).data);
    },
  );

  it.each([
    ['the list of nodes', nodes],
    ['statistics of a guest', statistics],
  ])('%s, which the client has no use for, goes through', async (_, body) => {
    answer = { status: 200, reason: 'OK', body };
    expect(
      await transport.call(
        { method: 'GET', path: '/any', signal: patient() },
        z.unknown(),
      ),
    ).toEqual(body.data);
  });

  const KINDS: Record<string, ProviderErrorKind> = {
    'no credentials': 'unauthorized',
    'auth badsecret': 'unauthorized',
    'privsep token 403': 'forbidden',
    'unknown path': 'misconfigured',
    'unknown query parameter': 'invalid',
    'nextid taken': 'conflict',
    'unknown node': 'not-found',
    'pool missing': 'not-found',
    'pool create duplicate': 'conflict',
    'pool delete non-empty': 'conflict',
    'qemu config missing': 'not-found',
    'qemu config forbidden': 'forbidden',
    'agent: not configured': 'conflict',
    'config locked': 'unavailable',
    'config digest mismatch': 'unavailable',
    'config bad tag': 'invalid',
    'clone onto existing id': 'conflict',
    'clone unknown target node': 'not-found',
    'clone of locked': 'unavailable',
    'clone into unknown pool': 'forbidden',
    'delete missing': 'not-found',
    'delete protected': 'conflict',
    'task unknown': 'not-found',
    'storage unknown': 'not-found',
    'lxc missing': 'not-found',
  };

  it.each(all.filter(one => one.status >= 400))(
    '$name ($status $reason) becomes one plain sentence',
    async exchange => {
      answer = exchange;
      const error = await transport
        .call({ method: 'POST', path: '/any', signal: patient() }, z.unknown())
        .then(
          () => undefined,
          (caught: unknown) => caught,
        );
      if (!isProviderError(error)) {
        throw new Error(`It ended with ${String(error)}`);
      }
      expect(error.message).toMatch(/^[^\n<{]*\.$/);
      expect(error.message).not.toContain('does not sound like');
      expect(error.kind).toBe(KINDS[exchange.name] ?? error.kind);
      // a write that was refused has not been done
      expect(error.kind).not.toBe('unknown-outcome');
    },
  );

  it('keeps a table of kinds that names recorded answers only', () => {
    Object.keys(KINDS).forEach(name => expect(recorded(name)).toBeDefined());
  });

  it('tells guests, nodes and storages of a cluster', async () => {
    replay('resources');
    const found = await clients.cluster.resources(patient());
    expect(found.guests.map(row => row.vmid).sort()).toEqual([
      100, 101, 102, 103, 200,
    ]);
    expect(found.nodes.map(row => row.node).sort()).toEqual(['pve1', 'pve2']);
    expect(toImageItems(found.guests)).toEqual([
      {
        kind: 'image',
        externalId: 'debian-tmpl',
        name: 'debian-tmpl',
        status: 'active',
        attributes: {
          shared: true,
          visibility: 'public',
          minStorageBytes: 64 * MiB,
          templates: ['100 on pve1'],
        },
      },
    ]);
    const items = found.guests.map(row => toInstanceItem(row, undefined));
    expect(items.find(item => item.externalId === '101')).toEqual({
      kind: 'instance',
      externalId: '101',
      name: 'web',
      status: 'active',
      projectExternalId: 'team-a',
      hostExternalId: 'pve1',
      vector: {
        vcpus: 2,
        memoryBytes: GiB,
        storageBytes: GiB,
        instances: 1,
        gpus: {},
      },
      attributes: { type: 'vm', addresses: [], tags: ['prod', 'web'] },
    });
    // a guest without statistics yet
    expect(items.find(item => item.externalId === '102')).toMatchObject({
      name: 'VM 102',
      status: 'building',
    });
  });

  it('counts a shared storage once and local ones for their node', async () => {
    for (const body of [fourNodes, singleNode]) {
      answer = { status: 200, reason: 'OK', body };
      const found = await clients.cluster.resources(patient());
      const hosts = toHypervisorItems(
        found,
        transport.config,
        () => ({ total: {}, reserved: {}, held: {}, unknown: [], holders: [] }),
        new Map(),
      );
      expect(hosts).toHaveLength(found.nodes.length);
      for (const host of hosts) {
        const rows = found.storages.filter(
          row =>
            row.node === host.name &&
            !row.shared &&
            /images|rootdir/.test(row.content),
        );
        expect(host.capacity?.total.storageBytes).toBe(
          rows.reduce((sum, row) => sum + (row.maxdisk ?? 0), 0),
        );
        expect(host.capacity?.total.vcpus).toBeGreaterThan(0);
      }
      const names = toStorageItems(found).map(item => item.name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('keeps a guest that can not be read aside, lest it be taken for gone or hide the others', async () => {
    const odd = { type: 'qemu', id: 'qemu/1', status: 'running' };
    const good = { ...odd, id: 'qemu/2', vmid: 2, node: 'pve1', name: null };
    answer = { status: 200, reason: 'OK', body: { data: [odd, good] } };
    const found = await clients.cluster.resources(patient());
    expect(found.guests).toMatchObject([{ vmid: 2, node: 'pve1' }]);
    expect(found.odd).toEqual([
      { row: odd, why: expect.stringContaining('vmid') },
    ]);
  });

  it('tells quorum and nodes', async () => {
    replay('cluster status');
    expect(await clients.cluster.status(patient())).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'cluster',
          name: 'lab',
          quorate: true,
        }),
        expect.objectContaining({ name: 'pve2', online: false }),
      ]),
    );
    replay('ha status');
    expect(await clients.cluster.haStatus(patient())).toHaveLength(2);
    replay('version');
    expect(await clients.cluster.version(patient())).toBe('9.2.11');
  });

  it('reads disks, devices and drives of configurations', async () => {
    replay('config of linked clone');
    const clone = await clients.guests.config(guest(150), patient());
    expect(bootDisk(clone!)).toBe('scsi0');
    expect(diskSize(clone!, 'scsi0')).toBe(64 * MiB);
    expect(seedDrive(clone!)).toBe('ide2');
    replay('hostpci config');
    const withGpu = await clients.guests.config(guest(151), patient());
    expect(passedThrough(withGpu!)).toEqual([
      { mapping: 'gpu0', addresses: [] },
    ]);
    replay('qemu config missing');
    expect(await clients.guests.config(guest(999), patient())).toBeUndefined();
  });

  it('reads the live state of guests', async () => {
    answer = { status: 200, reason: 'OK', body: runningVm };
    expect(await clients.guests.status(guest(100), patient())).toMatchObject({
      status: 'running',
      qmpstatus: 'running',
      cpus: expect.any(Number),
      maxmem: expect.any(Number),
    });
    replay('qemu status current');
    expect(await clients.guests.status(guest(101), patient())).toMatchObject({
      name: 'web',
    });
    replay('lxc status');
    expect(
      await clients.guests.status({ ...guest(200), type: 'lxc' }, patient()),
    ).toMatchObject({ status: 'stopped' });
    replay('lxc interfaces stopped');
    expect(
      await clients.guests.addresses({ ...guest(200), type: 'lxc' }, patient()),
    ).toEqual([]);
  });

  it('reads how tasks ended', async () => {
    const upid =
      'UPID:pve1:00004BDD:00039FC8:6B030E75:qmclone:100:root@pam!full:';
    replay('linked clone: task status');
    expect(await clients.tasks.state(upid, patient())).toEqual({
      ended: true,
      ok: true,
    });
    replay('start a locked vm: task status');
    expect(await clients.tasks.state(upid, patient())).toEqual({
      ended: true,
      ok: false,
      words: 'VM is locked (clone)',
    });
    replay('task unknown');
    expect(await clients.tasks.state(upid, patient())).toBeUndefined();
    replay('node tasks for vmid');
    expect(
      (await clients.tasks.ofGuest('pve1', 150, patient())).map(
        row => row.type,
      ),
    ).toEqual(['qmdestroy', 'qmshutdown']);
    answer = { status: 200, reason: 'OK', body: oldTasks };
    expect(
      (await clients.tasks.ofGuest('pve', 100, patient())).length,
    ).toBeGreaterThan(0);
  });

  it('reads pools, storages, mappings and networks', async () => {
    replay('pools');
    expect(await clients.pools.list(patient())).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ poolid: 'team-a', comment: 'Team A' }),
      ]),
    );
    replay('pool via query');
    expect(
      (await clients.pools.get('team-a', patient()))?.members.length,
    ).toBeGreaterThan(0);
    replay('pool missing');
    expect(await clients.pools.get('zzz', patient())).toBeUndefined();
    replay('storage config');
    expect(await clients.storage.list(patient())).toEqual(
      expect.arrayContaining([
        { storage: 'shared', content: 'images' },
        expect.objectContaining({ storage: 'local' }),
      ]),
    );
    replay('storage content');
    expect(
      await clients.storage.hasIso(
        { node: 'pve1', storage: 'store1', name: 'none.iso' },
        patient(),
      ),
    ).toBe(false);
    replay('pci mapping list');
    expect(await clients.mappings.devices(patient())).toEqual([
      {
        mapping: 'gpu0',
        node: 'pve1',
        path: '0000:01:00.0',
        vendorId: '10de',
        productId: '1eb8',
        mdev: false,
      },
    ]);
    replay('sdn vnets');
    expect(await clients.networks.vnets(patient())).toEqual([
      { vnet: 'v1', zone: 'z1', alias: 'dev net' },
    ]);
    replay('permissions of path');
    expect(
      (await clients.access.ownPrivileges('/vms/101', patient())).has(
        'VM.Audit',
      ),
    ).toBe(true);
  });
});
