import type { ControlPlaneServiceStatus } from '@ironstage/plugin-infra-common';

type State = ControlPlaneServiceStatus['state'];

/** The worst first: what somebody has to look at. */
const ORDER: State[] = ['down', 'degraded', 'unknown', 'disabled', 'up'];

/** Services, the ones that need a look first, then by name and host. */
export function byNeed(
  services: ControlPlaneServiceStatus[],
): ControlPlaneServiceStatus[] {
  return [...services].sort(
    (a, b) =>
      ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
      a.name.localeCompare(b.name) ||
      a.host.localeCompare(b.host),
  );
}

/** How many are in which state: `1 down, 12 up`. */
export function countStates(services: ControlPlaneServiceStatus[]): string {
  return ORDER.map(state => ({
    state,
    count: services.filter(service => service.state === state).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(', ');
}

/** Services somebody has to look at. */
export function needLook(
  services: ControlPlaneServiceStatus[],
): ControlPlaneServiceStatus[] {
  return byNeed(services).filter(({ state }) =>
    ['down', 'degraded', 'unknown'].includes(state),
  );
}
