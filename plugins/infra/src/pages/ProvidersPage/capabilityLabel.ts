import { humanize } from '../../lib/format';

/** Capabilities whose machine word does not read well when it is taken apart. */
const LABELS: Record<string, string> = {
  floatingIps: 'Floating IPs',
  instanceActions: 'Actions on instances',
  gpus: 'GPUs',
  health: 'Health of its control plane',
};

/** What a provider can do, for a person; one that is new reads like its machine word. */
export function capabilityLabel(capability: string): string {
  return LABELS[capability] ?? humanize(capability);
}
