import type { PassedThrough } from '../../client/guests/hostpci';
import { namedKind, sliceOf, type GpuModels } from '../../config/gpuModels';
import { withFunction, type Accelerator } from './Accelerator';

/** GPUs that a guest or a host has, and what may be some and has no name. */
export interface GpuCount {
  /** by model */
  gpus: Record<string, number>;
  /** in the words of Proxmox VE: `mapping=l40s`, `hostpci=0000:81:00.0`, `10de:ffff` */
  unknown: string[];
}

/** One device that is held. */
export interface Held {
  model: string;
  /** which one, where that is known */
  address?: string;
  mapping?: string;
}

/** Counts of models. */
export function countModels(models: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const model of models) {
    counts[model] = (counts[model] ?? 0) + 1;
  }
  return counts;
}

const unique = (words: readonly string[]) => [...new Set(words)].sort();

/** What accelerators a cluster has, by node, mapping and address. */
export class Census {
  readonly #mappings: ReadonlySet<string>;

  /**
   * @param tellingNodes - nodes whose PCI devices are all known
   * @param mappings - mappings that there are
   */
  constructor(
    readonly accelerators: readonly Accelerator[],
    private readonly tellingNodes: ReadonlySet<string>,
    mappings: Iterable<string>,
    private readonly models: GpuModels,
  ) {
    this.#mappings = new Set(mappings);
  }

  of(node: string): Accelerator[] {
    return this.accelerators.filter(one => one.node === node);
  }

  /** False when no VM on the node can have one, whatever its configuration says. */
  mayHave(node: string): boolean {
    return !this.tellingNodes.has(node) || this.of(node).length > 0;
  }

  hasMapping(mapping: string): boolean {
    return this.#mappings.has(mapping);
  }

  /** True when the devices of a mapping are cut into mediated ones. */
  isMediated(mapping: string): boolean {
    return this.accelerators.some(
      one => one.mdev && one.mappings.includes(mapping),
    );
  }

  /**
   * The model that the devices of a mapping count as: one, or nobody knows.
   *
   * @param node - where; anywhere when left out
   * @returns undefined when it is no accelerator at all
   */
  ofMapping(
    mapping: string,
    node?: string,
    mdev?: string,
  ): { model?: string } | undefined {
    const named = namedKind(mapping, this.models);
    if (named?.kind === 'other') {
      return undefined;
    }
    const all = this.accelerators.filter(one => one.mappings.includes(mapping));
    const here = all.filter(one => one.node === node);
    const devices = here.length > 0 ? here : all;
    const models = unique(devices.map(one => one.model ?? ''));
    if (devices.length === 0) {
      // a mapping whose devices are no accelerators, or of which nothing is known here
      const model = named?.kind === 'gpu' ? named.model : undefined;
      return model || !this.#mappings.has(mapping)
        ? { model: model && mdev ? sliceOf(model, mdev) : model }
        : undefined;
    }
    const [model] = models.length === 1 ? models : [''];
    if (!model) {
      return {};
    }
    const card = mdev && devices[0].mdev ? model.split('/')[0] : model;
    return { model: mdev ? sliceOf(card, mdev) : card };
  }

  /** What a VM on a node holds, one entry for each device. */
  held(
    node: string,
    devices: readonly PassedThrough[],
  ): { held: Held[]; unknown: string[] } {
    const held: Held[] = [];
    const unknown: string[] = [];
    for (const device of devices) {
      if (device.mapping !== undefined) {
        const found = this.ofMapping(device.mapping, node, device.mdev);
        if (found?.model) {
          held.push({ model: found.model, mapping: device.mapping });
        } else if (found) {
          unknown.push(`mapping=${device.mapping}`);
        }
      }
      for (const address of device.addresses) {
        const matching = this.#at(node, address);
        for (const one of matching) {
          const model =
            one.model && device.mdev
              ? sliceOf(one.model.split('/')[0], device.mdev)
              : one.model;
          if (model) {
            held.push({ model, address: one.address });
          } else {
            unknown.push(`hostpci=${address}`);
          }
        }
        if (matching.length === 0 && !this.tellingNodes.has(node)) {
          unknown.push(`hostpci=${address}`);
        }
      }
    }
    return { held, unknown: unique(unknown) };
  }

  /** What a VM on a node holds, by model. */
  count(node: string, devices: readonly PassedThrough[]): GpuCount {
    const { held, unknown } = this.held(node, devices);
    return { gpus: countModels(held.map(one => one.model)), unknown };
  }

  /** An address without a function means all functions of the card. */
  #at(node: string, address: string): Accelerator[] {
    return this.of(node).filter(one =>
      address.includes('.')
        ? one.address === withFunction(address)
        : one.address.startsWith(`${address}.`),
    );
  }
}
