import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { OperationState } from '@ironstage/plugin-infra-common';
import { ANY_APPROVER, waitsFor } from './approvals';
import type { Message, OperationObserver } from './OperationObserver';
import type { StoredOperation } from './OperationStore';

/** Channel on which open pages hear that an operation changed. */
export const OPERATIONS_CHANNEL = 'infra:operations';

const OUTCOMES: Partial<Record<OperationState, string>> = {
  succeeded: 'Done',
  failed: 'Failed',
  rejected: 'Rejected',
  expired: 'Nobody decided in time',
};

/** Somebody who asked for something this long ago, in milliseconds, no longer watches it. */
const GONE_MS = 60_000;

/** Whether an outcome tells its requester something: what went well while she watched does not. */
function isNews(operation: StoredOperation, state: OperationState): boolean {
  return (
    state !== 'succeeded' ||
    operation.approval !== null ||
    new Date(operation.updatedAt).getTime() -
      new Date(operation.createdAt).getTime() >
      GONE_MS
  );
}

/** What was said with a decision. */
function decisionOf({ approval }: StoredOperation): string | undefined {
  return approval?.comment ?? undefined;
}

/** Tells runners, pages and people when an operation changes. */
export class AnnouncingObserver implements OperationObserver {
  private queued: () => void = () => {};

  constructor(
    private readonly services: {
      signals: SignalsService;
      notifications: NotificationService;
      logger: LoggerService;
      /** entity refs of the groups that decide */
      approvers: string[];
    },
  ) {}

  /** Whom to tell that an operation may run; one listener, made after this. */
  onQueued(listener: () => void) {
    this.queued = listener;
  }

  async changed(operation: StoredOperation, state: OperationState | null) {
    if (state === 'queued') {
      this.queued();
    }
    try {
      // every signed-in user hears this: ids only
      await this.services.signals.publish({
        recipients: { type: 'broadcast' },
        channel: OPERATIONS_CHANNEL,
        message: { operationId: operation.id },
      });
      await this.notify(operation, state);
    } catch (error) {
      this.services.logger.warn(
        `Could not announce operation ${operation.id}: ${error}`,
      );
    }
  }

  /** Those who can decide now, or whom the configuration says to tell when that is every approver. */
  private approversOf({ approval }: StoredOperation): string[] {
    const approvers = approval ? waitsFor(approval) : [];
    return approvers.includes(ANY_APPROVER)
      ? this.services.approvers
      : approvers;
  }

  async said({ operation, to, title, description }: Message) {
    const others = to.filter(ref => ref !== 'system');
    try {
      if (others.length > 0) {
        await this.services.notifications.send({
          recipients: { type: 'entity', entityRef: others },
          payload: {
            title,
            description,
            link: `/infra/operations/${operation.id}`,
            severity: 'normal',
            topic: 'infra-operations',
            scope: operation.id,
          },
        });
      }
    } catch (error) {
      this.services.logger.warn(
        `Could not pass on what was said about operation ${operation.id}: ${error}`,
      );
    }
  }

  private async notify(
    operation: StoredOperation,
    state: OperationState | null,
  ) {
    const link = `/infra/operations/${operation.id}`;
    const common = { link, topic: 'infra-operations', scope: operation.id };
    const approvers = this.approversOf(operation);
    if (state === 'pending_approval' && approvers.length > 0) {
      await this.services.notifications.send({
        recipients: {
          type: 'entity',
          entityRef: approvers,
          excludeEntityRef: operation.requester,
        },
        payload: {
          ...common,
          title: `Waiting for a decision: ${operation.title}`,
          description: operation.approval?.reasons.join(' '),
          severity: 'normal',
        },
      });
    }
    const outcome = state && OUTCOMES[state];
    if (
      outcome &&
      operation.requester !== 'system' &&
      isNews(operation, state)
    ) {
      await this.services.notifications.send({
        recipients: { type: 'entity', entityRef: operation.requester },
        payload: {
          ...common,
          // in front, where no narrow box cuts it off
          title: `${outcome}: ${operation.title}`,
          description: operation.failure?.message ?? decisionOf(operation),
          severity: state === 'succeeded' ? 'normal' : 'high',
        },
      });
    }
  }
}
