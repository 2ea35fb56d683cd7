import { Random } from '../kernel/Random';
import type { Workload } from './model';

const teams = [
  'search',
  'payments',
  'ml-research',
  'data',
  'mobile',
  'checkout',
];
const environments = ['prod', 'dev', 'staging'];
const services = ['api', 'web', 'worker', 'db', 'cache', 'queue', 'batch'];

const INSTANCES_PER_PROJECT = 40;
/** One instance in so many runs on Proxmox, where the estate has it. */
const PROXMOX_SHARE = 5;

/** Team and environment names; at least six projects, more in a big estate. */
export function seedProjects(instances: number): string[] {
  const count = Math.max(6, Math.ceil(instances / INSTANCES_PER_PROJECT));
  return Array.from({ length: count }, (_, i) => {
    const team = teams[i % teams.length];
    const round = Math.floor(i / teams.length);
    const environment = environments[(i + round) % environments.length];
    const number = Math.floor(round / environments.length);
    const suffix = number === 0 ? '' : `-${number + 1}`;
    return `${team}${suffix}-${environment}`;
  });
}

/** Legacy instances: spread over the projects, some stopped, some old. */
export function seedWorkloads(
  seed: number,
  projects: readonly string[],
  instances: number,
  proxmox: boolean,
): Workload[] {
  const random = new Random(seed * 104729 + 17);
  const counters = new Map<string, number>();
  return Array.from({ length: instances }, (_, i) => {
    const project = projects[i % projects.length];
    const base = `${project}-${random.pick(services)}`;
    const number = (counters.get(base) ?? 0) + 1;
    counters.set(base, number);
    const gpu = project.startsWith('ml-') && random.next() < 0.25;
    return {
      name: `${base}-${String(number).padStart(2, '0')}`,
      project,
      platform:
        proxmox && !gpu && i % PROXMOX_SHARE === PROXMOX_SHARE - 1
          ? 'proxmox'
          : 'openstack',
      size: gpu
        ? random.weighted({ 'gpu-small': 3, 'gpu-large': 1 })
        : random.weighted({ small: 6, medium: 3, large: 1 }),
      running: random.next() < 0.9,
      ageHours: random.int(2, 24 * 400),
    };
  });
}
