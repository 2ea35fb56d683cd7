import { AccessClient } from './access/AccessClient';
import { ClusterClient } from './cluster/ClusterClient';
import { GuestsClient } from './guests/GuestsClient';
import { HardwareClient } from './hardware/HardwareClient';
import { MappingsClient } from './mappings/MappingsClient';
import { NetworksClient } from './networks/NetworksClient';
import { PoolsClient } from './pools/PoolsClient';
import { StorageClient } from './storage/StorageClient';
import { TasksClient } from './tasks/TasksClient';
import type { ProxmoxTransport } from './transport/ProxmoxTransport';

/** All resource clients of one cluster. */
export interface Clients {
  cluster: ClusterClient;
  guests: GuestsClient;
  tasks: TasksClient;
  pools: PoolsClient;
  storage: StorageClient;
  mappings: MappingsClient;
  hardware: HardwareClient;
  access: AccessClient;
  networks: NetworksClient;
}

/** Makes the clients; contacts nobody. */
export function createClients(transport: ProxmoxTransport): Clients {
  return {
    cluster: new ClusterClient(transport),
    guests: new GuestsClient(transport),
    tasks: new TasksClient(transport),
    pools: new PoolsClient(transport),
    storage: new StorageClient(transport),
    mappings: new MappingsClient(transport),
    hardware: new HardwareClient(transport),
    access: new AccessClient(transport),
    networks: new NetworksClient(transport),
  };
}
