import type { MachineRole, Platform } from './model';

/** Every third rack is run by Proxmox; its last units are metal for single users. */
const RACKS_IN_TURN = 3;
const FIRST_SPARE_UNIT = 6;

/** @param rack - counted from 0; @param unit - position in the rack, from 0 */
export function platformOf(
  role: MachineRole,
  rack: number,
  unit: number,
): Platform {
  if (role === 'storage' || role === 'infra') {
    return 'metal';
  }
  if (rack % RACKS_IN_TURN !== RACKS_IN_TURN - 1) {
    return 'openstack';
  }
  return unit >= FIRST_SPARE_UNIT ? 'metal' : 'proxmox';
}
