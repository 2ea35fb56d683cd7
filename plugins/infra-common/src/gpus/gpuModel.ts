/**
 * How GPUs are named in resource vectors: `nvidia-a100-sxm4-80gb` is a whole card,
 * `nvidia-a100-sxm4-80gb/mig-1g.10gb` or `nvidia-a100-sxm4-80gb/vgpu` a slice of one. A card and its
 * slices are different things: who may have one may not have the other, and their counts are never added.
 * @public
 */
export interface GpuModelParts {
  /** the card, as the table or the configuration calls it */
  card: string;
  /** what part of the card; undefined for all of it */
  slice?: string;
}

/** {@inheritDoc GpuModelParts} @public */
export function gpuModelName({ card, slice }: GpuModelParts): string {
  return slice ? `${card}/${slice}` : card;
}

/** The opposite of {@link gpuModelName}. @public */
export function parseGpuModel(model: string): GpuModelParts {
  const at = model.indexOf('/');
  return at < 0
    ? { card: model }
    : { card: model.slice(0, at), slice: model.slice(at + 1) };
}
