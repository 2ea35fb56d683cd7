import type { VendorWorld } from '../kernel/Vendor';
import { accountResources } from './account/accountResources';
import { collectionResources } from './collections/collectionResources';
import { tagResources } from './collections/tagResources';
import { controllerResources } from './controllers/controllerResources';
import { regionResources } from './describe/regionResources';
import { eventResources } from './events/eventResources';
import { Gate } from './http/Gate';
import type { Resource } from './http/resource';
import { imageResources } from './images/imageResources';
import type { MaasContext } from './MaasContext';
import { MaasState } from './MaasState';
import { MachineEngine } from './machines/MachineEngine';
import { machineResources } from './machines/machineResources';
import { MachineTexts } from './machines/MachineTexts';
import { networkResources } from './network/networkResources';
import { nodeResources } from './nodes/nodeResources';
import type { NodeRow } from './rows';
import { seedMachines } from './seed/seedMachines';
import { seedShared } from './seed/seedShared';
import { Status } from './status';
import { releaseOf } from './version';

/** Hypervisors stop with their machine, and come back if it is still theirs. */
function tellPower(node: NodeRow, world: VendorWorld): void {
  if (node.powerState === 'off') {
    world.hostPowered(node.hostname, false);
  } else if (node.powerState === 'on' && node.status === Status.Deployed) {
    world.hostPowered(node.hostname, true);
  }
}

/** One MAAS region over the estate's machines. */
export class MaasRegion {
  readonly state = new MaasState();
  readonly engine: MachineEngine;
  readonly gate: Gate;
  readonly context: MaasContext;
  readonly resources: readonly Resource[];

  /** @param stored - state of an earlier run; without it, it is seeded. */
  constructor(world: VendorWorld, stored?: unknown) {
    const { state } = this;
    const texts = new MachineTexts();
    if (stored !== undefined) {
      state.load(stored);
    }
    this.context = {
      tables: state.tables,
      clock: world.clock,
      faults: world.faults,
      estate: world.estate,
      release: releaseOf(world.options.maasVersion),
      next: sequence => state.next(sequence),
      change(node, patch) {
        texts.forget(node.id);
        const before = node.powerState;
        state.tables.nodes.update(node, patch);
        if (node.powerState !== before) {
          tellPower(node, world);
        }
        return node;
      },
      sharedChanged: () => texts.forgetAll(),
      changed: () => world.changed(),
    };
    this.engine = new MachineEngine(this.context);
    this.gate = new Gate(state.tables, world.clock);
    if (stored === undefined) {
      seedShared(this.context, world.estate);
      seedMachines(world.estate, this.engine);
    } else {
      this.engine.resume();
    }
    this.resources = [
      ...machineResources(
        this.engine,
        texts,
        world.options.maasListMsPerMachine,
      ),
      ...nodeResources(this.context, world.options.maasListMsPerMachine),
      ...controllerResources(this.context),
      ...tagResources(this.context),
      ...collectionResources(this.context),
      ...networkResources(this.context),
      ...imageResources(this.context),
      ...eventResources(this.context),
      ...accountResources(this.context),
      ...regionResources(this.context, () => this.resources),
    ];
  }

  /** Stops or revives the services of a controller. */
  setControllerAlive(hostname: string, alive: boolean): boolean {
    const controllers = this.state.tables.nodes
      .by('hostname', hostname)
      .filter(node => node.nodeType !== 0);
    controllers.forEach(node => this.context.change(node, { alive }));
    return controllers.length > 0;
  }
}
