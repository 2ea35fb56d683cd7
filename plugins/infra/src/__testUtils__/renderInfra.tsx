import { renderInTestApp, mockApis } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { InfraClient } from '@ironstage/plugin-infra-common';
import type { ReactElement } from 'react';
import { SWRConfig } from 'swr';
import { infraClientApiRef } from '../api/infraClientApi';
import {
  capacityRouteRef,
  inventoryRouteRef,
  operationsRouteRef,
  projectsRouteRef,
  racksRouteRef,
  templateRouteRef,
  topologyRouteRef,
} from '../routes';

/** Who looks at the page. */
export const ME = 'user:default/dana';

/**
 * A client of which only the given methods answer. Any other call fails the way a
 * refused request does, so that a page can not get by on data nobody meant to give it.
 */
export function aClient(methods: Partial<InfraClient>): InfraClient {
  return new Proxy(methods, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (async () => {
        throw new Error(`${String(name)} was not expected to be called`);
      }),
  }) as InfraClient;
}

/** Renders a page or a part of one as Dana of team payments sees it. */
export function renderInfra(
  element: ReactElement,
  methods: Partial<InfraClient>,
  options: {
    path?: string;
    at?: string;
    /** names of permissions the reader lacks */
    without?: string[];
  } = {},
) {
  const { path, at, without = [] } = options;
  // decisions of an earlier test would be remembered otherwise
  const alone = (
    <SWRConfig value={{ provider: () => new Map() }}>{element}</SWRConfig>
  );
  return renderInTestApp(alone, {
    ...(path && { mountPath: path }),
    initialRouteEntries: [at ?? '/'],
    mountedRoutes: {
      '/infra/inventory': inventoryRouteRef,
      '/infra/capacity': capacityRouteRef,
      '/infra/racks': racksRouteRef,
      '/infra/topology': topologyRouteRef,
      '/infra/projects': projectsRouteRef,
      '/infra/operations': operationsRouteRef,
      '/create/templates/:namespace/:templateName': templateRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      [infraClientApiRef, aClient(methods)],
      [catalogApiRef, catalogApiMock()],
      mockApis.permission({
        authorize: ({ permission }) =>
          without.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
      mockApis.identity({
        userEntityRef: ME,
        ownershipEntityRefs: [ME, 'group:default/payments'],
      }),
    ],
  });
}

/** An answer that never comes. */
export const never = () => new Promise<never>(() => {});
