import { Content, Header, Page } from '@backstage/core-components';
import type { ReactNode } from 'react';
import { AuditContent } from '../pages/AuditPage/AuditContent';
import { ApprovalsContent } from '../pages/ApprovalsPage/ApprovalsContent';
import { CapacityContent } from '../pages/CapacityPage/CapacityContent';
import { CostsContent } from '../pages/CostsPage/CostsContent';
import { MonitoringContent } from '../pages/MonitoringPage/MonitoringContent';
import { ImagesContent } from '../pages/ImagesPage/ImagesContent';
import { NetworksContent } from '../pages/NetworksPage/NetworksContent';
import { InventoryContent } from '../pages/InventoryPage/InventoryContent';
import { OperationsRouter } from '../pages/OperationsPage/OperationsRouter';
import { ProjectsRouter } from '../pages/ProjectsPage/ProjectsRouter';
import { ProvidersContent } from '../pages/ProvidersPage/ProvidersContent';
import { RacksContent } from '../pages/RacksPage/RacksContent';
import { TopologyContent } from '../pages/TopologyPage/TopologyContent';

function Shell(props: { title: string; children: ReactNode }) {
  return (
    <Page themeId="tool">
      <Header title={props.title} />
      <Content noPadding>{props.children}</Content>
    </Page>
  );
}

/** The inventory with the header of an app on the old frontend system. */
export function LegacyInventoryPage() {
  return (
    <Shell title="Inventory">
      <InventoryContent />
    </Shell>
  );
}

/** The capacity overview with the header of an app on the old frontend system. */
export function LegacyCapacityPage() {
  return (
    <Shell title="Capacity">
      <CapacityContent />
    </Shell>
  );
}

/** What networks are for with the header of an app on the old frontend system. */
export function LegacyNetworksPage() {
  return (
    <Shell title="Networks">
      <NetworksContent />
    </Shell>
  );
}

/** What Prometheus is told with the header of an app on the old frontend system. */
export function LegacyMonitoringPage() {
  return (
    <Shell title="Monitoring">
      <MonitoringContent />
    </Shell>
  );
}

/** Golden images with the header of an app on the old frontend system. */
export function LegacyImagesPage() {
  return (
    <Shell title="Images">
      <ImagesContent />
    </Shell>
  );
}

/** What waits for a decision with the header of an app on the old frontend system. */
export function LegacyApprovalsPage() {
  return (
    <Shell title="Approvals">
      <ApprovalsContent />
    </Shell>
  );
}

/** Racks with the header of an app on the old frontend system. */
export function LegacyRacksPage() {
  return (
    <Shell title="Racks">
      <RacksContent />
    </Shell>
  );
}

/** What projects cost, with the header of an app on the old frontend system. */
export function LegacyCostsPage() {
  return (
    <Shell title="Costs">
      <CostsContent />
    </Shell>
  );
}

/** Who did what, with the header of an app on the old frontend system. */
export function LegacyAuditPage() {
  return (
    <Shell title="Audit">
      <AuditContent />
    </Shell>
  );
}

/** Topology with the header of an app on the old frontend system. */
export function LegacyTopologyPage() {
  return (
    <Shell title="Topology">
      <TopologyContent />
    </Shell>
  );
}

/** Projects with the header of an app on the old frontend system. */
export function LegacyProjectsPage() {
  return (
    <Shell title="Projects">
      <ProjectsRouter />
    </Shell>
  );
}

/** Operations with the header of an app on the old frontend system. */
export function LegacyOperationsPage() {
  return (
    <Shell title="Operations">
      <OperationsRouter />
    </Shell>
  );
}

/** Providers with the header of an app on the old frontend system. */
export function LegacyProvidersPage() {
  return (
    <Shell title="Providers">
      <ProvidersContent />
    </Shell>
  );
}
