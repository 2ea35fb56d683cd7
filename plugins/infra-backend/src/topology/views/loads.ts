import type { EstateModel } from '../estate/EstateModel';
import { instanceOfMachine } from '../impact/fallenInstances';
import type { Built } from '../graph/buildGraph';

/** Instances on a machine or a host, whosever they are. */
export function instancesOn(
  model: EstateModel,
  built: Built,
  ref: string,
): number {
  const row = model.get(ref);
  const whole = row?.kind === 'machine' ? instanceOfMachine(row) : undefined;
  const hosts = row?.kind === 'machine' ? built.hostsOf.get(ref) ?? [] : [ref];
  const held = hosts.reduce((sum, host) => sum + model.on(host).size, 0);
  const isCounted = whole && hosts.includes(model.get(whole)?.host ?? '');
  return held + (whole && model.get(whole) && !isCounted ? 1 : 0);
}
