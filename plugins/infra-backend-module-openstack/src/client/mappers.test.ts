import { GiB, MiB } from '@ironstage/plugin-infra-common';
import candidates from '../__fixtures__/zed-allocation-candidates.json';
import flavors from '../__fixtures__/zed-flavors-detail.json';
import hypervisors from '../__fixtures__/zed-hypervisors-2.88.json';
import images from '../__fixtures__/zed-images-page.json';
import inventories from '../__fixtures__/zed-inventories.json';
import vgpus from '../__fixtures__/zed-inventories-vgpu.json';
import network from '../__fixtures__/zed-network.json';
import projects from '../__fixtures__/zed-projects.json';
import noValidHost from '../__fixtures__/zed-server-no-valid-host.json';
import retriesExhausted from '../__fixtures__/zed-server-retries-exhausted.json';
import servers from '../__fixtures__/zed-servers-detail.json';
import services from '../__fixtures__/zed-services.json';
import snapshotImage from '../__fixtures__/zed-snapshot-image.json';
import { toFlavorItem } from './compute/flavors/mapper';
import { flavorSchema } from './compute/flavors/types';
import { toHypervisorItem } from './compute/hypervisors/mapper';
import { hypervisorSchema } from './compute/hypervisors/types';
import { serviceSchema } from './services';
import { toInstanceItem } from './compute/servers/mapper';
import { serverSchema } from './compute/servers/types';
import { toProjectItem } from './identity/projects/mapper';
import { projectSchema } from './identity/projects/types';
import { toImageItem } from './image/images/mapper';
import { imageSchema } from './image/images/types';
import { toNetworkItem } from './network/networks/mapper';
import { networkSchema } from './network/networks/types';
import { toHostCapacity } from './placement/providers/mapper';
import { inventorySchema, summarySchema } from './placement/providers/types';

const gpuModels = {
  VGPU: 'some-vgpu',
  CUSTOM_NVIDIA_A100: 'a100-4g',
  CUSTOM_GPU_H100: 'h100',
};
const context = {
  acceleratorNames: { models: gpuModels },
  hypervisorId: (name: string) => (name === 'compute-1' ? 'hv-1' : undefined),
  imageName: () => 'tiny',
};

describe('recorded answers of Zed', () => {
  it('make an instance of a server', () => {
    const server = serverSchema.parse(servers.response.body.servers[0]);
    expect(toInstanceItem(server, context)).toEqual({
      kind: 'instance',
      externalId: '0682229c-c1b3-41ac-9594-da1731a09cd6',
      name: 'osf-bulk2-44',
      status: 'active',
      zone: 'nova',
      projectExternalId: '76b7e67e332c4e5aa536a0c8df64f071',
      hostExternalId: undefined,
      vector: {
        vcpus: 1,
        memoryBytes: 512 * MiB,
        storageBytes: GiB,
        instances: 1,
        gpus: {},
      },
      attributes: { addresses: [], flavor: 'small', image: 'tiny' },
      createdAt: '2026-11-22T16:51:59Z',
    });
  });

  it('tell the volumes, the networks, the group and the lock of a server', () => {
    const server = serverSchema.parse({
      ...servers.response.body.servers[0],
      locked: true,
      'os-extended-volumes:volumes_attached': [{ id: 'v-2' }, { id: 'v-1' }],
      // a floating address stands below the network that it leads into
      addresses: { private: [{ addr: '10.0.0.4' }, { addr: '203.0.113.9' }] },
    });
    const serverGroup = { name: 'web', policy: 'anti-affinity' };
    expect(
      toInstanceItem(server, { ...context, serverGroup }).attributes,
    ).toMatchObject({
      volumes: ['v-1', 'v-2'],
      networks: ['private'],
      serverGroup,
      locked: true,
    });
  });

  it('make an instance of a server in ERROR, with its fault', () => {
    const server = serverSchema.parse(retriesExhausted.response.body.server);
    const item = toInstanceItem(server, context);
    expect(item.status).toBe('error');
    expect(item.attributes.fault).toMatch(/^Exceeded maximum number of retrie/);
    const wanted = serverSchema.parse(noValidHost.response.body.server);
    expect(toInstanceItem(wanted, context)).toMatchObject({
      status: 'error',
      hostExternalId: undefined,
      vector: { gpus: { 'a100-4g/vgpu': 1 } },
      attributes: { fault: 'No valid host was found.' },
    });
  });

  it('take the operation from the tag, else from the metadata', () => {
    const server = serverSchema.parse(servers.response.body.servers[0]);
    const of = (changes: object) =>
      toInstanceItem({ ...server, ...changes }, context).attributes.operationId;
    const metadata = { 'ironstage-operation': 'from-metadata' };
    expect(of({ tags: ['x', 'ironstage-op-from-tag'], metadata })).toBe(
      'from-tag',
    );
    expect(of({ metadata })).toBe('from-metadata');
  });

  it('make flavors with the GPUs that their extra specs ask for', () => {
    const items = flavors.response.body.flavors.map(flavor =>
      toFlavorItem(flavorSchema.parse(flavor), { models: gpuModels }),
    );
    const byName = new Map(items.map(item => [item.name, item]));
    expect(byName.get('gpu-small')).toMatchObject({
      vector: { gpus: { 'a100-4g/vgpu': 1 }, instances: 1 },
      attributes: { gpuModel: 'a100-4g/vgpu', shared: true },
    });
    expect(byName.get('medium')?.vector?.gpus).toEqual({});
    // bare metal takes nothing from Placement's VCPU, but Nova's quota counts it
    expect(byName.get('bm-gpu')?.vector?.vcpus).toBe(64);
  });

  it('make a hypervisor with the zone of its service', () => {
    const host = hypervisorSchema.parse(
      hypervisors.response.body.hypervisors[0],
    );
    const service = services.response.body.services
      .map(one => serviceSchema.parse(one))
      .find(one => one.host === 'compute-1');
    expect(
      toHypervisorItem(host, service, undefined, ['rack-1']),
    ).toMatchObject({
      externalId: '4dcddeed-f522-49da-94ba-a7a29031a0bd',
      name: 'compute-1',
      status: 'up',
      zone: 'nova',
      attributes: {
        hostname: 'compute-1',
        addresses: ['127.0.0.1'],
        aggregates: ['rack-1'],
      },
    });
    const state = (changes: object, more: object = {}) =>
      toHypervisorItem(
        { ...host, ...changes },
        { ...service!, ...more },
        undefined,
        [],
      ).status;
    expect(state({ status: 'disabled' })).toBe('disabled');
    expect(state({ state: 'down', status: 'disabled' })).toBe('down');
    expect(state({}, { forced_down: true })).toBe('down');
  });

  it('make the capacity of a host with its GPUs', () => {
    const parse = (body: { inventories: Record<string, object> }) =>
      Object.fromEntries(
        Object.entries(body.inventories).map(([name, one]) => [
          name,
          inventorySchema.parse(one),
        ]),
      );
    const root = summarySchema.parse(
      candidates.response.body.provider_summaries[
        '4dcddeed-f522-49da-94ba-a7a29031a0bd'
      ],
    );
    const capacity = toHostCapacity(
      [
        {
          inventories: parse(inventories.response.body),
          used: { VCPU: 110, MEMORY_MB: 56320, DISK_GB: 110 },
          traits: root.traits,
        },
        {
          inventories: parse(vgpus.response.body),
          used: { VGPU: 3 },
          traits: ['CUSTOM_NVIDIA_A100'],
        },
        {
          inventories: parse(vgpus.response.body),
          used: { VGPU: 0 },
          traits: [],
        },
      ],
      gpuModels,
    );
    expect(capacity.total).toEqual({
      vcpus: 1000,
      memoryBytes: 800000 * MiB,
      storageBytes: 600000 * GiB,
      instances: 0,
      gpus: { 'a100-4g/vgpu': 4, 'some-vgpu/vgpu': 4 },
    });
    expect(capacity.reserved.memoryBytes).toBe(512 * MiB);
    // (800000 − 512) × 1.5
    expect(capacity.deliverable.memoryBytes).toBe(1199232 * MiB);
    expect(capacity.deliverable.vcpus).toBe(16000);
    expect(capacity.deliverable.memoryBytes / MiB).toBe(
      root.resources.MEMORY_MB.capacity,
    );
    expect(capacity.allocated).toMatchObject({
      vcpus: 110,
      gpus: { 'a100-4g/vgpu': 3, 'some-vgpu/vgpu': 0 },
    });
  });

  it('make projects, networks and images', () => {
    const [project] = projects.response.body.projects.map(one =>
      toProjectItem(projectSchema.parse(one)),
    );
    expect(project).toMatchObject({ kind: 'project', name: 'osf-team-a' });
    const made = toNetworkItem(
      networkSchema.parse({
        ...network.response.body.network,
        description: 'ironstage-op-7',
      }),
      ['10.77.0.0/24', '10.1.0.0/16'],
    );
    expect(made).toMatchObject({
      name: 'osf-net',
      status: 'active',
      projectExternalId: '76b7e67e332c4e5aa536a0c8df64f071',
      attributes: {
        cidrs: ['10.1.0.0/16', '10.77.0.0/24'],
        external: false,
        shared: false,
        operationId: '7',
      },
    });
    const [wire] = images.response.body.images;
    const image = imageSchema.parse({ ...wire, visibility: 'public' });
    expect(
      toImageItem({ ...image, os_distro: 'debian', os_version: '12' }),
    ).toMatchObject({
      name: 'osf-snap',
      projectExternalId: undefined,
      attributes: { shared: true, minStorageBytes: GiB, os: 'debian 12' },
    });
    expect(
      toImageItem({
        ...image,
        size: 900,
        disk_format: 'qcow2',
        architecture: 'x86_64',
        hw_firmware_type: 'uefi',
        hw_qemu_guest_agent: 'yes',
      }).attributes,
    ).toMatchObject({
      visibility: 'public',
      sizeBytes: 900,
      diskFormat: 'qcow2',
      architecture: 'x86_64',
      firmware: 'uefi',
      guestAgent: true,
    });
    expect(toImageItem({ ...image, visibility: 'private' })).toMatchObject({
      projectExternalId: '76b7e67e332c4e5aa536a0c8df64f071',
      attributes: { shared: false },
    });
  });

  it('make an image of a snapshot that says of what, for what, and whose it is', () => {
    expect(
      toImageItem(imageSchema.parse(snapshotImage.response.body)),
    ).toMatchObject({
      name: 'snap',
      projectExternalId: 'e9dea0c1008242378dbd67b647da665f',
      attributes: {
        shared: false,
        snapshot: true,
        snapshotOf: '9ba3765f-552f-4cfc-9034-3c5cc766d4e9',
        operationId: 'op-9',
      },
    });
  });
});
