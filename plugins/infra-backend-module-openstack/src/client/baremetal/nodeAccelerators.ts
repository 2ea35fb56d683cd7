import type { GpuDevice, InventoryItem } from '@ironstage/plugin-infra-node';
import {
  acceleratorsOfTraits,
  byPciId,
  type Accelerators,
  type GpuModels,
} from '../accelerators';
import type { WireNode } from './types';

/** A GPU of a machine, as its row spells it. */
export interface NodeGpu {
  model: string;
  vendorId?: string;
  productId?: string;
  pciAddress?: string;
}

/** What a node has that is or may be an accelerator. */
export interface NodeHardware {
  gpus: NodeGpu[];
  unknown: string[];
}

/** Four hex digits of what people also write as `0x20B5`. */
const pciPart = (text: string) =>
  text.trim().toLowerCase().replace(/^0x/, '').padStart(4, '0');

/**
 * GPUs of a node: the devices that the inspection hook `accelerators` found and wrote into its properties, else
 * what its traits say. Source: ironic/drivers/modules/inspector/hooks/accelerators.py.
 */
export function hardwareOfNode(
  { properties, traits }: Pick<WireNode, 'properties' | 'traits'>,
  models: GpuModels,
): NodeHardware {
  const found = properties.accelerators;
  if (!found || found.length === 0) {
    const { gpus, unknown } = acceleratorsOfTraits(traits, models);
    return { gpus: Object.keys(gpus).map(model => ({ model })), unknown };
  }
  const gpus: NodeGpu[] = [];
  const unknown = new Set<string>();
  for (const device of found) {
    const vendorId = pciPart(device.vendor_id);
    const productId = pciPart(device.device_id);
    const what = byPciId(`${vendorId}:${productId}`, models);
    if (what.kind === 'gpu') {
      gpus.push({
        model: what.model,
        vendorId,
        productId,
        ...(device.pci_address && {
          pciAddress: device.pci_address.toLowerCase(),
        }),
      });
    } else if (what.kind === 'unknown') {
      unknown.add(`${vendorId}:${productId}`);
    }
  }
  return { gpus, unknown: [...unknown].sort() };
}

/** How many a node has of each model. */
export function countsOf({ gpus, unknown }: NodeHardware): Accelerators {
  const counts: Record<string, number> = {};
  for (const { model } of gpus) {
    counts[model] = (counts[model] ?? 0) + 1;
  }
  return { gpus: counts, unknown };
}

/** GPUs of a machine's row, one device each: whoever has the machine has them all. */
export function toMachineGpus(machine: InventoryItem): GpuDevice[] {
  const gpus = (machine.attributes.gpus ?? []) as NodeGpu[];
  const free = machine.status === 'ready' || machine.status === 'new';
  return gpus.map((gpu, index) => ({
    ...gpu,
    externalId: `${machine.externalId}/${gpu.pciAddress ?? index}`,
    hostKind: 'machine',
    hostExternalId: machine.externalId,
    form: 'whole',
    total: 1,
    allocated: free ? 0 : 1,
  }));
}
