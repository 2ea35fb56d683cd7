import type { FaultBoard } from '../faults/FaultBoard';
import type { Clock } from '../kernel/Clock';
import { AccessControl } from './access/AccessControl';
import type { ClusterTables } from './ClusterState';
import { failure, PveError } from './errors';
import { LockTable } from './LockTable';
import type { NodeRow } from './rows';
import { TaskEngine } from './tasks/TaskEngine';

export interface ClusterFacts {
  /** `pve-eu1` */
  name: string;
  /** `9.2` */
  release: string;
  /** `9.2.11` */
  version: string;
  /** False for a lone node: `/cluster/status` has no cluster row. */
  clustered: boolean;
  /** corosync's `two_node`: one of two nodes is quorum enough. */
  twoNode?: boolean;
  /** SHA-256 of the certificate, upper-case hexadecimal with colons. */
  fingerprint: string | null;
  /** Signs tickets. */
  secret: string;
}

/** What all parts of one simulated cluster share. */
export class ClusterContext {
  readonly access: AccessControl;
  readonly tasks: TaskEngine;
  readonly locks: LockTable;
  readonly major: number;

  constructor(
    readonly facts: ClusterFacts,
    readonly tables: ClusterTables,
    readonly clock: Clock,
    readonly faults: FaultBoard,
    readonly changed: () => void,
    crashed: (error: unknown) => void,
  ) {
    this.major = Number(facts.release.split('.')[0]);
    this.access = new AccessControl(tables, this.major);
    this.locks = new LockTable(clock);
    this.tasks = new TaskEngine({
      service: facts.name,
      tasks: tables.tasks,
      clock,
      faults,
      changed,
      crashed,
    });
  }

  /** The node that answers requests which are not for a certain one. */
  get localNode(): NodeRow {
    const nodes = this.tables.nodes.all();
    return nodes.find(node => node.online) ?? nodes[0];
  }

  /** `unknown` nodes fail as a name that has no address does. */
  node(name: string): NodeRow {
    const node =
      name === 'localhost' ? this.localNode : this.tables.nodes.get(name);
    if (!node) {
      throw failure(
        `hostname lookup '${name}' failed - failed to get address info for: ${name}: Name or service not known`,
      );
    }
    return node;
  }

  /** @throws PveError 595 as the proxy answers for a node that is off */
  reachableNode(name: string): NodeRow {
    const node = this.node(name);
    if (!this.isOnline(node)) {
      throw new PveError(595, 'No route to host');
    }
    return node;
  }

  isOnline(node: NodeRow): boolean {
    return (
      node.online && !this.faults.isOn(this.facts.name, 'node-offline', node.id)
    );
  }

  get quorate(): boolean {
    const nodes = this.tables.nodes.all();
    const online = nodes.filter(node => this.isOnline(node)).length;
    return (
      !this.faults.isOn(this.facts.name, 'no-quorum', this.facts.name) &&
      (!this.facts.clustered ||
        this.facts.twoNode === true ||
        online > nodes.length / 2)
    );
  }

  /** @throws PveError 500: without quorum `/etc/pve` is read-only */
  demandQuorum(): void {
    if (!this.quorate) {
      throw failure('cluster not ready - no quorum?');
    }
  }
}
