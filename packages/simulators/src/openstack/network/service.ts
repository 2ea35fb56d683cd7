import { RouteTable, reply } from '../../kernel/http/types';
import type { Service } from '../../kernel/http/serviceRouter';
import type { Access } from '../access';
import { authenticate } from '../authenticate';
import { notFoundText, plainReply } from '../body';
import type { TokenStore } from '../identity/TokenStore';
import type { OpenStackContext } from '../OpenStackContext';
import { availabilityRoutes } from './availabilityRoutes';
import { crudRoutes, tagRoutes } from './crudRoutes';
import { floatingIpResource } from './floatingIps';
import type { NetworkCore } from './NetworkCore';
import { networkResource } from './networks';
import { portResource } from './ports';
import { quotaRoutes } from './quotaRoutes';
import type { Resource } from './resource';
import { routerInterfaceRoutes, routerResource } from './routers';
import type { StandardRow } from './rows';
import {
  securityGroupResource,
  securityGroupRuleResource,
} from './securityGroups';
import { subnetResource } from './subnets';

/** Neutron 2.0 without agents. */
export function networkService(
  tokens: TokenStore,
  core: NetworkCore,
  context: OpenStackContext,
): Service<Access> {
  const open = new RouteTable<undefined>();
  open.get('/', call =>
    reply(200, {
      versions: [
        {
          id: 'v2.0',
          status: 'CURRENT',
          links: [{ rel: 'self', href: `${call.origin}/networking/v2.0/` }],
        },
      ],
    }),
  );
  const routes = new RouteTable<Access>();
  const add = <T extends StandardRow>(resource: Resource<T>) => {
    crudRoutes(routes, resource, core);
    tagRoutes(routes, resource);
  };
  const routers = routerResource(core);
  routerInterfaceRoutes(routes, routers, core);
  quotaRoutes(routes, core);
  availabilityRoutes(routes, core);
  add(networkResource(core));
  add(subnetResource(core));
  add(portResource(core));
  add(routers);
  add(securityGroupResource(core));
  add(securityGroupRuleResource(core));
  add(floatingIpResource(core));
  routes.get('/v2.0', call =>
    reply(200, {
      resources: ['networks', 'subnets', 'ports', 'routers'].map(name => ({
        name,
        collection: name,
        links: [
          { rel: 'self', href: `${call.origin}/networking/v2.0/${name}` },
        ],
      })),
    }),
  );
  return {
    name: 'network',
    prefix: '/networking',
    open: open.routes,
    routes: routes.routes,
    enter: call => authenticate(call, 'network', tokens, context),
    error: error => ({
      status: error.status,
      body: error.detail.body ?? {
        NeutronError: {
          type: error.detail.type ?? 'HTTPBadRequest',
          message: error.message,
          detail: '',
        },
      },
      headers: { 'Content-Type': 'application/json', ...error.detail.headers },
    }),
    unknownPath: () => plainReply(404, notFoundText),
    finish(call, answer) {
      if (call.path !== '/') {
        answer.headers = {
          'X-Openstack-Request-Id': call.requestId,
          ...answer.headers,
        };
      }
    },
  };
}
