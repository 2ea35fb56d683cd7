import {
  GPU_PRODUCTS,
  gpuModelName,
  parseGpuModel,
  pciDevice,
} from '@ironstage/plugin-infra-common';

/** What something is that may be an accelerator. */
export type Accelerator =
  | { kind: 'gpu'; model: string }
  | { kind: 'none' }
  /** nobody has said which one */
  | { kind: 'unknown' };

/** GPU models by what stands for them, as the configuration has it; `none` says that something is no GPU. */
export type GpuModels = Readonly<Record<string, string>>;

/** What something takes or has that is or may be an accelerator. */
export interface Accelerators {
  /** count by model */
  gpus: Record<string, number>;
  /** what nobody has named, in the words of the cloud, sorted */
  unknown: string[];
}

/** What is known of the cloud when its accelerators are named. */
export interface AcceleratorNames {
  models: GpuModels;
  /** resource classes that stand for whole nodes of bare metal, with what a node of the class has */
  nodeClasses?: ReadonlyMap<string, Accelerators>;
}

const NONE: Accelerator = { kind: 'none' };
const UNKNOWN: Accelerator = { kind: 'unknown' };

/** Class of a PCI device, as Nova makes it: vendor and product. */
const PCI_CLASS = /^CUSTOM_PCI_([0-9A-F]{4})_([0-9A-F]{4})$/;
/** Standard classes of os-resource-classes that hold accelerators. */
const STANDARD = ['VGPU', 'PGPU', 'FPGA', 'PCI_DEVICE'];
/** Standard traits of GPUs (`HW_GPU_…` of os-traits), and what people and Cyborg call theirs. */
const TELLING =
  /(^|_)(GPUS?|VGPU|PGPU|NVIDIA|CUDA|GAUDI|FPGAS?|ACCELERATORS?)(_|$)/;
/** `a100`, `mi300x`: names of cards in the table that are long enough to mean nothing else. */
const CARD_NAMES = new Set(
  GPU_PRODUCTS.flatMap(({ model }) =>
    parseGpuModel(model).card.split('-').slice(1, 2),
  ).filter(name => name.length > 3 && /\d/.test(name)),
);
/** Traits by which Cyborg says what a card is. Source: `get_traits` of cyborg/accelerator/drivers/gpu/utils.py. */
const CYBORG_PRODUCT = /^CUSTOM_GPU_PRODUCT_ID_([0-9A-F]{4})$/;
const CYBORG_VENDORS: Readonly<Record<string, string>> = {
  CUSTOM_GPU_NVIDIA: '10de',
  CUSTOM_GPU_AMD: '1002',
  CUSTOM_GPU_INTEL: '8086',
};

/** Vendor and product id of a resource class of PCI devices, `10de:20b5`. */
export function pciIdOfClass(resourceClass: string): string | undefined {
  const found = PCI_CLASS.exec(resourceClass);
  return found ? `${found[1]}:${found[2]}`.toLowerCase() : undefined;
}

function pciIdOfTraits(traits: readonly string[]): string | undefined {
  const vendor = traits
    .map(trait => CYBORG_VENDORS[trait])
    .find(one => one !== undefined);
  const product = traits
    .map(trait => CYBORG_PRODUCT.exec(trait)?.[1])
    .find(one => one !== undefined);
  return vendor && product ? `${vendor}:${product.toLowerCase()}` : undefined;
}

/** A resource class of Placement as Ironic makes it of a node's (`normalize_name` of os-resource-classes). */
export function nodeClassOf(resourceClass: string): string {
  return `CUSTOM_${resourceClass.toUpperCase().replace(/[^0-9A-Z]+/g, '_')}`;
}

/** What the configuration says, by the first of the names that it has. */
export function namedAccelerator(
  names: readonly string[],
  models: GpuModels,
): Accelerator | undefined {
  const model = names
    .filter(name => Object.hasOwn(models, name))
    .map(name => models[name])[0];
  if (model === undefined) {
    return undefined;
  }
  return model === 'none' ? NONE : { kind: 'gpu', model };
}

/** True of a trait that tells by its name of an accelerator; those of `COMPUTE_…` say what a host can do. */
export function isTelling(trait: string): boolean {
  return (
    !trait.startsWith('COMPUTE_') &&
    (TELLING.test(trait) ||
      trait.split('_').some(word => CARD_NAMES.has(word.toLowerCase())))
  );
}

/**
 * What traits say where nothing else does: one card of each model that the configuration names by a trait, since
 * no trait says how many, and those that speak of an accelerator of which nobody knows what it is.
 */
export function acceleratorsOfTraits(
  traits: readonly string[],
  models: GpuModels,
): Accelerators {
  const gpus: Record<string, number> = {};
  const unknown = new Set<string>();
  for (const trait of traits) {
    const named = namedAccelerator([trait], models);
    if (named?.kind === 'gpu') {
      gpus[named.model] = 1;
    } else if (!named && isTelling(trait)) {
      unknown.add(`trait:${trait}`);
    }
  }
  // Cyborg says vendor and product in a trait each
  const pciId = pciIdOfTraits(traits);
  const card = pciId ? byPciId(pciId, models) : UNKNOWN;
  if (Object.keys(gpus).length === 0 && card.kind === 'gpu') {
    return { gpus: { [card.model]: 1 }, unknown: [] };
  }
  return {
    gpus,
    unknown: Object.keys(gpus).length > 0 ? [] : [...unknown].sort(),
  };
}

/** What a PCI device is: by the configuration, else by the table. @param id - `10de:20b5` */
export function byPciId(id: string, models: GpuModels): Accelerator {
  const lower = Object.fromEntries(
    Object.entries(models).map(([key, model]) => [key.toLowerCase(), model]),
  );
  const found = pciDevice(id, lower);
  if (found.kind === 'gpu') {
    return { kind: 'gpu', model: found.model };
  }
  return found.kind === 'other' ? NONE : UNKNOWN;
}

function ofClass(
  resourceClass: string,
  traits: readonly string[],
  { models, nodeClasses }: AcceleratorNames,
): Accelerator {
  const named = namedAccelerator([resourceClass], models);
  const pciId = pciIdOfClass(resourceClass);
  if (named || pciId || STANDARD.includes(resourceClass)) {
    const byTrait = namedAccelerator(traits, models);
    const traitId = pciIdOfTraits(traits);
    // whoever names a class `none` means it, whatever its traits
    return (
      (named?.kind === 'none' ? named : byTrait) ??
      named ??
      (pciId ?? traitId ? byPciId(pciId ?? traitId ?? '', models) : UNKNOWN)
    );
  }
  return resourceClass.startsWith('CUSTOM_') && !nodeClasses?.has(resourceClass)
    ? UNKNOWN
    : NONE;
}

/**
 * What a resource class of Placement stands for, given traits that narrow it down: a trait that the
 * configuration names wins over the class, and the class over the table of PCI ids. A class of the
 * cloud's own making that nobody has named may be anything.
 */
export function acceleratorOfClass(
  resourceClass: string,
  traits: readonly string[],
  names: AcceleratorNames,
): Accelerator {
  const found = ofClass(resourceClass, traits, names);
  if (found.kind !== 'gpu' || resourceClass !== 'VGPU') {
    return found;
  }
  const { card, slice = 'vgpu' } = parseGpuModel(found.model);
  return { kind: 'gpu', model: gpuModelName({ card, slice }) };
}
