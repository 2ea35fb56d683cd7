import {
  MACHINE_STANDINGS,
  sumVectors,
  type MachineCapacity,
  type MachineCapacityQuery,
  type MachineFigures,
  type MachineGrouping,
  type MachineStanding,
  type MachineStatus,
} from '@ironstage/plugin-infra-common';
import type { MachineRow } from '../inventory/HardwareRows';

/** Names of machines without a role that an answer has room for. */
const NAMES = 20;

const STANDING: Record<MachineStatus, MachineStanding> = {
  new: 'other',
  commissioning: 'transition',
  testing: 'transition',
  ready: 'ready',
  allocated: 'reserved',
  deploying: 'transition',
  deployed: 'deployed',
  releasing: 'transition',
  rescue: 'other',
  failed: 'broken',
  broken: 'broken',
  missing: 'broken',
  retired: 'other',
  unknown: 'other',
};

/** Where a machine stands, by the state of its row. */
export function standingOf(status: string): MachineStanding {
  return STANDING[status as MachineStatus] ?? 'other';
}

function figuresOf(machines: MachineRow[]): MachineFigures {
  const counts = Object.fromEntries(
    MACHINE_STANDINGS.map(standing => [standing, 0]),
  ) as MachineFigures['counts'];
  machines.forEach(({ status }) => {
    counts[standingOf(status)] += 1;
  });
  const hardware = (of: MachineRow[]) =>
    sumVectors(of.flatMap(({ vector }) => vector ?? []));
  return {
    total: machines.length,
    counts,
    hardware: {
      total: hardware(machines),
      ready: hardware(
        machines.filter(({ status }) => standingOf(status) === 'ready'),
      ),
    },
  };
}

function valuesOf(by: MachineGrouping, machine: MachineRow): (string | null)[] {
  if (by !== 'gpu') {
    return [machine[by]];
  }
  const models = Object.entries(machine.vector?.gpus ?? {})
    .filter(([, count]) => count > 0)
    .map(([model]) => model);
  return models.length > 0 ? models : [null];
}

const has = (wanted: string[] | undefined, value: string | null) =>
  !wanted?.length || (value !== null && wanted.includes(value));

/** Machines that match, counted by what is asked for. Their roles are the ones that count, rules included. */
export function machineSums(
  machines: MachineRow[],
  query: MachineCapacityQuery,
): Omit<MachineCapacity, 'errors'> & { withoutRole: { names: string[] } } {
  const matching = machines.filter(
    one =>
      has(query.provider, one.provider) &&
      has(query.site, one.site) &&
      has(query.role, one.role) &&
      has(query.pool, one.pool),
  );
  const groups = new Map<string | null, MachineRow[]>();
  for (const machine of matching) {
    for (const value of valuesOf(query.by, machine)) {
      const group = groups.get(value);
      if (group) {
        group.push(machine);
      } else {
        groups.set(value, [machine]);
      }
    }
  }
  const roleless = matching.filter(({ role }) => role === null);
  return {
    by: query.by,
    overall: figuresOf(matching),
    groups: [...groups]
      .sort(([a], [b]) =>
        a === null || b === null
          ? Number(a === null) - Number(b === null)
          : Number(a > b) - Number(a < b),
      )
      .map(([value, of]) => ({ value, ...figuresOf(of) })),
    withoutRole: {
      total: roleless.length,
      names: roleless.slice(0, NAMES).map(({ name }) => name),
    },
  };
}
