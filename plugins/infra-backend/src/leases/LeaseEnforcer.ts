import type { LoggerService } from '@backstage/backend-plugin-api';
import type { InfraConfig } from '../config/InfraConfig';
import type { Admission } from '../operations/Admission';
import type { OperationCatalog } from '../operations/OperationCatalog';
import type { OperationStore } from '../operations/OperationStore';
import { RefusedError } from '../operations/RefusedError';
import { GraceStop } from './GraceStop';
import { DAY_MS } from './leaseDates';
import { momentWords } from './leaseWords';
import type { FindBusy, LeasedInstances } from './LeasedInstances';
import type { LeaseNotifier } from './LeaseNotifier';
import type { LeaseStore, StoredLease } from './LeaseStore';

/** Makes leases end: the instance is stopped and kept for days of grace first, then it is deleted. */
export class LeaseEnforcer {
  private readonly graceStop: GraceStop;

  constructor(
    private readonly services: {
      leases: LeaseStore;
      instances: LeasedInstances;
      findBusy: FindBusy;
      operations: OperationStore;
      admission: Admission;
      catalog: OperationCatalog;
      notifier: LeaseNotifier;
      logger: LoggerService;
      /** tells the runner that there is work */
      kick: () => void;
      config: InfraConfig;
      now?: () => Date;
    },
  ) {
    this.graceStop = new GraceStop(services);
  }

  async run(): Promise<void> {
    const time = this.services.now?.() ?? new Date();
    const now = time.toISOString();
    const { leases, config } = this.services;
    // whole days of grace from when the end is noticed: the portal may have been down, or a clock have leapt
    const graceEndsAt = new Date(
      time.getTime() + config.lease.graceDays * DAY_MS,
    ).toISOString();
    for (const lease of await leases.due('active', now)) {
      if (await leases.beginGrace(lease.ref, now, graceEndsAt)) {
        await this.sayThatItEnded((await leases.find(lease.ref)) ?? lease);
      }
    }
    for (const lease of await leases.inGrace()) {
      if (lease.graceEndsAt > now) {
        await this.graceStop.stop(lease);
      }
    }
    for (const lease of await this.services.leases.due('grace', now)) {
      await this.release(lease, now);
    }
    this.services.kick();
  }

  private sayThatItEnded(lease: StoredLease) {
    return this.tell(
      lease,
      `The lease of ${lease.name} has ended`,
      `It is stopped now and still there. On ${momentWords(
        lease.graceEndsAt,
      )} it is deleted with everything on it, unless you extend the lease before.`,
      true,
    );
  }

  private async release(lease: StoredLease, now: string) {
    const { admission, catalog, leases, logger } = this.services;
    if (await this.isBusy(lease)) {
      // it comes through once what is under way has ended, at the next run or the one after
      return;
    }
    try {
      await admission.admit({
        definition: catalog.get('instance.delete'),
        input: { ref: lease.ref },
        requester: { ref: 'system', ownership: [], mayManageAll: true },
        door: 'system',
      });
      await this.tell(
        lease,
        `${lease.name} is being deleted`,
        lease.endsAt > now
          ? 'It was deleted, and the time to take that back is over.'
          : 'Its lease and the days of grace are over.',
      );
    } catch (error) {
      if (!(error instanceof RefusedError)) {
        logger.error(`Could not end the lease of ${lease.ref}`, error as Error);
        return;
      }
      if (await this.services.instances.row(lease.ref)) {
        logger.warn(
          `The lease of ${lease.ref} can't be ended now: ${error.message}`,
        );
        return;
      }
      // the instance is not there any more: nothing is left to enforce
      await leases.end(lease.ref);
    }
  }

  private async isBusy({ ref, project }: StoredLease): Promise<boolean> {
    const { instances, operations, findBusy } = this.services;
    const row = await instances.row(ref);
    const open = await operations.openOperations(project);
    return (
      open.some(one => one.type === 'lease.extend' && one.plan.ref === ref) ||
      (row !== undefined && findBusy(row, open) !== undefined)
    );
  }

  private async tell(
    lease: StoredLease,
    title: string,
    description: string,
    canBeExtended = false,
  ) {
    await this.services.notifier
      .tell(lease, title, description, { canBeExtended })
      .catch(error =>
        this.services.logger.warn(
          `Could not notify ${lease.requester}: ${error}`,
        ),
      );
  }
}
