import { useMemo } from 'react';
import { usePolicy, useProject } from '../hooks';
import { textOf, type FormData } from './formData';

/** A GPU model that a project may ask for. */
export interface GpuOffer {
  model: string;
  /** free right now, at all providers of the project */
  free: number;
  /** numbers one instance may have, the smallest first */
  counts: number[];
}

/** The GPU models that the form's project can be given: of its providers, and within its quota. */
export function useGpuOffers(formData: FormData) {
  const name = textOf(formData, 'project');
  const { value: policy, error, refresh } = usePolicy();
  const project = useProject(name).value;
  const offers = useMemo(() => {
    if (!policy || (name && project?.name !== name)) {
      return undefined;
    }
    const found = new Map<string, GpuOffer>();
    for (const { provider, model, free, perInstance } of policy.gpuModels) {
      const here =
        !project || project.bindings.some(one => one.provider === provider);
      const most = Math.min(
        policy.gpu.maxCount,
        project ? project.usage.quota.gpus[model] ?? 0 : Infinity,
      );
      const counts = perInstance.filter(count => count <= most);
      if (here && counts.length > 0) {
        const before = found.get(model);
        found.set(model, {
          model,
          free: (before?.free ?? 0) + free,
          counts: [...new Set([...(before?.counts ?? []), ...counts])].sort(
            (a, b) => a - b,
          ),
        });
      }
    }
    return [...found.values()];
  }, [policy, project, name]);
  return {
    offers,
    maxDays: policy?.gpu.maxDays,
    project: name,
    error,
    refresh,
  };
}
