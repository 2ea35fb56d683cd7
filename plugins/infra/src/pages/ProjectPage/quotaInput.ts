import {
  GiB,
  type OperationInput,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';

/** A limit as it stands in a field of the form. */
export interface LimitField {
  /** `vcpus`, `memoryGiB`, `storageGiB`, `instances` or `gpus.<model>` */
  name: string;
  label: string;
  /** as it is now */
  now: number;
}

/** The limits that can be asked for: the four every project has, and the GPU models of the portal. */
export function limitFields(
  quota: ResourceVector,
  models: string[],
  titleOf: (model: string) => string,
): LimitField[] {
  const all = new Set([...Object.keys(quota.gpus), ...models]);
  return [
    { name: 'vcpus', label: 'vCPU', now: quota.vcpus },
    {
      name: 'memoryGiB',
      label: 'Memory in GiB',
      now: quota.memoryBytes / GiB,
    },
    {
      name: 'storageGiB',
      label: 'Storage in GiB',
      now: quota.storageBytes / GiB,
    },
    { name: 'instances', label: 'Instances', now: quota.instances },
    ...[...all].sort().map(model => ({
      name: `gpus.${model}`,
      label: titleOf(model),
      now: quota.gpus[model] ?? 0,
    })),
  ];
}

/** What is wrong with what is typed into a field. */
export function limitProblem(text: string): string | undefined {
  return /^\d{1,7}$/.test(text.trim())
    ? undefined
    : 'A whole number, not below zero.';
}

/**
 * What to ask for: only the limits that are another than now.
 *
 * @returns undefined when nothing is another, or something makes no sense
 */
export function quotaInput(
  project: string,
  fields: LimitField[],
  typed: Record<string, string>,
  reason: string,
): OperationInput<'quota.change'> | undefined {
  const limits: Record<string, number> = {};
  const gpus: Record<string, number> = {};
  for (const { name, now } of fields) {
    const text = typed[name];
    if (text !== undefined && limitProblem(text)) {
      return undefined;
    }
    if (text !== undefined && Number(text) !== now) {
      const model = /^gpus\.(.+)$/.exec(name)?.[1];
      if (model === undefined) {
        limits[name] = Number(text);
      } else {
        gpus[model] = Number(text);
      }
    }
  }
  const hasGpus = Object.keys(gpus).length > 0;
  return hasGpus || Object.keys(limits).length > 0
    ? { project, ...limits, ...(hasGpus && { gpus }), reason: reason.trim() }
    : undefined;
}
