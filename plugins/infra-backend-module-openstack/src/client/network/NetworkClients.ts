import type { OpenStackTransport } from '../transport/OpenStackTransport';
import { AgentsClient } from './agents/AgentsClient';
import { floatingIpSchema } from './floatingIps/types';
import { NeutronResource } from './neutronResource';
import { networkSchema, subnetSchema } from './networks/types';
import { portSchema } from './ports/types';
import { NetworkQuotasClient } from './quotas/NetworkQuotasClient';
import { RouterInterfacesClient } from './routers/RouterInterfacesClient';
import { routerSchema } from './routers/types';
import {
  securityGroupRuleSchema,
  securityGroupSchema,
} from './securityGroups/types';

/** Neutron, one client for each kind of object. */
export class NetworkClients {
  readonly networks;
  readonly subnets;
  readonly routers;
  readonly ports;
  readonly floatingIps;
  readonly securityGroups;
  readonly rules;
  readonly interfaces: RouterInterfacesClient;
  readonly agents: AgentsClient;
  readonly quotas: NetworkQuotasClient;

  constructor(transport: OpenStackTransport) {
    this.networks = new NeutronResource(transport, {
      path: 'networks',
      plural: 'networks',
      singular: 'network',
      schema: networkSchema,
    });
    this.subnets = new NeutronResource(transport, {
      path: 'subnets',
      plural: 'subnets',
      singular: 'subnet',
      schema: subnetSchema,
    });
    this.routers = new NeutronResource(transport, {
      path: 'routers',
      plural: 'routers',
      singular: 'router',
      schema: routerSchema,
    });
    this.ports = new NeutronResource(transport, {
      path: 'ports',
      plural: 'ports',
      singular: 'port',
      schema: portSchema,
    });
    this.floatingIps = new NeutronResource(transport, {
      path: 'floatingips',
      plural: 'floatingips',
      singular: 'floatingip',
      schema: floatingIpSchema,
    });
    this.securityGroups = new NeutronResource(transport, {
      path: 'security-groups',
      plural: 'security_groups',
      singular: 'security_group',
      schema: securityGroupSchema,
    });
    this.rules = new NeutronResource(transport, {
      path: 'security-group-rules',
      plural: 'security_group_rules',
      singular: 'security_group_rule',
      schema: securityGroupRuleSchema,
    });
    this.interfaces = new RouterInterfacesClient(transport);
    this.agents = new AgentsClient(transport);
    this.quotas = new NetworkQuotasClient(transport);
  }
}
