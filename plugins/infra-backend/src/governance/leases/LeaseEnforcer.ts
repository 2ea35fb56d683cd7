import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Lease } from '@ironstage/plugin-infra-common';
import type { Admission } from '../../operations/Admission';
import type { OperationCatalog } from '../../operations/OperationCatalog';
import { RefusedError } from '../../operations/RefusedError';
import type { LeaseStore, StoredLease } from './LeaseStore';

/** Makes leases end: a warning and days of grace first, then the instance is deleted. */
export class LeaseEnforcer {
  constructor(
    private readonly services: {
      leases: LeaseStore;
      admission: Admission;
      catalog: OperationCatalog;
      notifications: NotificationService;
      logger: LoggerService;
      /** tells the runner that there is work */
      kick: () => void;
      now?: () => Date;
    },
  ) {}

  async run(): Promise<void> {
    const now = (this.services.now?.() ?? new Date()).toISOString();
    for (const lease of await this.services.leases.due('active', now)) {
      await this.services.leases.setState(lease.ref, 'grace');
      await this.tell(
        lease,
        `The lease of ${lease.name} has ended`,
        `It will be deleted on ${lease.graceEndsAt.slice(0, 10)}.`,
      );
    }
    for (const lease of await this.services.leases.due('grace', now)) {
      await this.release(lease);
    }
    this.services.kick();
  }

  private async release(lease: StoredLease) {
    const { admission, catalog, leases, logger } = this.services;
    try {
      await admission.admit({
        definition: catalog.get('instance.delete'),
        input: { ref: lease.ref },
        requester: { ref: 'system', ownership: [], mayManageAll: true },
        door: 'system',
        // one deletion for one lease, however often the job runs
        idempotencyKey: `lease-end-${lease.operationId}`,
      });
      await leases.setState(lease.ref, 'releasing');
      await this.tell(
        lease,
        `${lease.name} is being deleted`,
        'Its lease and the days of grace are over.',
      );
    } catch (error) {
      if (error instanceof RefusedError) {
        // the instance is not there any more: nothing is left to enforce
        await leases.setState(lease.ref, 'released');
        return;
      }
      logger.error(`Could not end the lease of ${lease.ref}`, error as Error);
    }
  }

  private async tell(lease: Lease, title: string, description: string) {
    await this.services.notifications
      .send({
        recipients: { type: 'entity', entityRef: lease.requester },
        payload: {
          title,
          description,
          link: `/infra/projects/${lease.project}`,
          severity: 'high',
          topic: 'infra-leases',
          scope: `lease-${lease.ref}`,
        },
      })
      .catch(error =>
        this.services.logger.warn(
          `Could not notify ${lease.requester}: ${error}`,
        ),
      );
  }
}
