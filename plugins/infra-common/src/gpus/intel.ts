import { gpuProducts } from './gpuProduct';

/**
 * GPUs of Intel and the accelerators of Habana Labs, which Intel sells under its name. Ids: the PCI ID database
 * (pci.ids of 2026-08-22). Memory and form: Intel's product pages. A Flex 140 has two devices of 6 GB. The first
 * Gaudi came as a module and as a PCIe card, secured or not, under the same ids.
 */
export const INTEL_GPUS = [
  ...gpuProducts({ id: '8086', slug: 'intel', title: 'Intel' }, [
    ['0bd9', 'max-1100', 'Data Center GPU Max 1100', 48, 'pcie'],
    ['0bda', 'max-1100', 'Data Center GPU Max 1100', 48, 'pcie'],
    ['0bdb', 'max-1100', 'Data Center GPU Max 1100', 48, 'pcie'],
    ['0bd7', 'max-1350', 'Data Center GPU Max 1350', 96, 'oam'],
    ['0bd8', 'max-1350', 'Data Center GPU Max 1350', 96, 'oam'],
    ['0bd5', 'max-1550', 'Data Center GPU Max 1550', 128, 'oam'],
    ['0bd6', 'max-1550', 'Data Center GPU Max 1550', 128, 'oam'],
    ['56c1', 'flex-140', 'Data Center GPU Flex 140', 6, 'pcie'],
    ['56c0', 'flex-170', 'Data Center GPU Flex 170', 16, 'pcie'],
    ['56b1', 'arc-pro-a40-or-a50', 'Arc Pro A40 or A50', 6, 'pcie'],
    ['56b3', 'arc-pro-a60', 'Arc Pro A60', 12, 'pcie'],
    ['e212', 'arc-pro-b50', 'Arc Pro B50', 16, 'pcie'],
    ['e211', 'arc-pro-b60', 'Arc Pro B60', 24, 'pcie'],
    ['e223', 'arc-pro-b70', 'Arc Pro B70', 32, 'pcie'],
  ]),
  ...gpuProducts({ id: '1da3', slug: 'intel', title: 'Intel' }, [
    ['1000', 'gaudi', 'Gaudi', 32, 'oam'],
    ['1010', 'gaudi', 'Gaudi', 32, 'oam'],
    ['1020', 'gaudi2', 'Gaudi 2', 96, 'oam'],
    ['1060', 'gaudi3', 'Gaudi 3', 128, 'oam'],
    ['1063', 'gaudi3-pcie', 'Gaudi 3 PCIe', 128, 'pcie'],
  ]),
];
