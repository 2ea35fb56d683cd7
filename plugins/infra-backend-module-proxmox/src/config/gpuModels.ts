import {
  gpuModelName,
  parseGpuModel,
  pciDevice,
  type PciDeviceKind,
} from '@ironstage/plugin-infra-common';

/** Models by the id of a PCI resource mapping or by PCI id, `10de:26b9`; `none` says that it is no GPU. */
export type GpuModels = Readonly<Record<string, string>>;

/** What the configuration itself says of a mapping. */
export function namedKind(
  mapping: string,
  models: GpuModels,
): PciDeviceKind | undefined {
  const named = Object.hasOwn(models, mapping) ? models[mapping] : undefined;
  if (named === undefined) {
    return undefined;
  }
  return named === 'none' ? { kind: 'other' } : { kind: 'gpu', model: named };
}

/**
 * What a device is: as the configuration names one of its mappings or its PCI id, else as the table of
 * vendor and device ids has it.
 */
export function kindOfDevice(
  device: { mappings: readonly string[]; pciId: string },
  models: GpuModels,
): PciDeviceKind {
  const byId = Object.fromEntries(
    Object.entries(models).map(([key, model]) => [key.toLowerCase(), model]),
  );
  return (
    device.mappings
      .map(mapping => namedKind(mapping, models))
      .find(kind => kind !== undefined) ?? pciDevice(device.pciId, byId)
  );
}

/** A part of a card: `nvidia-l40s` → `nvidia-l40s/nvidia-1155`. A model that says its slice already keeps it. */
export function sliceOf(model: string, slice: string): string {
  const { card, slice: named } = parseGpuModel(model);
  return gpuModelName({ card, slice: named ?? slice.toLowerCase() });
}
