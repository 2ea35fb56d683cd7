import { BaremetalClient } from '../client/baremetal/BaremetalClient';
import { ServerActionsClient } from '../client/compute/actions/ServerActionsClient';
import { AggregatesClient } from '../client/compute/aggregates/AggregatesClient';
import { FlavorsClient } from '../client/compute/flavors/FlavorsClient';
import { HypervisorsClient } from '../client/compute/hypervisors/HypervisorsClient';
import { KeypairsClient } from '../client/compute/keypairs/KeypairsClient';
import { ComputeQuotasClient } from '../client/compute/quotas/ComputeQuotasClient';
import { ServerGroupsClient } from '../client/compute/serverGroups/ServerGroupsClient';
import { ServersClient } from '../client/compute/servers/ServersClient';
import { AccessClient } from '../client/identity/access/AccessClient';
import { ProjectsClient } from '../client/identity/projects/ProjectsClient';
import { LimitsClient } from '../client/identity/limits/LimitsClient';
import { ImagesClient } from '../client/image/images/ImagesClient';
import { NetworkClients } from '../client/network/NetworkClients';
import { ProvidersClient } from '../client/placement/providers/ProvidersClient';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import { VolumesClient } from '../client/volume/volumes/VolumesClient';

/** All resource clients of one cloud. */
export interface Clients {
  projects: ProjectsClient;
  access: AccessClient;
  limits: LimitsClient;
  servers: ServersClient;
  serverActions: ServerActionsClient;
  serverGroups: ServerGroupsClient;
  keypairs: KeypairsClient;
  flavors: FlavorsClient;
  hypervisors: HypervisorsClient;
  aggregates: AggregatesClient;
  computeQuotas: ComputeQuotasClient;
  providers: ProvidersClient;
  network: NetworkClients;
  images: ImagesClient;
  volumes: VolumesClient;
  baremetal: BaremetalClient;
}

/** Makes the clients; contacts nobody. */
export function createClients(transport: OpenStackTransport): Clients {
  return {
    projects: new ProjectsClient(transport),
    access: new AccessClient(transport),
    limits: new LimitsClient(transport),
    servers: new ServersClient(transport),
    serverActions: new ServerActionsClient(transport),
    serverGroups: new ServerGroupsClient(transport),
    keypairs: new KeypairsClient(transport),
    flavors: new FlavorsClient(transport),
    hypervisors: new HypervisorsClient(transport),
    aggregates: new AggregatesClient(transport),
    computeQuotas: new ComputeQuotasClient(transport),
    providers: new ProvidersClient(transport),
    network: new NetworkClients(transport),
    images: new ImagesClient(transport),
    volumes: new VolumesClient(transport),
    baremetal: new BaremetalClient(transport),
  };
}
