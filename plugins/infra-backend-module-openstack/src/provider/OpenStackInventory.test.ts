import { GiB, MiB } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import aggregates from '../__fixtures__/zed-aggregates.json';
import nodes from '../__fixtures__/zed-ironic-nodes-detail.json';
import port from '../__fixtures__/zed-ironic-port.json';
import versions from '../__fixtures__/zed-ironic-versions.json';
import groups from '../__fixtures__/zed-server-groups.json';
import volumes from '../__fixtures__/zed-volumes-detail.json';
import { AggregatesClient } from '../client/compute/aggregates/AggregatesClient';
import { ServerGroupsClient } from '../client/compute/serverGroups/ServerGroupsClient';
import {
  startScriptedCloud,
  type ScriptedCloud,
} from '../testing/scriptedCloud';
import { createClients } from './clients';
import { HostCapacities } from './HostCapacities';
import { OpenStackInventory } from './OpenStackInventory';

const options = { signal: new AbortController().signal };
const [node] = nodes.response.body.nodes;

describe('OpenStackInventory', () => {
  let cloud: ScriptedCloud;
  let inventory: OpenStackInventory;

  beforeEach(async () => {
    cloud = await startScriptedCloud(({ path }) => {
      const url = new URL(path, 'http://cloud');
      switch (url.pathname) {
        case '/baremetal/v1/':
          return {
            body: {
              id: 'v1',
              version: versions.response.body.versions[0],
            },
          };
        case '/baremetal/v1/nodes/detail':
          return url.searchParams.has('marker')
            ? { body: { nodes: [{ ...node, uuid: 'last', name: null }] } }
            : {
                body: {
                  nodes: [node],
                  next: nodes.response.body.next,
                },
              };
        case '/baremetal/v1/conductors':
          return { body: { conductors: [] } };
        case '/baremetal/v1/ports':
          return {
            body: {
              ports: [
                { ...port.response.body, node_uuid: node.uuid },
                { ...port.response.body, node_uuid: 'somebody-else' },
              ],
            },
          };
        case '/volume/v3/project-1/volumes/detail':
          return { body: volumes.response.body };
        case '/compute/v2.1/os-aggregates':
          return { body: aggregates.response.body };
        case '/compute/v2.1/os-server-groups':
          return {
            body:
              url.searchParams.get('offset') === '0'
                ? groups.response.body
                : { server_groups: [] },
          };
        default:
          return undefined;
      }
    });
  });
  afterEach(() => cloud.close());

  async function read(kind: 'machine' | 'volume'): Promise<InventoryItem[]> {
    const transport = cloud.connect();
    const clients = createClients(transport);
    inventory = new OpenStackInventory(
      clients,
      transport.config,
      new HostCapacities(clients.providers, {}),
    );
    const rows: InventoryItem[] = [];
    for await (const page of inventory.pages(kind, options)) {
      rows.push(...page);
    }
    return rows;
  }

  it('asks nobody for volumes and machines where the catalog has no such services', async () => {
    expect(await read('volume')).toEqual([]);
    expect(await read('machine')).toEqual([]);
    await expect(
      inventory.get('machine', node.uuid, options),
    ).resolves.toBeUndefined();
    await expect(
      inventory.get('volume', node.uuid, options),
    ).resolves.toBeUndefined();
    expect(cloud.calls()).toEqual([]);
  });

  it('reads all nodes with their MAC addresses, in pages, with one list of ports', async () => {
    cloud.state.endpoints.baremetal = '/baremetal';
    const [first, second, ...rest] = await read('machine');
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      externalId: node.uuid,
      name: 'bm-1',
      status: 'ready',
      vector: {
        vcpus: 64,
        memoryBytes: 524288 * MiB,
        storageBytes: 3000 * GiB,
      },
      attributes: {
        hostname: 'bm-1',
        macs: ['52:54:00:aa:bb:01'],
        powerState: 'off',
        resourceClass: 'gpu-node',
      },
      createdAt: '2026-11-22T16:31:38+00:00',
    });
    expect(second).toMatchObject({ name: 'last', attributes: { macs: [] } });
    const asked = cloud
      .calls()
      .filter(one => /ports|nodes|conductors/.test(one.path));
    expect(asked.map(one => one.path.split('?')[0])).toEqual([
      '/baremetal/v1/ports',
      '/baremetal/v1/nodes/detail',
      '/baremetal/v1/nodes/detail',
      // whether these are all
      '/baremetal/v1/conductors',
    ]);
    // Ironic does not look at the header that the others share
    expect(asked[1].headers).toMatchObject({
      'x-openstack-ironic-api-version': '1.65',
    });
  });

  it('reads volumes of all projects with what they are attached to', async () => {
    cloud.state.endpoints['block-storage'] = '/volume/v3';
    const [free, used] = await read('volume');
    expect(free).toEqual({
      kind: 'volume',
      externalId: 'f50b4ec3-af82-43ab-927a-524b43197c29',
      name: 'osf-vol',
      status: 'available',
      zone: 'nova',
      projectExternalId: '76b7e67e332c4e5aa536a0c8df64f071',
      vector: expect.objectContaining({ storageBytes: GiB, vcpus: 0 }),
      attributes: { attachedTo: [], volumeType: 'fake' },
      createdAt: '2026-11-22T16:57:58.000000Z',
    });
    expect(used).toMatchObject({
      status: 'in-use',
      attributes: { attachedTo: ['45a202e6-8c4d-4199-ba96-d87cd3eafd0b'] },
    });
    expect(cloud.calls()[0].path).toContain('all_tenants=1');
  });

  it('knows the group of each server from one list of all projects', async () => {
    const found = await new ServerGroupsClient(cloud.connect()).byServer(
      options.signal,
    );
    expect([...found]).toEqual([
      [
        '9ba3765f-552f-4cfc-9034-3c5cc766d4e9',
        { name: 'web', policy: 'anti-affinity' },
      ],
    ]);
    expect(cloud.calls()[0].path).toContain('all_projects=True');
  });

  it('knows the aggregates of each host from one list', async () => {
    const names = await new AggregatesClient(cloud.connect()).namesByHost(
      options.signal,
    );
    expect([...names]).toEqual([['compute-1', ['rack-1']]]);
  });
});
