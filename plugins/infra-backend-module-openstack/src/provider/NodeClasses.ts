import { PART, type Reading } from '@ironstage/plugin-infra-node';
import {
  nodeClassOf,
  type AcceleratorNames,
  type Accelerators,
  type GpuModels,
} from '../client/accelerators';
import type { BaremetalClient } from '../client/baremetal/BaremetalClient';
import { countsOf, hardwareOfNode } from '../client/baremetal/nodeAccelerators';
import { acceleratorsOfFlavor } from '../client/compute/flavors/gpus';

type ExtraSpecs = Readonly<Record<string, string>>;

/**
 * Tells accelerators from nodes of bare metal in flavors, for one reading: only Ironic knows whether a class of
 * the cloud's own making stands for a node and what is in it. It is asked once, and only where a flavor has a class
 * that nobody has named.
 */
export class NodeClasses {
  #read?: Promise<Map<string, Accelerators> | undefined>;

  constructor(
    private readonly baremetal: BaremetalClient,
    private readonly models: GpuModels,
    private readonly reading: Reading,
  ) {}

  async namesFor(flavors: readonly ExtraSpecs[]): Promise<AcceleratorNames> {
    const names = { models: this.models };
    const inDoubt = flavors.some(extraSpecs =>
      acceleratorsOfFlavor(extraSpecs, names).unknown.some(words =>
        words.startsWith('resources:CUSTOM_'),
      ),
    );
    if (!inDoubt || !(await this.baremetal.available(this.reading.signal))) {
      return names;
    }
    this.#read ??= this.reading.attempt(
      'The resource classes of bare metal',
      this.#all(),
      PART,
    );
    return { ...names, nodeClasses: await this.#read };
  }

  /** Of nodes that differ within a class, the most of each model: who takes one may get the one that has more. */
  async #all(): Promise<Map<string, Accelerators>> {
    const classes = new Map<string, Accelerators>();
    const onOdd = this.reading.oddPart('The node', 'uuid');
    for await (const page of this.baremetal.nodes(this.reading.signal, onOdd)) {
      for (const node of page) {
        if (node.resource_class) {
          const name = nodeClassOf(node.resource_class);
          const known = classes.get(name) ?? { gpus: {}, unknown: [] };
          const found = countsOf(hardwareOfNode(node, this.models));
          classes.set(name, mostOf(known, found));
        }
      }
    }
    return classes;
  }
}

function mostOf(one: Accelerators, other: Accelerators): Accelerators {
  const gpus = { ...one.gpus };
  for (const [model, count] of Object.entries(other.gpus)) {
    gpus[model] = Math.max(gpus[model] ?? 0, count);
  }
  return {
    gpus,
    unknown: [...new Set([...one.unknown, ...other.unknown])].sort(),
  };
}
