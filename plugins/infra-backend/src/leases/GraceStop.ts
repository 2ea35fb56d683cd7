import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Admission } from '../operations/Admission';
import type { OperationCatalog } from '../operations/OperationCatalog';
import type {
  OperationStore,
  StoredOperation,
} from '../operations/OperationStore';
import { RefusedError } from '../operations/RefusedError';
import type { FindBusy, LeasedInstances } from './LeasedInstances';
import type { StoredLease } from './LeaseStore';

/**
 * Stops what has a lease that has ended: it is still there, and holds nobody up. Its guest is asked first; one that
 * does not answer is switched off. Each once for an end, by the keys of the operations: whoever starts it again by other
 * ways is not fought with.
 */
export class GraceStop {
  constructor(
    private readonly services: {
      instances: LeasedInstances;
      findBusy: FindBusy;
      operations: OperationStore;
      admission: Admission;
      catalog: OperationCatalog;
      logger: LoggerService;
    },
  ) {}

  async stop(lease: StoredLease): Promise<void> {
    const { instances, findBusy, operations } = this.services;
    const row = await instances.row(lease.ref);
    if (row?.status !== 'active') {
      return;
    }
    if (findBusy(row, await operations.openOperations(lease.project))) {
      // at the next run
      return;
    }
    const asked = await this.ask(lease, false);
    if (asked?.state === 'failed') {
      await this.ask(lease, true);
    }
  }

  /** @returns the operation, be it of earlier; undefined when it was refused */
  private async ask(
    { ref, graceEndsAt }: StoredLease,
    force: boolean,
  ): Promise<StoredOperation | undefined> {
    const { admission, catalog, logger } = this.services;
    try {
      const { operation } = await admission.admit({
        definition: catalog.get('instance.stop'),
        input: { ref, force },
        requester: { ref: 'system', ownership: [], mayManageAll: true },
        door: 'system',
        idempotencyKey: `lease-${
          force ? 'off' : 'stop'
        } ${graceEndsAt} ${ref}`.slice(0, 200),
      });
      return operation;
    } catch (error) {
      if (error instanceof RefusedError) {
        logger.info(`${ref} is not stopped in its grace: ${error.message}`);
      } else {
        logger.error(`Could not stop ${ref} in its grace`, error as Error);
      }
      return undefined;
    }
  }
}
