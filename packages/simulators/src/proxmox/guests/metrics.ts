import type { GuestRow, Run } from '../rows';
import { memoryBytes, vcpus } from './config';

/** A number in [0, 1) that depends only on its arguments. */
export function noise(seed: number, salt: number): number {
  let t = Math.imul(seed ^ (salt * 0x9e3779b9), 0x85ebca6b);
  t ^= t >>> 13;
  t = Math.imul(t, 0xc2b2ae35);
  return ((t ^ (t >>> 16)) >>> 0) / 4294967296;
}

/** 0…1 that rises and falls over about ten minutes. */
export function wave(seed: number, now: number): number {
  return 0.5 + 0.5 * Math.sin(now / 100_000 + noise(seed, 9) * 6.283);
}

/** What pvestatd measures of a running guest. */
export interface Measured {
  cpu: number;
  mem: number;
  memhost: number;
  netin: number;
  netout: number;
  diskread: number;
  diskwrite: number;
  uptime: number;
}

export function measure(row: GuestRow, run: Run, now: number): Measured {
  const { vmid } = row;
  const busy = 0.01 + 0.5 * noise(vmid, 1) * noise(vmid, 2);
  const cpu = run.paused ? 0 : busy * (0.6 + 0.8 * wave(vmid, now));
  const uptime = Math.max(0, Math.floor((now - run.since) / 1000));
  const maxmem = memoryBytes(row);
  const mem = Math.round(
    maxmem * (0.2 + 0.6 * noise(vmid, 3) + 0.05 * wave(vmid + 1, now)),
  );
  const counter = (salt: number, perSecond: number) =>
    Math.round(uptime * perSecond * (0.2 + noise(vmid, salt)));
  return {
    cpu: Math.min(1, cpu),
    mem,
    memhost: Math.min(maxmem, mem + 90 * 1024 ** 2),
    netin: counter(4, 4000),
    netout: counter(5, 2500),
    diskread: counter(6, 9000) + 80_000_000,
    diskwrite: counter(7, 12_000) + 20_000_000,
    uptime,
  };
}

export const idle: Measured = {
  cpu: 0,
  mem: 0,
  memhost: 0,
  netin: 0,
  netout: 0,
  diskread: 0,
  diskwrite: 0,
  uptime: 0,
};

/** CPUs that all running guests of a node keep busy. */
export function busyCpus(
  guests: readonly GuestRow[],
  now: number,
): { cpus: number; memory: number } {
  let cpus = 0;
  let memory = 0;
  for (const row of guests) {
    if (row.run) {
      const measured = measure(row, row.run, now);
      cpus += measured.cpu * vcpus(row);
      memory += measured.memhost;
    }
  }
  return { cpus, memory };
}
