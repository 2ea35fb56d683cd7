import type { Estate, Machine } from '../../estate/model';
import { demoMaas } from '../demo';
import { Status } from '../status';

/** What a machine of the estate is in MAAS's eyes. */
export interface MaasRole {
  nodeType: 0 | 2 | 4;
  status: number;
  owner: string | null;
  pool: string;
  /** `ubuntu/jammy`, or empty for a machine that is not installed. */
  image: string;
  annotations: Record<string, string>;
  /** Has no management controller that MAAS knows: somebody switches it by hand. */
  manual?: boolean;
}

const CONTROLLERS = 3;

/** What becomes of the metal that nobody's cloud runs on, in turn. */
const metal: readonly number[] = [
  Status.Ready,
  Status.Deployed,
  Status.Ready,
  Status.Ready,
  Status.Broken,
  Status.Deployed,
  Status.New,
  Status.Ready,
  Status.FailedDeployment,
  Status.Ready,
  Status.Commissioning,
  Status.Ready,
];

/** Position, among the metal, of the machine without a management controller. */
const SWITCHED_BY_HAND = 7;

function ofPlatform(pool: string, image: string): MaasRole {
  return {
    nodeType: 0,
    status: Status.Deployed,
    owner: demoMaas.platformUsername,
    pool,
    image,
    annotations: { team: 'platform' },
  };
}

function ofMetal(ordinal: number, projects: readonly string[]): MaasRole {
  const status = metal[ordinal % metal.length];
  const project = projects[ordinal % projects.length];
  const installed: number[] = [Status.Deployed, Status.FailedDeployment];
  const owned = installed.includes(status);
  return {
    nodeType: 0,
    status,
    owner: owned ? demoMaas.memberUsername : null,
    pool: owned ? project : 'default',
    image: owned ? 'ubuntu/jammy' : '',
    annotations: owned ? { project } : {},
    manual: ordinal === SWITCHED_BY_HAND,
  };
}

/**
 * Every machine of the estate is one of MAAS: the first three infra machines
 * are its controllers, what a cloud runs on is deployed by the platform team.
 */
export function rolesOf(estate: Estate): Map<Machine, MaasRole> {
  const roles = new Map<Machine, MaasRole>();
  let controllers = 0;
  let spare = 0;
  for (const machine of estate.machines) {
    if (machine.role === 'infra') {
      const role = ofPlatform('platform', 'ubuntu/jammy');
      const nodeType = controllers === 0 ? 4 : 2;
      roles.set(
        machine,
        controllers < CONTROLLERS ? { ...role, nodeType } : role,
      );
      controllers += 1;
    } else if (machine.role === 'storage') {
      roles.set(machine, ofPlatform('platform', 'ubuntu/jammy'));
    } else if (machine.platform === 'openstack') {
      roles.set(machine, ofPlatform('openstack', 'ubuntu/jammy'));
    } else if (machine.platform === 'proxmox') {
      roles.set(machine, ofPlatform('proxmox', 'custom/proxmox-ve-8'));
    } else {
      roles.set(machine, ofMetal(spare, estate.projects));
      spare += 1;
    }
  }
  return roles;
}
