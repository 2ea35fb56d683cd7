import { newUuid } from '../../kernel/ids';
import type { NetworkCore } from '../network/NetworkCore';
import type { OpenStackContext } from '../OpenStackContext';
import type { PlacementLedger } from '../placement/PlacementLedger';
import type { InstanceAction, ServerRow, Step } from './rows';
import type { Scheduler } from './Scheduler';
import type { StepName } from './stepNames';

/** Does what a step is about. */
export type StepHandler = (
  server: ServerRow,
  engine: ServerEngine,
  args: Record<string, unknown>,
) => void;

/** A step in the future: milliseconds of the simulated world from now. */
export type PlannedStep = [
  afterMs: number,
  name: StepName,
  args?: Record<string, unknown>,
];

/** Timers may fire a little early. */
const EARLY_MS = 2;
const KEPT_DELETED = 5000;

/**
 * Moves servers through their intermediate states. What is still to happen is
 * data on the server, so a restarted simulator carries on where it stopped.
 */
export class ServerEngine {
  #gone: string[] = [];

  constructor(
    readonly context: OpenStackContext,
    readonly ledger: PlacementLedger,
    readonly scheduler: Scheduler,
    readonly network: NetworkCore,
    private readonly handlers: Readonly<Record<StepName, StepHandler>>,
  ) {}

  /** Replaces what was to happen to a server. */
  plan(server: ServerRow, steps: PlannedStep[]): void {
    const { clock } = this.context;
    server.steps = steps.map(
      ([afterMs, name, args]): Step => ({
        dueAt: clock.now() + clock.scaled(afterMs),
        name,
        args: args ?? {},
      }),
    );
    this.#arm(server);
  }

  /** After loading a state file: whatever was due goes on. */
  resume(): void {
    for (const server of this.context.tables.servers.all()) {
      this.#arm(server);
    }
  }

  change(server: ServerRow, patch: Partial<ServerRow>): void {
    this.context.tables.servers.update(server, {
      ...patch,
      updatedAt: this.context.clock.now(),
    });
  }

  /** Notes an action; its request id is the one the caller was answered. */
  startAction(
    server: ServerRow,
    action: string,
    requestId: string,
    by: { userId: string; projectId: string | undefined },
  ): InstanceAction {
    const now = this.context.clock.now();
    const entry: InstanceAction = {
      action,
      requestId,
      userId: by.userId,
      projectId: by.projectId ?? '',
      startTime: now,
      updatedAt: now,
      message: null,
      events: [],
    };
    server.actions.push(entry);
    return entry;
  }

  /** Ends the newest action of a server with one event per name. */
  endAction(server: ServerRow, events: string[], failed = false): void {
    const entry = server.actions[server.actions.length - 1];
    if (!entry) {
      return;
    }
    const now = this.context.clock.now();
    entry.updatedAt = now;
    entry.message = failed ? 'Error' : null;
    for (const event of events) {
      entry.events.push({
        event,
        startTime: entry.startTime,
        finishTime: now,
        result: failed ? 'Error' : 'Success',
        host: server.host,
      });
    }
  }

  fail(server: ServerRow, message: string, patch: Partial<ServerRow> = {}) {
    server.steps = [];
    this.change(server, {
      vmState: 'error',
      taskState: null,
      fault: { code: 500, message, created: this.context.clock.now() },
      ...patch,
    });
  }

  /** Gives back what a server holds: its share of the host and its ports. */
  releaseAll(server: ServerRow): void {
    const { ports, volumes } = this.context.tables;
    this.ledger.release(server.id);
    if (server.resize) {
      this.ledger.release(server.resize.migrationId);
    }
    for (const port of [...ports.by('device', server.id)]) {
      if (port.autoCreated) {
        this.network.deletePort(port);
      } else {
        ports.update(port, {
          deviceId: '',
          deviceOwner: '',
          bindingHost: '',
          status: 'DOWN',
        });
      }
    }
    for (const attached of server.volumes) {
      const volume = volumes.get(attached.id);
      if (volume) {
        volumes.update(volume, { status: 'available' });
      }
    }
  }

  /** `GET` by id says 404 from now on; the oldest such rows are archived. */
  bury(server: ServerRow): void {
    this.change(server, { gone: true });
    this.#gone.push(server.id);
    if (this.#gone.length > KEPT_DELETED) {
      this.context.tables.servers.delete(this.#gone.shift() ?? '');
    }
  }

  newMigrationId(): string {
    return newUuid();
  }

  #arm(server: ServerRow): void {
    const next = server.steps[0];
    if (next) {
      this.context.clock.at(next.dueAt, () => this.#run(server.id));
    }
  }

  #run(id: string): void {
    const server = this.context.tables.servers.get(id);
    if (!server) {
      return;
    }
    const now = this.context.clock.now() + EARLY_MS;
    let ran = false;
    while (server.steps[0] && server.steps[0].dueAt <= now) {
      const step = server.steps.shift()!;
      ran = true;
      this.handlers[step.name as StepName](server, this, step.args);
    }
    if (ran) {
      this.context.changed();
      this.#arm(server);
    }
  }
}
