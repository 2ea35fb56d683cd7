import type { NotificationService } from '@backstage/plugin-notifications-node';

/**
 * The longest title that every store of notifications keeps, in UTF-16 units: on PostgreSQL a longer one is refused
 * with the words of the database (`@backstage/plugin-notifications-backend` 0.6.9, `migrations`).
 */
const TITLE_MAX = 255;

function cut(title: string): string {
  if (title.length <= TITLE_MAX) {
    return title;
  }
  // not through the middle of a pair
  return `${title.slice(0, TITLE_MAX - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Sends notifications with titles that are never too long to be kept. */
export function withinLimits(
  service: NotificationService,
): NotificationService {
  return {
    send: ({ payload, ...rest }) =>
      service.send({
        ...rest,
        payload: { ...payload, title: cut(payload.title) },
      }),
  };
}
