import { Random } from '../kernel/Random';
import { stableUuid } from '../kernel/ids';
import { hardwareFor } from './hardware';
import type { Estate, Machine, MachineRole, Rack } from './model';
import { platformOf } from './platform';
import { seedProjects, seedWorkloads } from './workloads';

const PER_RACK = 8;
const FIRST_RACK = 11;

export interface EstateSize {
  seed: number;
  machines: number;
  /** Machines in racks of their own, for a cloud that installs them by itself. */
  bareMetal?: number;
  instances: number;
  site: string;
}

/** Of every eight machines five are compute, one gpu, one storage, one infra. */
function roleOf(index: number): MachineRole {
  const pattern: MachineRole[] = [
    'compute',
    'gpu',
    'compute',
    'infra',
    'compute',
    'storage',
    'compute',
    'compute',
  ];
  return pattern[index % pattern.length];
}

function mac(random: Random): string {
  const tail = random.hex(6).match(/../g) ?? [];
  return ['3c', 'ec', 'ef', ...tail].join(':');
}

function seedRacks(count: number, site: string): Rack[] {
  return Array.from({ length: count }, (_, i) => {
    const name = `r${FIRST_RACK + i}`;
    return {
      name,
      site,
      switches: [`${name}-sw1`, `${name}-sw2`],
      powerFeeds: [`${name}-a`, `${name}-b`],
    };
  });
}

function address(network: number, index: number): string {
  return `10.${network}.${Math.floor(index / 250)}.${(index % 250) + 2}`;
}

function seedMachine(index: number, ordinal: number, size: EstateSize) {
  const random = new Random(size.seed * 7919 + index);
  const role = roleOf(index);
  const rack = `r${FIRST_RACK + Math.floor(index / PER_RACK)}`;
  const unit = index % PER_RACK;
  const machine: Machine = {
    id: stableUuid(size.seed, 'machine', index),
    hostname: `${rack}-n${String(unit + 1).padStart(2, '0')}`,
    site: size.site,
    rack,
    unit: unit * 4 + 2,
    role,
    platform: platformOf(role, Math.floor(index / PER_RACK), unit),
    systemUuid: stableUuid(size.seed, 'system', index),
    serial: `IS${random.hex(8).toUpperCase()}`,
    macs: [mac(random), mac(random)],
    bmcAddress: address(250, index),
    managementAddress: address(240, index),
    ...hardwareFor(role, ordinal, random),
  };
  return machine;
}

/** Every fourth one has GPUs. Nothing of them is shared with the other machines, their networks neither. */
function seedBareMetal(size: EstateSize): Machine[] {
  return Array.from({ length: size.bareMetal ?? 0 }, (_, index) => {
    const random = new Random(size.seed * 15_485_863 + index);
    const role: MachineRole = index % 4 === 3 ? 'gpu' : 'compute';
    const rack = `b${FIRST_RACK + Math.floor(index / PER_RACK)}`;
    const unit = index % PER_RACK;
    return {
      id: stableUuid(size.seed, 'bare-metal', index),
      hostname: `${rack}-n${String(unit + 1).padStart(2, '0')}`,
      site: size.site,
      rack,
      unit: unit * 4 + 2,
      role,
      platform: 'metal',
      systemUuid: stableUuid(size.seed, 'bare-metal-system', index),
      serial: `IS${random.hex(8).toUpperCase()}`,
      macs: [mac(random), mac(random)],
      bmcAddress: address(251, index),
      managementAddress: address(241, index),
      ...hardwareFor(role, Math.floor(index / 4), random),
    };
  });
}

/** The same options give the same estate, on every run. */
export function seedEstate(size: EstateSize): Estate {
  const ordinals: Record<MachineRole, number> = {
    compute: 0,
    gpu: 0,
    storage: 0,
    infra: 0,
  };
  const machines = Array.from({ length: size.machines }, (_, index) => {
    const role = roleOf(index);
    const machine = seedMachine(index, ordinals[role], size);
    ordinals[role] += 1;
    return machine;
  });
  const projects = seedProjects(size.instances);
  return {
    seed: size.seed,
    site: size.site,
    racks: seedRacks(Math.ceil(size.machines / PER_RACK), size.site),
    machines,
    bareMetal: seedBareMetal(size),
    projects,
    workloads: seedWorkloads(
      size.seed,
      projects,
      size.instances,
      machines.some(machine => machine.platform === 'proxmox'),
    ),
  };
}
