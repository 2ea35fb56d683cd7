import { EventLog } from '../events/EventLog';
import type { MaasContext } from '../MaasContext';
import type { NodeRow, Step } from '../rows';
import { statusNames } from '../status';
import type { MachineMoves } from './MachineMoves';
import { stepHandlers, type StepName } from './steps';

/** A step in the future: milliseconds of the simulated world from now. */
export type PlannedStep = [
  afterMs: number,
  name: StepName,
  args?: Record<string, unknown>,
];

/** Timers may fire a little early. */
const EARLY_MS = 2;

/**
 * Moves machines through their states. What is still to happen is data on the
 * machine, so a restarted simulator carries on where it stopped.
 */
export class MachineEngine implements MachineMoves {
  readonly log: EventLog;

  constructor(readonly context: MaasContext) {
    this.log = new EventLog(context);
  }

  /** Replaces what was to happen to a machine. */
  plan(node: NodeRow, steps: PlannedStep[]): void {
    const { clock } = this.context;
    node.steps = steps.map(
      ([afterMs, name, args]): Step => ({
        dueAt: clock.now() + clock.scaled(afterMs),
        name,
        args: args ?? {},
      }),
    );
    this.#arm(node);
  }

  /** After loading a state file: whatever was due goes on. */
  resume(): void {
    for (const node of this.context.tables.nodes.all()) {
      this.#arm(node);
    }
  }

  move(
    node: NodeRow,
    status: number,
    patch: Partial<NodeRow> = {},
    note = '',
  ): void {
    const from = statusNames[node.status];
    this.context.change(node, { status, ...patch });
    this.log.add(
      node,
      'DEBUG',
      'Node changed status',
      `From '${from}' to '${statusNames[status]}'${note}`,
    );
  }

  fail(node: NodeRow, status: number, why: string): void {
    node.steps = [];
    this.move(node, status);
    this.log.error(node, 'Marking node failed', why);
  }

  #arm(node: NodeRow): void {
    const next = node.steps[0];
    if (next) {
      this.context.clock.at(next.dueAt, () => this.#run(node.id));
    }
  }

  #run(id: string): void {
    const node = this.context.tables.nodes.get(id);
    if (!node) {
      return;
    }
    const now = this.context.clock.now() + EARLY_MS;
    let ran = false;
    while (node.steps[0] && node.steps[0].dueAt <= now) {
      const step = node.steps.shift()!;
      ran = true;
      stepHandlers[step.name as StepName](node, this, step.args);
    }
    if (ran) {
      this.context.changed();
      this.#arm(node);
    }
  }
}
