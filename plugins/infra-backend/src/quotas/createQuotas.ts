import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { InfraConfig } from '../config/InfraConfig';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProjectStore } from '../projects/ProjectStore';
import type { UsageCalculator } from '../projects/UsageCalculator';
import { AuthorizedQuotasService } from './AuthorizedQuotasService';
import { DefaultQuotasService } from './DefaultQuotasService';
import { QuotaWarner } from './QuotaWarner';
import type { QuotaStore } from './QuotaStore';

/** What became of quotas, and warnings before they are used up. */
export function createQuotas(parts: {
  quotas: QuotaStore;
  projects: { store: ProjectStore; usage: UsageCalculator };
  gatekeeper: Gatekeeper;
  notifications: NotificationService;
  logger: LoggerService;
  config: InfraConfig;
}) {
  const { projects, config } = parts;
  return {
    guarded: new AuthorizedQuotasService(
      new DefaultQuotasService({ ...parts, projects: projects.store }),
      parts.gatekeeper,
    ),
    warner: new QuotaWarner({
      ...parts,
      projects: projects.store,
      usage: projects.usage,
      thresholds: config.quotas.warnAt,
    }),
  };
}
