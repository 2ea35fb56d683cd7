import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  createPortalInfraClient,
  infraClientApiRef,
} from './api/infraClientApi';
import {
  auditRouteRef,
  capacityRouteRef,
  approvalsRouteRef,
  costsRouteRef,
  imagesRouteRef,
  monitoringRouteRef,
  networksRouteRef,
  inventoryRouteRef,
  operationRouteRef,
  operationsRouteRef,
  projectRouteRef,
  projectsRouteRef,
  providersRouteRef,
  racksRouteRef,
  templateRouteRef,
  topologyRouteRef,
} from './routes';

/** Ironstage in an app on the old frontend system. @public */
export const infraPlugin = createPlugin({
  id: 'infra',
  apis: [
    createApiFactory({
      api: infraClientApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createPortalInfraClient(fetchApi),
    }),
  ],
  routes: {
    inventory: inventoryRouteRef,
    capacity: capacityRouteRef,
    racks: racksRouteRef,
    topology: topologyRouteRef,
    projects: projectsRouteRef,
    project: projectRouteRef,
    images: imagesRouteRef,
    monitoring: monitoringRouteRef,
    approvals: approvalsRouteRef,
    costs: costsRouteRef,
    audit: auditRouteRef,
    networks: networksRouteRef,
    providers: providersRouteRef,
    operations: operationsRouteRef,
    operation: operationRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
});

/** The inventory, for `/infra/inventory`. @public */
export const InfraInventoryPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraInventoryPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyInventoryPage),
    mountPoint: inventoryRouteRef,
  }),
);

/** The capacity overview, for `/infra/capacity`. @public */
export const InfraCapacityPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraCapacityPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyCapacityPage),
    mountPoint: capacityRouteRef,
  }),
);

/** What Prometheus is told, for `/infra/monitoring`. @public */
export const InfraMonitoringPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraMonitoringPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyMonitoringPage),
    mountPoint: monitoringRouteRef,
  }),
);

/** Golden images, for `/infra/images`. @public */
export const InfraImagesPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraImagesPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyImagesPage),
    mountPoint: imagesRouteRef,
  }),
);

/** What waits for a decision, for `/infra/approvals`. @public */
export const InfraApprovalsPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraApprovalsPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyApprovalsPage),
    mountPoint: approvalsRouteRef,
  }),
);

/** What projects cost, for `/infra/costs`. @public */
export const InfraCostsPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraCostsPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyCostsPage),
    mountPoint: costsRouteRef,
  }),
);

/** Who did what, for `/infra/audit`. @public */
export const InfraAuditPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraAuditPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyAuditPage),
    mountPoint: auditRouteRef,
  }),
);

/** What networks are for, for `/infra/networks`. @public */
export const InfraNetworksPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraNetworksPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyNetworksPage),
    mountPoint: networksRouteRef,
  }),
);

/** Racks, for `/infra/racks`. @public */
export const InfraRacksPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraRacksPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyRacksPage),
    mountPoint: racksRouteRef,
  }),
);

/** Topology and blast radius, for `/infra/topology`. @public */
export const InfraTopologyPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraTopologyPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyTopologyPage),
    mountPoint: topologyRouteRef,
  }),
);

/** Projects, for `/infra/projects`. @public */
export const InfraProjectsPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraProjectsPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyProjectsPage),
    mountPoint: projectsRouteRef,
  }),
);

/** Operations, for `/infra/operations`. @public */
export const InfraOperationsPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraOperationsPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyOperationsPage),
    mountPoint: operationsRouteRef,
  }),
);

/** Providers and their health, for `/infra/providers`. @public */
export const InfraProvidersPage = infraPlugin.provide(
  createRoutableExtension({
    name: 'InfraProvidersPage',
    component: () =>
      import('./legacy/LegacyPages').then(m => m.LegacyProvidersPage),
    mountPoint: providersRouteRef,
  }),
);

/** Card of the instance an entity stands for. @public */
export const EntityInfraInstanceCard = infraPlugin.provide(
  createComponentExtension({
    name: 'EntityInfraInstanceCard',
    component: {
      lazy: () => import('./cards/InstanceCard').then(m => m.InstanceCard),
    },
  }),
);

/** Card of the project an entity stands for. @public */
export const EntityInfraProjectCard = infraPlugin.provide(
  createComponentExtension({
    name: 'EntityInfraProjectCard',
    component: {
      lazy: () =>
        import('./cards/ProjectUsageCard').then(m => m.ProjectUsageCard),
    },
  }),
);
