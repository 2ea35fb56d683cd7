import {
  acceleratorOfClass,
  namedAccelerator,
  type Accelerator,
  type AcceleratorNames,
} from '../../accelerators';

/** What a flavor takes that is or may be an accelerator. */
export interface FlavorAccelerators {
  /** count by model */
  gpus: Record<string, number>;
  /** what nobody has named, in Nova's words without counts: `pci_passthrough:alias=t4` */
  unknown: string[];
}

interface Wish {
  accelerator: Accelerator;
  words: string;
  count: number;
}

const RESOURCES = /^resources([\w-]*):(.+)$/;

function traitsByGroup(
  extraSpecs: Readonly<Record<string, string>>,
): Map<string, string[]> {
  const traits = new Map<string, string[]>();
  for (const [key, value] of Object.entries(extraSpecs)) {
    const [, group, trait] = /^trait([\w-]*):(.+)$/.exec(key) ?? [];
    if (trait && value === 'required') {
      traits.set(group, [...(traits.get(group) ?? []), trait]);
    }
  }
  return traits;
}

/**
 * The class of a node that a flavor for bare metal takes as a whole: beside it, it asks for no processors.
 * Source: "Scheduling based on resource classes" of Ironic's installation guide.
 */
export function nodeClassOfFlavor(
  extraSpecs: Readonly<Record<string, string>>,
): string | undefined {
  const wanted = Object.entries(extraSpecs)
    .map(([key, value]) => [RESOURCES.exec(key)?.[2] ?? '', value] as const)
    .filter(([name, value]) => name !== '' && Number(value) > 0);
  const [[name] = [''], ...more] = wanted;
  return extraSpecs['resources:VCPU'] === '0' &&
    more.length === 0 &&
    name.startsWith('CUSTOM_')
    ? name
    : undefined;
}

function wishesOf(
  extraSpecs: Readonly<Record<string, string>>,
  names: AcceleratorNames,
): Wish[] {
  const own = nodeClassOfFlavor(extraSpecs);
  const nodeClasses = new Set([
    ...(names.nodeClasses ?? []),
    ...(own ? [own] : []),
  ]);
  const traits = traitsByGroup(extraSpecs);
  const wishes: Wish[] = [];
  for (const [key, value] of Object.entries(extraSpecs)) {
    const [, group, name] = RESOURCES.exec(key) ?? [];
    if (name) {
      wishes.push({
        accelerator: acceleratorOfClass(name, traits.get(group) ?? [], {
          ...names,
          nodeClasses,
        }),
        words: `resources:${name}`,
        count: Number(value),
      });
    }
  }
  const byName = (key: string, name: string, count: number) => {
    const words = `${key}=${name}`;
    wishes.push({
      accelerator: namedAccelerator([name, words], names.models) ?? {
        kind: 'unknown',
      },
      words,
      count,
    });
  };
  for (const part of (extraSpecs['pci_passthrough:alias'] ?? '').split(',')) {
    const [alias, count] = part.trim().split(':');
    if (alias) {
      byName('pci_passthrough:alias', alias, Number(count ?? 1));
    }
  }
  const profile = extraSpecs['accel:device_profile']?.trim();
  if (profile) {
    byName('accel:device_profile', profile, 1);
  }
  return wishes;
}

/**
 * Accelerators that a flavor takes, from its extra specs: `resources:VGPU=1` with
 * `trait:CUSTOM_X=required`, numbered groups (`resources1:…`, `trait1:…`),
 * `pci_passthrough:alias=a100:2`, and a device profile of Cyborg (`accel:device_profile=…`), which counts as
 * one card.
 */
export function acceleratorsOfFlavor(
  extraSpecs: Readonly<Record<string, string>>,
  names: AcceleratorNames,
): FlavorAccelerators {
  const gpus: Record<string, number> = {};
  const unknown = new Set<string>();
  for (const { accelerator, words, count } of wishesOf(extraSpecs, names)) {
    if (accelerator.kind === 'unknown' && count !== 0) {
      unknown.add(words);
    }
    if (accelerator.kind === 'gpu' && Number.isInteger(count) && count > 0) {
      const { model } = accelerator;
      gpus[model] = (gpus[model] ?? 0) + count;
    }
  }
  return { gpus, unknown: [...unknown].sort() };
}
