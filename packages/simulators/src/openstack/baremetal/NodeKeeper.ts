import { ApiError } from '../../kernel/http/types';
import type { OpenStackContext } from '../OpenStackContext';
import { badRequest, notFound, refusal } from './errors';
import { CONDUCTOR } from './nodeView';
import type { NodeRow } from './rows';
import { maySee, type BaremetalSession } from './session';

const SECOND = 1000;

/** What may be asked of a node, from which states, and the states on the way. */
const ACTIONS: Record<
  string,
  {
    from: RegExp;
    via: Array<[state: string, milliseconds: number]>;
    to: string;
  }
> = {
  manage: {
    from: /^(enroll|available|(clean|inspect|adopt) failed)$/,
    via: [['verifying', 2 * SECOND]],
    to: 'manageable',
  },
  inspect: {
    from: /^(manageable|inspect failed)$/,
    via: [['inspecting', 60 * SECOND]],
    to: 'manageable',
  },
  provide: {
    from: /^manageable$/,
    via: [['cleaning', 120 * SECOND]],
    to: 'available',
  },
  active: {
    from: /^(available|deploy failed)$/,
    via: [
      ['deploying', 30 * SECOND],
      ['wait call-back', 210 * SECOND],
    ],
    to: 'active',
  },
  deleted: {
    from: /^(active|deploy failed|error)$/,
    via: [
      ['deleting', 5 * SECOND],
      ['cleaning', 120 * SECOND],
    ],
    to: 'available',
  },
};

const POWER: Record<string, 'power on' | 'power off'> = {
  'power on': 'power on',
  'power off': 'power off',
  rebooting: 'power on',
  'soft power off': 'power off',
  'soft rebooting': 'power on',
};
const POWER_MS = 5 * SECOND;

/**
 * The nodes, as a conductor keeps them. What takes time is settled when somebody
 * looks, so that nothing is lost by a restart.
 */
export class NodeKeeper {
  constructor(private readonly context: OpenStackContext) {}

  /** Nodes that the caller may see, in the order they were enrolled. */
  visible(session: BaremetalSession): NodeRow[] {
    return this.context.tables.nodes
      .all()
      .filter(node => maySee(node, session))
      .map(node => this.#settled(node));
  }

  /**
   * One node by id, or by name where the microversion has names.
   * @throws ApiError 404, also for a node of somebody else
   */
  find(ident: string, session: BaremetalSession): NodeRow {
    const { nodes } = this.context.tables;
    const byName = session.minor >= 5 ? nodes.by('name', ident)[0] : undefined;
    const node = nodes.get(ident) ?? byName;
    if (!node || !maySee(node, session)) {
      throw notFound(`Node ${ident}`);
    }
    return this.#settled(node);
  }

  provision(node: NodeRow, target: string): void {
    const action = ACTIONS[target];
    if (!action?.from.test(node.provisionState)) {
      throw notNow(target, node.id, node.provisionState);
    }
    this.#unlocked(node);
    if (node.maintenance && ['active', 'deleted'].includes(target)) {
      throw badRequest(
        `The provisioning operation can't be performed on node ${node.id} because it's in maintenance mode.`,
      );
    }
    if (node.retired && target === 'provide') {
      throw badRequest(
        `The providing operation can't be performed on node ${node.id} because it is retired.`,
      );
    }
    const { clock } = this.context;
    let until = clock.now();
    const steps = action.via.map(([state, milliseconds]) => {
      until += clock.scaled(milliseconds);
      return { until, state };
    });
    this.#update(node, {
      steps,
      provisionState: steps[0].state,
      targetProvisionState: action.to,
      provisionUpdatedAt: clock.now(),
      lastError: null,
    });
  }

  power(node: NodeRow, ident: string, target: string): void {
    if (!Object.hasOwn(POWER, target)) {
      throw notNow(target, ident, node.powerState ?? 'None');
    }
    this.#unlocked(node);
    const { clock } = this.context;
    const until = clock.now() + clock.scaled(POWER_MS);
    this.#update(node, { power: { until, target: POWER[target] } });
  }

  maintain(node: NodeRow, on: boolean, reason: string | null): void {
    this.#update(node, {
      maintenance: on,
      maintenanceReason: on ? reason : null,
      fault: null,
    });
  }

  #unlocked(node: NodeRow): void {
    if (node.steps.length > 0 || node.power) {
      throw refusal(
        409,
        `Node ${node.id} is locked by host ${CONDUCTOR}, please retry after the current operation is completed.`,
      );
    }
  }

  #settled(node: NodeRow): NodeRow {
    const now = this.context.clock.now();
    if (node.power && node.power.until <= now) {
      this.#update(node, { powerState: node.power.target, power: null });
    }
    while (node.steps.length > 0 && node.steps[0].until <= now) {
      const [over, ...steps] = node.steps;
      const ended = steps.length === 0;
      const state = ended ? node.targetProvisionState : steps[0].state;
      this.#update(node, {
        steps,
        provisionState: state ?? node.provisionState,
        targetProvisionState: ended ? null : node.targetProvisionState,
        provisionUpdatedAt: over.until,
        ...(ended && state === 'active' && { powerState: 'power on' }),
      });
    }
    return node;
  }

  #update(node: NodeRow, patch: Partial<NodeRow>): void {
    const { tables, clock, changed } = this.context;
    tables.nodes.update(node, { ...patch, updatedAt: clock.now() });
    changed();
  }
}

function notNow(action: string, node: string, state: string): ApiError {
  return badRequest(
    `The requested action "${action}" can not be performed on node "${node}" while it is in state "${state}".`,
  );
}
