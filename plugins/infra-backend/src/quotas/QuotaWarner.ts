import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  addVectors,
  formatAmount,
  type ProjectUsage,
} from '@ironstage/plugin-infra-common';
import { setImmediate } from 'node:timers/promises';
import type { ProjectStore, StoredProject } from '../projects/ProjectStore';
import type { UsageCalculator } from '../projects/UsageCalculator';
import type { QuotaStore, QuotaWarning } from './QuotaStore';
import { amountsOf, nameOf } from './quotaWords';

/** Projects that are looked at in one go; others get their turn between two. */
const BATCH = 10;

interface Level {
  dimension: string;
  held: number;
  limit: number;
  /** the highest threshold that is reached; null when none is */
  share: number | null;
}

/** How far each part of a quota is used up, reservations included. */
function levelsOf(
  { quota, used, reserved }: ProjectUsage,
  thresholds: number[],
): Level[] {
  const held = amountsOf(addVectors(used, reserved));
  return Object.entries(amountsOf(quota))
    .filter(([, limit]) => limit > 0)
    .map(([dimension, limit]) => ({
      dimension,
      limit,
      held: held[dimension] ?? 0,
      share:
        thresholds
          .filter(one => (held[dimension] ?? 0) >= one * limit)
          .sort((a, b) => b - a)[0] ?? null,
    }));
}

/** Tells a team once when its project reaches a share of its quota, before anything is refused. */
export class QuotaWarner {
  constructor(
    private readonly services: {
      projects: ProjectStore;
      usage: UsageCalculator;
      quotas: QuotaStore;
      notifications: NotificationService;
      logger: LoggerService;
      /** shares of a quota, such as 0.8 */
      thresholds: number[];
    },
  ) {}

  async run(signal?: AbortSignal): Promise<void> {
    const { projects, thresholds } = this.services;
    for (let offset = 0; thresholds.length > 0; offset += BATCH) {
      const { items } = await projects.list({ limit: BATCH, offset }, 'all');
      if (items.length === 0 || signal?.aborted) {
        return;
      }
      await this.look(items.filter(one => one.state === 'active'));
      await setImmediate();
    }
  }

  private async look(projects: StoredProject[]) {
    const { usage, quotas, thresholds } = this.services;
    const usages = await usage.usage(projects);
    const told = await quotas.warnings(projects.map(one => one.name));
    for (const project of projects) {
      const mine = new Map(
        told
          .filter(one => one.project === project.name)
          .map(one => [one.dimension, one]),
      );
      const levels = levelsOf(
        usages.get(project.name) as ProjectUsage,
        thresholds,
      );
      for (const level of levels) {
        await this.tell(project, level, mine.get(level.dimension));
      }
      for (const [dimension, one] of mine) {
        if (!levels.some(level => level.dimension === dimension)) {
          await quotas.lower(one, null);
        }
      }
    }
  }

  private async tell(
    project: StoredProject,
    level: Level,
    told: QuotaWarning | undefined,
  ) {
    const { quotas, logger } = this.services;
    const { share, dimension } = level;
    if (told && (share === null || share < told.share)) {
      await quotas.lower(told, share);
    }
    if (share === null || (told && told.share >= share)) {
      return;
    }
    const warning = { project: project.name, dimension, share };
    // on record before it is sent: another replica, or this one after a crash, does not send it again
    if (!(await quotas.warned(warning, told?.share ?? null))) {
      return;
    }
    try {
      await this.send(project, level, share);
    } catch (error) {
      logger.warn(`Could not warn ${project.owner}: ${error}`);
      await quotas.lower(warning, told?.share ?? null);
    }
  }

  private send(
    { name, owner }: StoredProject,
    { dimension, held, limit }: Level,
    share: number,
  ) {
    const full = held >= limit;
    return this.services.notifications.send({
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        title: full
          ? `${name} has used up its ${nameOf(dimension)}`
          : `${name} uses more than ${Math.round(
              share * 100,
            )} % of its ${nameOf(dimension)}`,
        description: `${formatAmount(dimension, held)} of ${formatAmount(
          dimension,
          limit,
        )} are used or reserved. ${
          full
            ? 'Requests for more are refused now'
            : 'Beyond that, requests are refused'
        }: give something back, or ask for a higher quota on the page of the project.`,
        link: `/infra/projects/${name}`,
        severity: full || share >= 0.95 ? 'high' : 'normal',
        topic: 'infra-quotas',
        scope: `quota-${name}-${dimension}`,
      },
    });
  }
}
