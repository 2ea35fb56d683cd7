import type { MachineRow } from '../inventory/HardwareRows';

/** Gives a role to machines that have one of the tags or are in one of the pools. */
export interface MachineRoleRule {
  role: string;
  tags: string[];
  pools: string[];
}

/**
 * What a machine is for: what the first rule says that applies, else what its provider says.
 *
 * @returns null for a machine that nobody has given a role
 */
export function machineRole(
  machine: Pick<MachineRow, 'role' | 'pool' | 'tags'>,
  rules: MachineRoleRule[],
): string | null {
  const rule = rules.find(
    ({ tags, pools }) =>
      tags.some(tag => machine.tags.includes(tag)) ||
      (machine.pool !== null && pools.includes(machine.pool)),
  );
  return rule?.role ?? machine.role;
}
