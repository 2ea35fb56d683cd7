import type { ClusterResources } from '../client/cluster/types';
import type { Clients } from '../client/createClients';

/** True while a clone of any template that the portal has asked for is being made. */
export async function isCloning(
  clients: Clients,
  { guests }: ClusterResources,
  signal: AbortSignal,
): Promise<boolean> {
  for (const template of guests.filter(guest => guest.template)) {
    const running = await clients.tasks.ofGuest(
      template.node,
      template.vmid,
      signal,
      { running: true, type: 'qmclone' },
    );
    if (running.length > 0) {
      return true;
    }
  }
  return false;
}
