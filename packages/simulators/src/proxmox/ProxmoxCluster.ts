import type { Express } from 'express';
import type { FaultBoard } from '../faults/FaultBoard';
import type { Clock } from '../kernel/Clock';
import type { RequestStats } from '../stats/RequestStats';
import { accessHandlers } from './access/accessHandlers';
import { Sessions } from './access/Sessions';
import { userHandlers } from './access/userHandlers';
import type { Handlers } from './api/types';
import { ClusterContext, type ClusterFacts } from './ClusterContext';
import { ClusterState } from './ClusterState';
import { clusterHandlers } from './cluster/clusterHandlers';
import { Contract } from './contract/Contract';
import { agentHandlers } from './guests/agentHandlers';
import { cloneHandlers, cloneWork } from './guests/cloneGuest';
import { configHandlers } from './guests/configHandlers';
import { createHandlers, createWork } from './guests/createGuest';
import { destroyHandlers, destroyWork } from './guests/destroyGuest';
import { diskHandlers, resizeWork, templateWork } from './guests/diskHandlers';
import { listHandlers } from './guests/listHandlers';
import { migrateHandlers, migrateWork } from './guests/migrateGuest';
import { powerHandlers, powerWork } from './guests/power';
import { snapshotHandlers, snapshotWork } from './guests/snapshots';
import { haHandlers } from './ha/haHandlers';
import { HaManager } from './ha/HaManager';
import { requestListener } from './http/requestListener';
import { mappingHandlers } from './mapping/mappingHandlers';
import { nodeHandlers } from './nodes/nodeHandlers';
import { poolHandlers } from './pools/poolHandlers';
import { sdnHandlers, sdnWork } from './sdn/sdnHandlers';
import { fileHandlers, fileWork } from './storage/fileHandlers';
import { storageHandlers } from './storage/storageHandlers';
import { taskHandlers } from './tasks/taskHandlers';

export interface ClusterWorld {
  clock: Clock;
  faults: FaultBoard;
  requests: RequestStats;
  changed(): void;
}

/** As many as a test needs, and no more than a long demo bears. */
const MAX_REFUSALS = 1000;

/** One Proxmox VE cluster (or lone node): its state, its work and its API. */
export class ProxmoxCluster {
  readonly state = new ClusterState();
  readonly context: ClusterContext;
  readonly sessions: Sessions;
  readonly contract: Contract;
  readonly handlers: Handlers;
  /** Answers that said no, the last ones. */
  readonly refusals: string[] = [];
  readonly #ha: HaManager;

  constructor(
    readonly facts: ClusterFacts,
    private readonly world: ClusterWorld,
  ) {
    this.context = new ClusterContext(
      facts,
      this.state.tables,
      world.clock,
      world.faults,
      () => world.changed(),
      error => world.requests.crashed(error),
    );
    this.sessions = new Sessions(this.context);
    this.contract = new Contract(facts.release);
    this.#ha = new HaManager(this.context);
    this.handlers = {
      ...accessHandlers(this.sessions),
      ...userHandlers,
      ...clusterHandlers,
      ...haHandlers,
      ...mappingHandlers,
      ...sdnHandlers,
      ...poolHandlers,
      ...nodeHandlers,
      ...taskHandlers,
      ...storageHandlers,
      ...fileHandlers,
      ...listHandlers,
      ...configHandlers,
      ...agentHandlers,
      ...createHandlers,
      ...cloneHandlers,
      ...powerHandlers,
      ...snapshotHandlers,
      ...diskHandlers,
      ...migrateHandlers,
      ...destroyHandlers,
    };
    this.#registerWorks();
  }

  /** Goes on with tasks and wishes of an earlier run. */
  resume(): void {
    this.context.tasks.resume();
    this.#ha.resume();
  }

  listener(): Express {
    return requestListener({
      ctx: this.context,
      contract: this.contract,
      handlers: this.handlers,
      sessions: this.sessions,
      requests: this.world.requests,
      refused: words => {
        this.refusals.push(words);
        this.refusals.splice(0, this.refusals.length - MAX_REFUSALS);
      },
    });
  }

  #registerWorks() {
    const { context } = this;
    const { tasks } = context;
    tasks.register('create', createWork(context));
    tasks.register('clone', cloneWork(context));
    tasks.register('power', powerWork(context));
    tasks.register('snapshot', snapshotWork(context));
    tasks.register('resize', resizeWork(context));
    tasks.register('template', templateWork(context));
    tasks.register('migrate', migrateWork(context));
    tasks.register('destroy', destroyWork(context));
    tasks.register('bring-file', fileWork(context));
    tasks.register('sdn-apply', sdnWork(context));
    tasks.register('ha-wish', this.#ha.wishWork());
  }
}
