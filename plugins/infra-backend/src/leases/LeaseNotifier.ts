import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Lease } from '@ironstage/plugin-infra-common';

/** Tells people about their leases. */
export class LeaseNotifier {
  constructor(private readonly notifications: NotificationService) {}

  /** @throws Error when the message could not be handed over */
  async tell(lease: Lease, title: string, description: string): Promise<void> {
    await this.notifications.send({
      recipients: { type: 'entity', entityRef: lease.requester },
      payload: {
        title,
        description,
        link: `/infra/projects/${lease.project}`,
        severity: 'high',
        topic: 'infra-leases',
        scope: `lease-${lease.ref}`,
      },
    });
  }
}
