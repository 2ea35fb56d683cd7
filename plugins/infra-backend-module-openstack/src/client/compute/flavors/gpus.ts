/** Classes that hold GPUs by their nature; what model they are, a trait may say. */
const GPU_CLASS = /^(VGPU|PGPU|CUSTOM_PCI_[0-9A-F]{4}_[0-9A-F]{4})$/;

/**
 * The GPU model that a resource class stands for, given traits that narrow it down:
 * a trait that the configuration names wins over the class.
 */
export function gpuModelOf(
  resourceClass: string,
  traits: readonly string[],
  models: Readonly<Record<string, string>>,
): string | undefined {
  const byClass = models[resourceClass];
  if (!byClass && !GPU_CLASS.test(resourceClass)) {
    return undefined;
  }
  const trait = traits.find(one => models[one] !== undefined);
  return trait ? models[trait] : byClass;
}

/**
 * GPUs that a flavor takes, by model, from its extra specs: `resources:VGPU=1` with
 * `trait:CUSTOM_X=required`, numbered groups (`resources1:…`, `trait1:…`), and
 * `pci_passthrough:alias=a100:2`. A class or alias that the configuration does not name is no GPU to us.
 */
export function gpusOfFlavor(
  extraSpecs: Readonly<Record<string, string>>,
  models: Readonly<Record<string, string>>,
): Record<string, number> {
  const gpus: Record<string, number> = {};
  const add = (model: string | undefined, count: number) => {
    if (model && Number.isInteger(count) && count > 0) {
      gpus[model] = (gpus[model] ?? 0) + count;
    }
  };
  const traits = new Map<string, string[]>();
  for (const [key, value] of Object.entries(extraSpecs)) {
    const [, group, trait] = /^trait(\w*):(.+)$/.exec(key) ?? [];
    if (trait && value === 'required') {
      traits.set(group, [...(traits.get(group) ?? []), trait]);
    }
  }
  for (const [key, value] of Object.entries(extraSpecs)) {
    const [, group, resourceClass] = /^resources(\w*):(.+)$/.exec(key) ?? [];
    if (resourceClass) {
      add(
        gpuModelOf(resourceClass, traits.get(group) ?? [], models),
        Number(value),
      );
    }
  }
  for (const part of (extraSpecs['pci_passthrough:alias'] ?? '').split(',')) {
    const [alias, count] = part.trim().split(':');
    add(models[alias], Number(count ?? 1));
  }
  return gpus;
}
