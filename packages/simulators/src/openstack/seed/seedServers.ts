import { stableHex, stableUuid } from '../../kernel/ids';
import type { Estate, Workload } from '../../estate/model';
import { copyOf } from '../compute/serverLookups';
import { demandOf, type Placed } from '../compute/Scheduler';
import type { FlavorCopy } from '../compute/rows';
import { demoCredentials, demoProjectId } from '../demo';
import type { NetworkCore } from '../network/NetworkCore';
import { candidatesOfTree } from '../placement/candidates';
import type { PlacementLedger } from '../placement/PlacementLedger';
import { VOLUME_TYPE } from '../volume/VolumeQuotas';
import { flavorId, imageId } from './seedCatalogue';
import { projectNetworkId } from './seedNetworks';

const HOUR = 3_600_000;
/** Every so many instances have a volume. */
const VOLUME_EVERY = 8;
const DEVICES = ['VGPU', 'CUSTOM_GPU_H100', 'CUSTOM_PCI_10DE_20B5'];

/** Takes the hosts in turn: seeding must not look at every host each time. */
class Cursor {
  #at = 0;

  constructor(
    private readonly core: NetworkCore,
    private readonly ledger: PlacementLedger,
  ) {}

  next(flavor: FlavorCopy): Placed | undefined {
    const { hypervisors, providers } = this.core.context.tables;
    const all = hypervisors.all();
    const demand = demandOf(flavor);
    const device = DEVICES.some(name => name in demand.resources);
    for (let i = 0; i < all.length; i += 1) {
      const row = all[(this.#at + i) % all.length];
      const root = providers.get(row.id);
      if (!root || root.traits.includes('CUSTOM_GPU_NODE') !== device) {
        continue;
      }
      const tree = providers.by('root', root.id);
      const found = candidatesOfTree(root, tree, demand, this.ledger)[0];
      if (found) {
        this.#at = (this.#at + i + 1) % all.length;
        return { host: row.hostname, held: found.held };
      }
    }
    return undefined;
  }
}

/** A data volume, as every so many instances have one. */
function seedVolume(
  core: NetworkCore,
  serverId: string,
  workload: Workload,
  seed: number,
  createdAt: number,
): void {
  const { servers, volumes } = core.context.tables;
  const id = stableUuid(seed, 'volume', serverId);
  volumes.insert({
    id,
    name: `${workload.name}-data`,
    description: null,
    projectId: demoProjectId(workload.project),
    userId: stableHex('user', demoCredentials.memberUsername),
    status: 'in-use',
    size: 100,
    volumeType: VOLUME_TYPE,
    metadata: {},
    createdAt,
    updatedAt: createdAt,
  });
  const server = servers.get(serverId);
  if (server) {
    servers.update(server, {
      volumes: [{ id, deleteOnTermination: false }],
    });
  }
}

function seedServer(
  core: NetworkCore,
  ledger: PlacementLedger,
  workload: Workload,
  index: number,
  placed: Placed,
  flavor: FlavorCopy,
  seed: number,
): void {
  const { servers } = core.context.tables;
  const createdAt = core.context.clock.now() - workload.ageHours * HOUR;
  const id = stableUuid(seed, 'server', index);
  const projectId = demoProjectId(workload.project);
  const userId = stableHex('user', demoCredentials.memberUsername);
  servers.insert({
    id,
    name: workload.name,
    number: index + 1,
    projectId,
    userId,
    flavor,
    imageId: imageId(
      workload.ageHours > 24 * 330 ? 'eu-baseos-2024.07' : 'eu-baseos-2025.01',
    ),
    vmState: workload.running ? 'active' : 'stopped',
    taskState: null,
    powerState: workload.running ? 1 : 4,
    host: placed.host,
    requestedZone: null,
    metadata: {},
    tags: [],
    keyName: null,
    userData: null,
    description: null,
    hostname: workload.name,
    configDrive: false,
    reservationId: `r-${stableHex(seed, 'reservation', index).slice(0, 8)}`,
    launchIndex: 0,
    groupId: null,
    securityGroupIds: [],
    networks: [],
    volumes: [],
    createdAt,
    updatedAt: createdAt,
    launchedAt: createdAt + 3000,
    terminatedAt: null,
    locked: false,
    lockedReason: null,
    lockedBy: null,
    fault: null,
    cell0: false,
    gone: false,
    resize: null,
    actions: [],
    steps: [],
  });
  ledger.claim(id, placed.held, { projectId, userId });
  if (index % VOLUME_EVERY === 0) {
    seedVolume(core, id, workload, seed, createdAt);
  }
  core.createPort({
    networkId: projectNetworkId(workload.project),
    projectId,
    deviceId: id,
    deviceOwner: 'compute:nova',
    bindingHost: placed.host,
    status: workload.running ? 'ACTIVE' : 'DOWN',
    autoCreated: true,
    free: true,
  });
}

/** Room for what runs already and half as much again. */
function seedQuotas(core: NetworkCore, projects: readonly string[]): void {
  const { servers, computeQuotas } = core.context.tables;
  for (const project of projects) {
    const id = demoProjectId(project);
    const own = servers.by('project', id);
    const sum = (of: (flavor: FlavorCopy) => number) =>
      own.reduce((total, row) => total + of(row.flavor), 0);
    const room = (used: number, step: number) =>
      Math.max(step, Math.ceil((used * 1.5) / step) * step);
    computeQuotas.insert({
      id,
      limits: {
        instances: room(own.length, 10),
        cores: room(
          sum(flavor => flavor.vcpus),
          20,
        ),
        ram: room(
          sum(flavor => flavor.ram),
          51_200,
        ),
      },
    });
  }
}

/** The instances that ran before the portal came, oldest first. */
export function seedServers(
  core: NetworkCore,
  ledger: PlacementLedger,
  estate: Estate,
): number {
  const { flavors } = core.context.tables;
  const cursor = new Cursor(core, ledger);
  const workloads = estate.workloads
    .filter(workload => workload.platform === 'openstack')
    .sort((a, b) => b.ageHours - a.ageHours);
  let left = 0;
  workloads.forEach((workload, index) => {
    const wanted = flavors.get(flavorId(workload.size));
    const small = flavors.get(flavorId('small'));
    for (const row of [wanted, small]) {
      const placed = row && cursor.next(copyOf(row));
      if (row && placed) {
        const flavor = copyOf(row);
        seedServer(core, ledger, workload, index, placed, flavor, estate.seed);
        return;
      }
    }
    left += 1;
  });
  seedQuotas(core, estate.projects);
  return left;
}
