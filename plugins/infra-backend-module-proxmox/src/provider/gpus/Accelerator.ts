import type { PciDeviceKind } from '@ironstage/plugin-infra-common';
import { pciAddress } from '../../client/guests/hostpci';
import type { WirePciDevice } from '../../client/hardware/HardwareClient';
import type { MappedDevice } from '../../client/mappings/MappingsClient';
import { kindOfDevice, sliceOf, type GpuModels } from '../../config/gpuModels';

/** What a slice is called whose kind nobody tells: of an SR-IOV or mediated card. */
const SLICE = 'vgpu';

/**
 * Classes of PCI devices that may be accelerators: display controllers, co-processors, processing
 * accelerators. Source: the class codes of the PCI ID database.
 */
const CLASSES = /^(03|0b40|12)/;

/** A device of a node that is a GPU or a part of one, or that nobody has said what it is. */
export interface Accelerator {
  node: string;
  /** `0000:81:00.0` */
  address: string;
  vendorId: string;
  productId: string;
  /** the mappings by which it can be handed out, by name */
  mappings: string[];
  /** cut into mediated devices */
  mdev: boolean;
  /** a part of a card */
  slice: boolean;
  /** as in resource vectors; undefined when nobody knows it */
  model?: string;
}

interface Seen {
  address: string;
  pciId: string;
  /** six hex digits; undefined when the node does not tell */
  class?: string;
  mappings: string[];
  mdev: boolean;
}

const hex = (text: string) => text.replace(/^0x/i, '').toLowerCase();
const busOf = (address: string) => address.slice(0, address.lastIndexOf(':'));

/** `0000:81:00` means the card, which its first function stands for. */
export const withFunction = (address: string) =>
  address.includes('.') ? address : `${address}.0`;

/**
 * True for a virtual function: on a PCIe link there is one device, so what has the ids of another function
 * before it on its bus is a part of that one. (Sound and USB functions have ids of their own.) Bus 0 is no
 * link: what is soldered or emulated there stands beside each other.
 */
function isVirtual(one: Seen, all: readonly Seen[]): boolean {
  return all.some(
    other =>
      other.pciId === one.pciId &&
      busOf(other.address) === busOf(one.address) &&
      !busOf(one.address).endsWith(':00') &&
      other.address < one.address,
  );
}

/** What a node is known to have, each device once, however many mappings name it. */
function seenOn(
  node: string,
  mapped: readonly MappedDevice[],
  hardware: readonly WirePciDevice[] | undefined,
): Seen[] {
  const seen = new Map<string, Seen>();
  for (const row of hardware ?? []) {
    const address = pciAddress(row.id);
    seen.set(address, {
      address,
      pciId: `${hex(row.vendor)}:${hex(row.device)}`,
      class: hex(row.class),
      mappings: [],
      mdev: false,
    });
  }
  const byName = mapped
    .filter(device => device.node === node)
    .sort((a, b) => (a.mapping < b.mapping ? -1 : 1));
  for (const device of byName) {
    const address = withFunction(device.path);
    const known = seen.get(address);
    seen.set(address, {
      address,
      pciId: `${device.vendorId}:${device.productId}`,
      ...(known?.class && { class: known.class }),
      mappings: [...(known?.mappings ?? []), device.mapping],
      mdev: (known?.mdev ?? false) || device.mdev,
    });
  }
  return [...seen.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

function modelOf(kind: PciDeviceKind, slice: boolean): string | undefined {
  if (kind.kind !== 'gpu') {
    return undefined;
  }
  return slice ? sliceOf(kind.model, SLICE) : kind.model;
}

/**
 * The accelerators of a node.
 *
 * @param hardware - undefined when the node does not tell: then there is what the mappings say
 */
export function acceleratorsOf(
  node: string,
  mapped: readonly MappedDevice[],
  hardware: readonly WirePciDevice[] | undefined,
  models: GpuModels,
): Accelerator[] {
  const all = seenOn(node, mapped, hardware);
  return all.flatMap(one => {
    const kind = kindOfDevice(one, models);
    const may = one.class === undefined || CLASSES.test(one.class);
    if (kind.kind === 'other' || (kind.kind === 'unknown' && !may)) {
      return [];
    }
    const [vendorId, productId] = one.pciId.split(':');
    const virtual = isVirtual(one, all) || /\.[1-9a-f]$/.test(one.address);
    const slice = one.mdev || virtual;
    return [
      {
        node,
        address: one.address,
        vendorId,
        productId,
        mappings: one.mappings,
        mdev: one.mdev,
        slice,
        model: modelOf(kind, slice),
      },
    ];
  });
}
