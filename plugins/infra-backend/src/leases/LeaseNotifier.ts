import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Lease } from '@ironstage/plugin-infra-common';

/** Tells people about their leases. */
export class LeaseNotifier {
  constructor(private readonly notifications: NotificationService) {}

  /** @throws Error when the message could not be handed over */
  async tell(
    lease: Lease,
    title: string,
    description: string,
    options: {
      /** the link asks at once how much longer it is kept */
      canBeExtended?: boolean;
    } = {},
  ): Promise<void> {
    const project = `/infra/projects/${encodeURIComponent(lease.project)}`;
    await this.notifications.send({
      recipients: { type: 'entity', entityRef: lease.requester },
      payload: {
        title,
        description,
        link: options.canBeExtended
          ? `${project}?extend=${encodeURIComponent(lease.ref)}`
          : project,
        severity: 'high',
        topic: 'infra-leases',
        scope: `lease-${lease.ref}`,
      },
    });
  }
}
