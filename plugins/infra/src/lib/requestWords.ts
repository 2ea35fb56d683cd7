import { gpuTitle } from '@ironstage/plugin-infra-common';
import { describeAttribute } from './attributes';
import { humanize } from './format';

/** What the forms call a field of a request. */
const LABELS: Record<string, string> = {
  count: 'Number of GPUs',
  days: 'Days',
  environment: 'Environment',
  flavor: 'Size',
  leaseDays: 'Lease in days',
  model: 'GPU model',
  gpus: 'GPUs',
  memoryGiB: 'Memory in GiB',
  purpose: 'What it is for',
  reason: 'Reason',
  sshPublicKey: 'Public SSH key',
  storageGiB: 'Storage in GiB',
  vcpus: 'vCPU',
};

/** A field of a request by the name that its form has for it. */
export function requestLabel(name: string): string {
  return LABELS[name] ?? humanize(name);
}

/** The value of a field of a request, for a person. */
export function requestWords(name: string, value: unknown): string {
  if (name === 'gpus' && typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([model, count]) => `${count} × ${gpuTitle(model)}`)
      .join(', ');
  }
  return name === 'model' ? gpuTitle(String(value)) : describeAttribute(value);
}
