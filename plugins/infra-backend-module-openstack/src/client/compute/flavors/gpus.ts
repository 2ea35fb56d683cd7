import {
  acceleratorOfClass,
  acceleratorsOfTraits,
  namedAccelerator,
  type Accelerator,
  type AcceleratorNames,
  type Accelerators,
} from '../../accelerators';

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

function wishesOf(
  extraSpecs: Readonly<Record<string, string>>,
  names: AcceleratorNames,
): Wish[] {
  const traits = traitsByGroup(extraSpecs);
  const wishes: Wish[] = [];
  for (const [key, value] of Object.entries(extraSpecs)) {
    const [, group, name] = RESOURCES.exec(key) ?? [];
    if (name) {
      wishes.push({
        accelerator: acceleratorOfClass(name, traits.get(group) ?? [], names),
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

/** What the nodes of bare metal have that a flavor takes as a whole. */
function ofNodes(
  extraSpecs: Readonly<Record<string, string>>,
  { models, nodeClasses }: AcceleratorNames,
): Accelerators[] {
  return Object.entries(extraSpecs).flatMap(([key, value]) => {
    const name = RESOURCES.exec(key)?.[2] ?? '';
    return Number(value) > 0 && !Object.hasOwn(models, name)
      ? nodeClasses?.get(name) ?? []
      : [];
  });
}

/** Traits that are asked for without a resource whose kind they would narrow down. */
function loneTraits(
  extraSpecs: Readonly<Record<string, string>>,
  { models }: AcceleratorNames,
): string[] {
  // whoever names a class means it, whatever its traits
  const named = Object.keys(extraSpecs).flatMap(key => {
    const [, group, name = ''] = RESOURCES.exec(key) ?? [];
    return Object.hasOwn(models, name) ? group : [];
  });
  return [...traitsByGroup(extraSpecs)].flatMap(([group, traits]) =>
    named.includes(group) ? [] : traits,
  );
}

/**
 * Accelerators that a flavor takes, from its extra specs: `resources:VGPU=1` with
 * `trait:CUSTOM_X=required`, numbered groups (`resources1:…`, `trait1:…`),
 * `pci_passthrough:alias=a100:2`, a device profile of Cyborg (`accel:device_profile=…`), which counts as
 * one card, a class of nodes of bare metal, with what such a node has, and, where it has none of these, a trait
 * by itself: `unknown` is in Nova's words without counts, `pci_passthrough:alias=t4`.
 */
export function acceleratorsOfFlavor(
  extraSpecs: Readonly<Record<string, string>>,
  names: AcceleratorNames,
): Accelerators {
  const gpus: Record<string, number> = {};
  const unknown = new Set<string>();
  const count = (model: string, more: number) => {
    gpus[model] = (gpus[model] ?? 0) + more;
  };
  const take = (found: Accelerators) => {
    Object.entries(found.gpus).forEach(([model, more]) => count(model, more));
    found.unknown.forEach(words => unknown.add(words));
  };
  for (const wish of wishesOf(extraSpecs, names)) {
    if (wish.accelerator.kind === 'unknown' && wish.count !== 0) {
      unknown.add(wish.words);
    }
    if (
      wish.accelerator.kind === 'gpu' &&
      Number.isInteger(wish.count) &&
      wish.count > 0
    ) {
      count(wish.accelerator.model, wish.count);
    }
  }
  ofNodes(extraSpecs, names).forEach(take);
  if (unknown.size === 0 && Object.keys(gpus).length === 0) {
    take(acceleratorsOfTraits(loneTraits(extraSpecs, names), names.models));
  }
  return { gpus, unknown: [...unknown].sort() };
}
