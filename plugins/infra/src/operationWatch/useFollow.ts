import { alertApiRef, useApiHolder } from '@backstage/core-plugin-api';
import {
  toastApiRef,
  type ToastApiMessage,
} from '@backstage/frontend-plugin-api';
import type { Operation } from '@ironstage/plugin-infra-common';
import { useCallback } from 'react';
import { useInfraClient, useInfraLinks } from '../hooks';
import { watchOf } from './OperationWatch';

/** How long good news stays, in milliseconds; other news stays until it is closed. */
const SHOWN_MS = 8_000;

type Status = NonNullable<ToastApiMessage['status']>;

const SEVERITIES: Record<Status, 'info' | 'success' | 'warning' | 'error'> = {
  neutral: 'info',
  info: 'info',
  success: 'success',
  warning: 'warning',
  danger: 'error',
};

/** How an operation came out, in a few words. */
function outcomeOf(operation: Operation): {
  words: string;
  status: Status;
  description?: string;
} {
  switch (operation.state) {
    case 'succeeded':
      return { words: 'done', status: 'success' };
    case 'pending_approval':
      return {
        words: 'somebody else has to approve it',
        status: 'info',
        description: operation.approval?.reasons.join(' '),
      };
    case 'cancelled':
      return { words: 'cancelled', status: 'info' };
    default:
      return {
        words: 'it did not work out',
        status: 'danger',
        description: operation.failure?.message,
      };
  }
}

/**
 * Follows an operation that the reader asked for where she is, and tells on whatever page she
 * is then how it came out.
 */
export function useFollow() {
  const apis = useApiHolder();
  const client = useInfraClient();
  const links = useInfraLinks();

  return useCallback(
    async (ref: string, what: string, begun: Operation) => {
      const toasts = apis.get(toastApiRef);
      const link = { label: 'See the steps', href: links.operation(begun.id) };
      const tell = (message: ToastApiMessage & { status: Status }) => {
        if (toasts) {
          return toasts.post({ ...message, links: [link] });
        }
        // an app on the old frontend system
        apis.get(alertApiRef)?.post({
          message: [message.title, message.description]
            .filter(Boolean)
            .join('. '),
          severity: SEVERITIES[message.status],
          display: message.timeout ? 'transient' : 'permanent',
        });
        return undefined;
      };
      const first = tell({
        title: `${what}: under way`,
        status: 'info',
        timeout: SHOWN_MS,
      });
      const last = await watchOf(client).follow(ref, begun);
      first?.close();
      const { words, status, description } = outcomeOf(last);
      tell({
        title: `${what}: ${words}`,
        description,
        status,
        timeout: status === 'success' ? SHOWN_MS : undefined,
      });
    },
    [apis, client, links],
  );
}
