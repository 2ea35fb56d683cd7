import type { Random } from '../kernel/Random';
import type { Gpu, MachineRole } from './model';

interface Hardware {
  threads: number;
  memoryMib: number;
  diskGib: number;
  gpus: Gpu[];
}

const GIB = 1024;

function gpus(
  count: number,
  model: Omit<Gpu, 'pciAddress'>,
  firstBus: number,
): Gpu[] {
  return Array.from({ length: count }, (_, i) => ({
    ...model,
    pciAddress: `0000:${(firstBus + i).toString(16).padStart(2, '0')}:00.0`,
  }));
}

/** The estate's cards: what they are is said here, and every cloud's wire follows from it. */
const a100 = {
  model: 'NVIDIA A100',
  card: 'nvidia-a100-pcie-80gb',
  vendorId: '10de',
  productId: '20b5',
  vendorName: 'NVIDIA Corporation',
  pciName: 'GA100 [A100 PCIe 80GB]',
  memoryGib: 80,
};
const h100 = {
  model: 'NVIDIA H100',
  card: 'nvidia-h100-sxm5-80gb',
  vendorId: '10de',
  productId: '2330',
  vendorName: 'NVIDIA Corporation',
  pciName: 'GH100 [H100 SXM5 80GB]',
  memoryGib: 80,
};

/** Every second GPU machine has H100, the others A100. */
function gpuHardware(ordinal: number): Hardware {
  return {
    threads: 128,
    memoryMib: 1024 * GIB,
    diskGib: 15_000,
    gpus: ordinal % 2 === 0 ? gpus(4, a100, 0x10) : gpus(8, h100, 0x40),
  };
}

/** What a machine of a role is made of; `ordinal` counts within the role. */
export function hardwareFor(
  role: MachineRole,
  ordinal: number,
  random: Random,
): Hardware {
  switch (role) {
    case 'gpu':
      return gpuHardware(ordinal);
    case 'storage':
      return { threads: 32, memoryMib: 256 * GIB, diskGib: 120_000, gpus: [] };
    case 'infra':
      return { threads: 32, memoryMib: 128 * GIB, diskGib: 2_000, gpus: [] };
    default:
      return {
        threads: random.pick([64, 96, 128]),
        memoryMib: random.pick([384, 512, 768]) * GIB,
        diskGib: random.pick([4_000, 8_000]),
        gpus: [],
      };
  }
}
