import { AccountClient } from './account/AccountClient';
import { ControllersClient } from './controllers/ControllersClient';
import { DevicesClient } from './devices/DevicesClient';
import { EventsClient } from './events/EventsClient';
import { ImagesClient } from './images/ImagesClient';
import { MachinesClient } from './machines/MachinesClient';
import { NetworkClient } from './network/NetworkClient';
import { PoolsClient } from './pools/PoolsClient';
import type { MaasTransport } from './transport/MaasTransport';

/** All resource clients of one region. */
export interface Clients {
  account: AccountClient;
  controllers: ControllersClient;
  devices: DevicesClient;
  events: EventsClient;
  images: ImagesClient;
  machines: MachinesClient;
  network: NetworkClient;
  pools: PoolsClient;
}

/** Makes the clients; contacts nobody. */
export function createClients(transport: MaasTransport): Clients {
  return {
    account: new AccountClient(transport),
    controllers: new ControllersClient(transport),
    devices: new DevicesClient(transport),
    events: new EventsClient(transport),
    images: new ImagesClient(transport),
    machines: new MachinesClient(transport),
    network: new NetworkClient(transport),
    pools: new PoolsClient(transport),
  };
}
