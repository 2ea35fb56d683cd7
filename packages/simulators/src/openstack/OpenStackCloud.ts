import type { Estate } from '../estate/model';
import type { FaultBoard } from '../faults/FaultBoard';
import type { Clock } from '../kernel/Clock';
import type { Service } from '../kernel/http/serviceRouter';
import { baremetalService } from './baremetal/service';
import { CloudState } from './CloudState';
import { Scheduler } from './compute/Scheduler';
import { ServerEngine } from './compute/ServerEngine';
import { stepHandlers } from './compute/steps';
import { computeService } from './compute/service';
import { offersBaremetal } from './identity/catalog';
import { identityService } from './identity/service';
import { TokenStore } from './identity/TokenStore';
import { imageService } from './image/service';
import { NetworkCore } from './network/NetworkCore';
import { networkService } from './network/service';
import type { OpenStackContext } from './OpenStackContext';
import { PlacementLedger } from './placement/PlacementLedger';
import { placementService } from './placement/service';
import type { OpenStackRelease } from './release';
import { seedCatalogue } from './seed/seedCatalogue';
import { seedHosts } from './seed/seedHosts';
import { seedIdentity } from './seed/seedIdentity';
import { seedNodes } from './seed/seedNodes';
import { seedNetworks } from './seed/seedNetworks';
import { seedServers } from './seed/seedServers';
import { volumeService } from './volume/service';

export interface OpenStackOptions {
  regions: string[];
  tokenLifetimeSeconds: number;
  openstackRelease: OpenStackRelease;
  /** Where clients reach the services: the catalogue is made of it. */
  publicOrigin(): string;
}

/** One OpenStack cloud over the estate's machines. */
export class OpenStackCloud {
  readonly state = new CloudState();
  readonly tokens: TokenStore;
  readonly engine: ServerEngine;
  readonly context: OpenStackContext;

  /** @param stored - tables of an earlier run; without them it is seeded. */
  constructor(
    estate: Estate,
    clock: Clock,
    faults: FaultBoard,
    options: OpenStackOptions,
    changed: () => void,
    stored?: unknown,
  ) {
    this.context = {
      tables: this.state.tables,
      clock,
      faults,
      changed,
      ...options,
    };
    this.tokens = new TokenStore(this.context);
    if (stored !== undefined) {
      this.state.load(stored);
    }
    const ledger = new PlacementLedger(this.context);
    const network = new NetworkCore(this.context);
    const scheduler = new Scheduler(this.context, ledger);
    this.engine = new ServerEngine(
      this.context,
      ledger,
      scheduler,
      network,
      stepHandlers,
    );
    if (stored === undefined) {
      const { tables } = this.state;
      const now = clock.now();
      seedIdentity(tables, estate);
      seedCatalogue(tables, now);
      seedHosts(tables, estate, now);
      seedNetworks(network, estate);
      const left = seedServers(network, ledger, estate);
      if (left > 0) {
        throw new Error(
          `${left} of ${estate.workloads.length} instances do not fit on ${estate.machines.length} machines`,
        );
      }
    }
    if (this.state.tables.nodes.size === 0) {
      seedNodes(this.state.tables, estate, clock.now(), options);
    }
    this.engine.resume();
  }

  /** Calls back with each service: their sessions have different types. */
  eachService(visit: <S>(service: Service<S>) => void): void {
    const { tokens, context, engine } = this;
    visit(identityService(tokens, context));
    visit(computeService(tokens, engine));
    visit(placementService(tokens, engine.ledger, context));
    visit(networkService(tokens, engine.network, context));
    visit(imageService(tokens, context));
    visit(volumeService(tokens, context));
    if (offersBaremetal(context)) {
      visit(baremetalService(tokens, context));
    }
  }
}
