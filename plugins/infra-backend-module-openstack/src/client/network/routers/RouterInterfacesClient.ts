import { orUndefined } from '@ironstage/plugin-infra-node';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

/** The links between routers and subnets. */
export class RouterInterfacesClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** Refused with 400 when the router is on the subnet already: look at its ports first. */
  async add(
    routerId: string,
    subnetId: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'network',
      method: 'PUT',
      path: '/routers/{id}/add_router_interface',
      params: { id: routerId },
      body: { subnet_id: subnetId },
      signal,
    });
  }

  /** One that is gone is no error. */
  async remove(
    routerId: string,
    subnetId: string,
    signal: AbortSignal,
  ): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'network',
        method: 'PUT',
        path: '/routers/{id}/remove_router_interface',
        params: { id: routerId },
        body: { subnet_id: subnetId },
        signal,
      }),
    );
  }
}
