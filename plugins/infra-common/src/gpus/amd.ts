import { gpuProducts } from './gpuProduct';

/**
 * GPUs of AMD. Ids: the PCI ID database (pci.ids of 2026-08-22). Memory and form: AMD's data sheets. Each half
 * of an MI250 or MI250X is a device of its own with half of the module's memory. Where boards share an id, the
 * name says so. What AMD calls MxGPU is a virtual function of a card: a slice.
 */
export const AMD_GPUS = gpuProducts({ id: '1002', slug: 'amd', title: 'AMD' }, [
  // Instinct
  ['6860', 'mi25-or-v340', 'Radeon Instinct MI25 or Pro V340', 16, 'pcie'],
  ['6864', 'mi25-or-v340', 'Radeon Instinct MI25 or Pro V340', 16, 'pcie'],
  ['686c', 'mi25-or-v340/vf', 'MI25 or V340 MxGPU', 16, 'pcie'],
  ['66a1', 'mi50-or-pro-vii', 'Instinct MI50 or Radeon Pro VII', 16, 'pcie'],
  ['738c', 'mi100', 'Instinct MI100', 32, 'pcie'],
  ['738e', 'mi100', 'Instinct MI100', 32, 'pcie'],
  ['740f', 'mi210', 'Instinct MI210', 64, 'pcie'],
  ['740c', 'mi250-or-mi250x', 'Instinct MI250 or MI250X', 64, 'oam'],
  ['7408', 'mi250x', 'Instinct MI250X', 64, 'oam'],
  ['74a0', 'mi300a', 'Instinct MI300A', 128, 'superchip'],
  ['74a1', 'mi300x', 'Instinct MI300X', 192, 'oam'],
  ['74b5', 'mi300x/vf', 'Instinct MI300X virtual function', 192, 'oam'],
  ['74a2', 'mi308x', 'Instinct MI308X', 192, 'oam'],
  ['74a9', 'mi300x-hf', 'Instinct MI300X HF', 192, 'oam'],
  ['74a5', 'mi325x', 'Instinct MI325X', 256, 'oam'],
  ['74b9', 'mi325x/vf', 'Instinct MI325X virtual function', 256, 'oam'],
  ['75a0', 'mi350x', 'Instinct MI350X', 288, 'oam'],
  ['75a3', 'mi355x', 'Instinct MI355X', 288, 'oam'],
  // Radeon Pro of data centres
  ['73a1', 'v620', 'Radeon Pro V620', 32, 'pcie'],
  ['73ae', 'v620/vf', 'Radeon Pro V620 MxGPU', 32, 'pcie'],
  ['7460', 'v710', 'Radeon Pro V710', 28, 'pcie'],
]);
