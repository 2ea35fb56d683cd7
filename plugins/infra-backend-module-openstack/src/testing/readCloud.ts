import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type {
  GpuDevice,
  InventoryItem,
  ReadProblem,
} from '@ironstage/plugin-infra-node';
import flavors from '../__fixtures__/zed-flavors-detail.json';
import hypervisors from '../__fixtures__/zed-hypervisors-2.88.json';
import images from '../__fixtures__/zed-images-page.json';
import ironicNodes from '../__fixtures__/zed-ironic-nodes-detail.json';
import versions from '../__fixtures__/zed-ironic-versions.json';
import network from '../__fixtures__/zed-network.json';
import servers from '../__fixtures__/zed-servers-detail.json';
import volumes from '../__fixtures__/zed-volumes-detail.json';
import { OpenStackProvider } from '../provider/OpenStackProvider';
import { startScriptedCloud, type ScriptedAnswer } from './scriptedCloud';

type Route = ScriptedAnswer | ((url: URL) => ScriptedAnswer);

const [host] = hypervisors.response.body.hypervisors;
const [server] = servers.response.body.servers;

/** A recorded row of each kind. */
export const recorded = {
  host,
  server,
  flavor: flavors.response.body.flavors[0],
  // the recorded one is a snapshot
  image: { ...images.response.body.images[0], image_type: null },
  volume: volumes.response.body.volumes[0],
  network: network.response.body.network,
  node: ironicNodes.response.body.nodes[0],
};

/** A hypervisor by an id that is its name, too. */
export const hypervisor = (id: string, more: object = {}) => ({
  ...host,
  id,
  hypervisor_hostname: id,
  ...more,
});

/** Inventories of a provider with eight processors. */
export const stock = {
  inventories: {
    VCPU: { total: 8, reserved: 0, allocation_ratio: 1 },
  },
};

/** What the candidates say of a provider with that stock, two of which are taken. */
export const summary = (uuid: string) => ({
  resources: { VCPU: { capacity: 8, used: 2 } },
  traits: [],
  parent_provider_uuid: null,
  root_provider_uuid: uuid,
});

/** A resource provider that is the root of its tree. */
export const root = (uuid: string) => ({
  uuid,
  name: uuid,
  root_provider_uuid: uuid,
  generation: 1,
});

/** Rows in pages of 200, as services send them. */
export const paged =
  (name: string, rows: Array<{ id: string }>) =>
  (url: URL): ScriptedAnswer => {
    const marker = url.searchParams.get('marker');
    const from = rows.findIndex(row => row.id === marker) + 1;
    const page = rows.slice(from, from + 200);
    const more = from + 200 < rows.length;
    const href = `http://cloud/?marker=${page[page.length - 1]?.id}`;
    return {
      body: {
        [name]: page,
        ...(more && { [`${name}_links`]: [{ rel: 'next', href }] }),
      },
    };
  };

/** A cloud by its routes, and a provider that reads it. It is empty where the test says nothing. */
export async function readCloud() {
  const problems: ReadProblem[] = [];
  const routes: Record<string, Route> = {
    '/compute/v2.1/os-services': { body: { services: [] } },
    '/compute/v2.1/os-aggregates': { body: { aggregates: [] } },
    '/compute/v2.1/os-server-groups': { body: { server_groups: [] } },
    '/compute/v2.1/os-hypervisors/detail': { body: { hypervisors: [] } },
    '/network/v2.0/subnets': { body: { subnets: [] } },
  };
  const cloud = await startScriptedCloud(({ path }) => {
    const url = new URL(path, 'http://cloud');
    const route = routes[url.pathname];
    return typeof route === 'function' ? route(url) : route;
  });
  cloud.state.endpoints['block-storage'] = '/volume/v3';
  let provider = new OpenStackProvider(cloud.connect());

  const options = () => ({
    signal: AbortSignal.timeout(30_000),
    onProblem: (problem: ReadProblem) => {
      problems.push(problem);
    },
  });

  return {
    cloud,
    routes,
    problems,
    options,
    provider: () => provider,
    /** As after a restart, or with another configuration. */
    connect(changes: Record<string, unknown> = {}) {
      provider = new OpenStackProvider(cloud.connect(changes));
    },
    async read(kind: ResourceKind): Promise<InventoryItem[]> {
      const items: InventoryItem[] = [];
      for await (const page of provider.inventory.pages(kind, options())) {
        items.push(...page);
      }
      return items;
    },
    async devices(): Promise<GpuDevice[]> {
      const found: GpuDevice[] = [];
      for await (const page of provider.gpus.devices(options())) {
        found.push(...page);
      }
      return found;
    },
    asked: () =>
      cloud.calls().map(call => new URL(call.path, 'http://cloud').pathname),
    hosts(...rows: object[]) {
      routes['/compute/v2.1/os-hypervisors/detail'] = paged(
        'hypervisors',
        rows as Array<{ id: string }>,
      );
    },
    placement(providers: object[], ...summaries: string[]) {
      routes['/placement/resource_providers'] = {
        body: { resource_providers: providers },
      };
      routes['/placement/allocation_candidates'] = {
        body: {
          provider_summaries: Object.fromEntries(
            summaries.map(uuid => [uuid, summary(uuid)]),
          ),
        },
      };
    },
    inventories(uuid: string, body: object = stock) {
      routes[`/placement/resource_providers/${uuid}/inventories`] = { body };
    },
    /** The catalog gets an Ironic with these nodes and a conductor. */
    nodes(...rows: unknown[]) {
      cloud.state.endpoints.baremetal = '/baremetal';
      routes['/baremetal/v1/'] = {
        body: { id: 'v1', version: versions.response.body.versions[0] },
      };
      routes['/baremetal/v1/nodes/detail'] = { body: { nodes: rows } };
      routes['/baremetal/v1/ports'] = { body: { ports: [] } };
      routes['/baremetal/v1/conductors'] = { body: { conductors: [] } };
    },
  };
}

/** {@inheritDoc readCloud} */
export type ReadCloud = Awaited<ReturnType<typeof readCloud>>;
