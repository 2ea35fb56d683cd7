import { parseGpuModel } from './gpuModel';
import { GPU_PRODUCTS } from './products';

const TITLES = new Map(GPU_PRODUCTS.map(({ model, title }) => [model, title]));

/** What part of a card a slice is: `vGPU slice`, `MIG 1g.10gb slice`. */
function sliceWords(slice: string): string {
  const mig = /^mig-(.+)$/.exec(slice);
  if (mig) {
    return `MIG ${mig[1]} slice`;
  }
  return slice === 'vgpu' ? 'vGPU slice' : `${slice} slice`;
}

/** A GPU model for a person: `NVIDIA A100 PCIe 80 GB, vGPU slice`; what nobody has a title for as it is. @public */
export function gpuTitle(model: string): string {
  const { card, slice } = parseGpuModel(model);
  const whole = TITLES.get(model);
  if (whole || !slice) {
    return whole ?? model;
  }
  return `${TITLES.get(card) ?? card}, ${sliceWords(slice)}`;
}
