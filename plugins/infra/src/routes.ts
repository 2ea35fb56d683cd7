import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/** The inventory. @public */
export const inventoryRouteRef = createRouteRef({ id: 'infra.inventory' });
/** The capacity overview. @public */
export const capacityRouteRef = createRouteRef({ id: 'infra.capacity' });
/** What networks are for. @public */
export const networksRouteRef = createRouteRef({ id: 'infra.networks' });
/** Golden images. @public */
export const imagesRouteRef = createRouteRef({ id: 'infra.images' });
/** What projects cost. @public */
export const costsRouteRef = createRouteRef({ id: 'infra.costs' });
/** Who did what. @public */
export const auditRouteRef = createRouteRef({ id: 'infra.audit' });
/** What Prometheus is told. @public */
export const monitoringRouteRef = createRouteRef({ id: 'infra.monitoring' });
/** Racks with what is in them. @public */
export const racksRouteRef = createRouteRef({ id: 'infra.racks' });
/** What stands on what, and what goes down with it. @public */
export const topologyRouteRef = createRouteRef({ id: 'infra.topology' });
/** What waits for a decision. @public */
export const approvalsRouteRef = createRouteRef({ id: 'infra.approvals' });
/** Providers and their health. @public */
export const providersRouteRef = createRouteRef({ id: 'infra.providers' });
/** The list of projects. @public */
export const projectsRouteRef = createRouteRef({ id: 'infra.projects' });
/** One project, by name. @public */
export const projectRouteRef = createSubRouteRef({
  id: 'infra.project',
  parent: projectsRouteRef,
  path: '/:name',
});
/** The list of operations. @public */
export const operationsRouteRef = createRouteRef({ id: 'infra.operations' });
/** One operation, by id. @public */
export const operationRouteRef = createSubRouteRef({
  id: 'infra.operation',
  parent: operationsRouteRef,
  path: '/:id',
});
/** The form of one template; the scaffolder's own by default. @public */
export const templateRouteRef = createExternalRouteRef({
  id: 'infra.template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
