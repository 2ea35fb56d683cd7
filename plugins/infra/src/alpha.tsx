import { fetchApiRef } from '@backstage/core-plugin-api';
import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  ENTITY_TYPE_INSTANCE,
  ENTITY_TYPE_PROJECT,
} from '@ironstage/plugin-infra-common';
import ProvidersIcon from '@mui/icons-material/CloudOutlined';
import FolderIcon from '@mui/icons-material/FolderOutlined';
import ImagesIcon from '@mui/icons-material/AlbumOutlined';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import CostsIcon from '@mui/icons-material/PaymentsOutlined';
import MonitoringIcon from '@mui/icons-material/MonitorHeartOutlined';
import NetworksIcon from '@mui/icons-material/LanOutlined';
import TopologyIcon from '@mui/icons-material/AccountTreeOutlined';
import RacksIcon from '@mui/icons-material/DnsOutlined';
import CapacityIcon from '@mui/icons-material/Speed';
import InventoryIcon from '@mui/icons-material/Storage';
import ApprovalsIcon from '@mui/icons-material/HowToReg';
import OperationsIcon from '@mui/icons-material/PlaylistPlay';
import { formFieldExtensions } from './alphaFormFields';
import { searchExtensions } from './alphaSearch';
import {
  createPortalInfraClient,
  infraClientApiRef,
} from './api/infraClientApi';
import {
  auditRouteRef,
  approvalsRouteRef,
  capacityRouteRef,
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

const infraApi = ApiBlueprint.make({
  params: define =>
    define({
      api: infraClientApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => createPortalInfraClient(fetchApi),
    }),
});

const projectsPage = PageBlueprint.make({
  name: 'projects',
  params: {
    path: '/infra/projects',
    title: 'Projects',
    icon: <FolderIcon fontSize="inherit" />,
    routeRef: projectsRouteRef,
    loader: () =>
      import('./pages/ProjectsPage/ProjectsRouter').then(m => (
        <m.ProjectsRouter />
      )),
  },
});

const inventoryPage = PageBlueprint.make({
  name: 'inventory',
  params: {
    path: '/infra/inventory',
    title: 'Inventory',
    icon: <InventoryIcon fontSize="inherit" />,
    routeRef: inventoryRouteRef,
    loader: () =>
      import('./pages/InventoryPage/InventoryContent').then(m => (
        <m.InventoryContent />
      )),
  },
});

const capacityPage = PageBlueprint.make({
  name: 'capacity',
  params: {
    path: '/infra/capacity',
    title: 'Capacity',
    icon: <CapacityIcon fontSize="inherit" />,
    routeRef: capacityRouteRef,
    loader: () =>
      import('./pages/CapacityPage/CapacityContent').then(m => (
        <m.CapacityContent />
      )),
  },
});

const imagesPage = PageBlueprint.make({
  name: 'images',
  params: {
    path: '/infra/images',
    title: 'Images',
    icon: <ImagesIcon fontSize="inherit" />,
    routeRef: imagesRouteRef,
    loader: () =>
      import('./pages/ImagesPage/ImagesContent').then(m => <m.ImagesContent />),
  },
});

const costsPage = PageBlueprint.make({
  name: 'costs',
  params: {
    path: '/infra/costs',
    title: 'Costs',
    icon: <CostsIcon fontSize="inherit" />,
    routeRef: costsRouteRef,
    loader: () =>
      import('./pages/CostsPage/CostsContent').then(m => <m.CostsContent />),
  },
});

const auditPage = PageBlueprint.make({
  name: 'audit',
  params: {
    path: '/infra/audit',
    title: 'Audit',
    icon: <AuditIcon fontSize="inherit" />,
    routeRef: auditRouteRef,
    loader: () =>
      import('./pages/AuditPage/AuditContent').then(m => <m.AuditContent />),
  },
});

const monitoringPage = PageBlueprint.make({
  name: 'monitoring',
  params: {
    path: '/infra/monitoring',
    title: 'Monitoring',
    icon: <MonitoringIcon fontSize="inherit" />,
    routeRef: monitoringRouteRef,
    loader: () =>
      import('./pages/MonitoringPage/MonitoringContent').then(m => (
        <m.MonitoringContent />
      )),
  },
});

const networksPage = PageBlueprint.make({
  name: 'networks',
  params: {
    path: '/infra/networks',
    title: 'Networks',
    icon: <NetworksIcon fontSize="inherit" />,
    routeRef: networksRouteRef,
    loader: () =>
      import('./pages/NetworksPage/NetworksContent').then(m => (
        <m.NetworksContent />
      )),
  },
});

const racksPage = PageBlueprint.make({
  name: 'racks',
  params: {
    path: '/infra/racks',
    title: 'Racks',
    icon: <RacksIcon fontSize="inherit" />,
    routeRef: racksRouteRef,
    loader: () =>
      import('./pages/RacksPage/RacksContent').then(m => <m.RacksContent />),
  },
});

const topologyPage = PageBlueprint.make({
  name: 'topology',
  params: {
    path: '/infra/topology',
    title: 'Topology',
    icon: <TopologyIcon fontSize="inherit" />,
    routeRef: topologyRouteRef,
    loader: () =>
      import('./pages/TopologyPage/TopologyContent').then(m => (
        <m.TopologyContent />
      )),
  },
});

const operationsPage = PageBlueprint.make({
  name: 'operations',
  params: {
    path: '/infra/operations',
    title: 'Operations',
    icon: <OperationsIcon fontSize="inherit" />,
    routeRef: operationsRouteRef,
    loader: () =>
      import('./pages/OperationsPage/OperationsRouter').then(m => (
        <m.OperationsRouter />
      )),
  },
});

const approvalsPage = PageBlueprint.make({
  name: 'approvals',
  params: {
    path: '/infra/approvals',
    title: 'Approvals',
    icon: <ApprovalsIcon fontSize="inherit" />,
    routeRef: approvalsRouteRef,
    loader: () =>
      import('./pages/ApprovalsPage/ApprovalsContent').then(m => (
        <m.ApprovalsContent />
      )),
  },
});

const providersPage = PageBlueprint.make({
  name: 'providers',
  params: {
    path: '/infra/providers',
    title: 'Providers',
    icon: <ProvidersIcon fontSize="inherit" />,
    routeRef: providersRouteRef,
    loader: () =>
      import('./pages/ProvidersPage/ProvidersContent').then(m => (
        <m.ProvidersContent />
      )),
  },
});

const instanceCard = EntityCardBlueprint.make({
  name: 'instance',
  params: {
    type: 'content',
    filter: { kind: 'resource', 'spec.type': ENTITY_TYPE_INSTANCE },
    loader: () => import('./cards/InstanceCard').then(m => <m.InstanceCard />),
  },
});

const projectCard = EntityCardBlueprint.make({
  name: 'project',
  params: {
    type: 'content',
    filter: {
      kind: { $in: ['system', 'resource'] },
      'spec.type': ENTITY_TYPE_PROJECT,
    },
    loader: () =>
      import('./cards/ProjectUsageCard').then(m => <m.ProjectUsageCard />),
  },
});

/** Ironstage in the new frontend system. @alpha */
export default createFrontendPlugin({
  pluginId: 'infra',
  title: 'Infrastructure',
  info: { packageJson: () => import('../package.json') },
  routes: {
    inventory: inventoryRouteRef,
    capacity: capacityRouteRef,
    images: imagesRouteRef,
    costs: costsRouteRef,
    audit: auditRouteRef,
    monitoring: monitoringRouteRef,
    networks: networksRouteRef,
    racks: racksRouteRef,
    topology: topologyRouteRef,
    projects: projectsRouteRef,
    project: projectRouteRef,
    providers: providersRouteRef,
    operations: operationsRouteRef,
    approvals: approvalsRouteRef,
    operation: operationRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    infraApi,
    projectsPage,
    inventoryPage,
    capacityPage,
    imagesPage,
    costsPage,
    auditPage,
    monitoringPage,
    networksPage,
    racksPage,
    topologyPage,
    operationsPage,
    approvalsPage,
    providersPage,
    instanceCard,
    projectCard,
    ...formFieldExtensions,
    ...searchExtensions,
  ],
});
