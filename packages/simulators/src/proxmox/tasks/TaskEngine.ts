import type { Principal } from '../access/principal';
import { PveError } from '../errors';
import type { FaultBoard } from '../../faults/FaultBoard';
import type { FaultKind } from '../../faults/types';
import type { Clock } from '../../kernel/Clock';
import type { Table } from '../../kernel/Table';
import type { TaskRow } from '../rows';
import { formatUpid } from './upid';

/** What a piece of work reports when it is done. */
export interface WorkResult {
  /** More log lines. */
  lines?: string[];
  /** Number of warnings: the task ends `WARNINGS: n`. */
  warnings?: number;
}

/** Work at the end of a task; it is found again by name after a restart. */
export interface Work<I> {
  /** Throws PveError: its text becomes the task's exit status. */
  run(input: I, task: TaskRow): WorkResult | void;
  /** Cleans up after a task that was stopped or failed by a switch. */
  abort?(input: I, task: TaskRow): void;
}

export interface TaskSpec {
  node: string;
  type: string;
  /** Mostly a VMID. */
  subject: string;
  principal: Principal;
  /** Simulated milliseconds until the work happens. */
  takesMs: number;
  /** Lines and when they appear, in simulated milliseconds from the start. */
  lines?: Array<[number, string]>;
  work?: { name: string; input: unknown };
  /** Fails at the end with this text, without any work. */
  fails?: string;
  /** What fault switches look at beside type and subject. */
  label?: string;
}

const OPEN_FAULTS: FaultKind[] = ['stuck-task', 'lost-task', 'task-warnings'];
/** A finished task is forgotten when so many newer ones exist on its node. */
const KEPT_PER_NODE = 1000;

/** Worker processes: they run for a while, write a log and end somehow. */
export class TaskEngine {
  readonly #works = new Map<string, Work<never>>();
  #pid = 20_000;

  constructor(
    private readonly world: {
      service: string;
      tasks: Table<TaskRow, 'node'>;
      clock: Clock;
      faults: FaultBoard;
      changed(): void;
      /** A bug in the simulator: a task must not end the process. */
      crashed(error: unknown): void;
    },
  ) {}

  register<I>(name: string, work: Work<I>): void {
    this.#works.set(name, work as Work<never>);
  }

  /** A process id that no task had before. */
  nextPid(): number {
    this.#pid = this.#pid >= 4_000_000 ? 20_000 : this.#pid + 7;
    return this.#pid;
  }

  /** @returns the UPID */
  start(spec: TaskSpec): string {
    const { clock, tasks } = this.world;
    const now = clock.now();
    const pid = this.nextPid();
    const pstart = Math.floor((now / 10) % 0xffffffff);
    const id = formatUpid({
      node: spec.node,
      pid,
      pstart,
      starttime: Math.floor(now / 1000),
      type: spec.type,
      subject: spec.subject,
      authid: spec.principal.authid,
    });
    const fault = this.#strike(spec);
    const task = tasks.insert({
      id,
      node: spec.node,
      pid,
      pstart,
      startedAt: now,
      type: spec.type,
      subject: spec.subject,
      user: spec.principal.user,
      ...(spec.principal.tokenid === undefined
        ? {}
        : { tokenid: spec.principal.tokenid }),
      log: (spec.lines ?? []).map(([after, text]) => ({
        at: now + clock.scaled(after),
        text,
      })),
      endsAt: fault === 'stuck-task' ? null : now + clock.scaled(spec.takesMs),
      endedAt: null,
      exitstatus: spec.fails ?? null,
      work: spec.work ?? null,
      fault,
    });
    this.#schedule(task);
    this.#forgetOld(spec.node);
    this.world.changed();
    return id;
  }

  /** Goes on with the tasks that ran when the state was written. */
  resume(): void {
    for (const task of this.world.tasks.all()) {
      this.#pid = Math.max(this.#pid, task.pid);
      if (task.endedAt === null) {
        this.#schedule(task);
      }
    }
  }

  isRunning(task: TaskRow): boolean {
    return task.endedAt === null;
  }

  /** Lines written so far. */
  log(task: TaskRow): string[] {
    const now = this.world.clock.now();
    return task.log
      .filter(line => task.endedAt !== null || line.at <= now)
      .map(line => line.text);
  }

  /** What `DELETE …/tasks/{upid}` does. */
  abort(task: TaskRow): void {
    if (task.endedAt !== null) {
      return;
    }
    const now = this.world.clock.now();
    task.log = task.log.filter(line => line.at <= now);
    this.#undo(task);
    this.#finish(task, 'received interrupt');
  }

  #strike(spec: TaskSpec): FaultKind | null {
    const kinds = spec.type.endsWith('clone')
      ? [...OPEN_FAULTS, 'half-clone' as const]
      : OPEN_FAULTS;
    const name = `${spec.type} ${spec.subject} ${spec.label ?? ''}`.trim();
    const fault = this.world.faults.strikeObject(
      this.world.service,
      kinds,
      name,
    );
    return fault?.kind ?? null;
  }

  #schedule(task: TaskRow) {
    if (task.endsAt !== null) {
      this.world.clock.at(task.endsAt, () => this.#end(task));
    }
  }

  #end(task: TaskRow) {
    if (task.endedAt !== null || !this.world.tasks.get(task.id)) {
      return;
    }
    if (task.fault === 'lost-task') {
      // The worker was killed: whatever it locked stays locked.
      this.#finish(task, 'unexpected status');
      return;
    }
    if (task.fault === 'half-clone') {
      const text = 'clone failed: copy failed: Input/output error';
      task.log.push({ at: this.world.clock.now(), text });
      this.#finish(task, text);
      return;
    }
    if (task.exitstatus !== null) {
      this.#undo(task);
      this.#finish(task, task.exitstatus);
      return;
    }
    this.#finish(task, this.#work(task));
  }

  /** @returns the exit status */
  #work(task: TaskRow): string {
    const work = task.work ? this.#works.get(task.work.name) : undefined;
    if (task.work && !work) {
      throw new Error(`no work called ${task.work.name}`);
    }
    try {
      const result = work?.run(task.work?.input as never, task) ?? {};
      const at = this.world.clock.now();
      task.log.push(...(result.lines ?? []).map(text => ({ at, text })));
      let { warnings = 0 } = result;
      if (task.fault === 'task-warnings') {
        warnings += 1;
        task.log.push({ at, text: 'WARN: something is not as it should be' });
      }
      return warnings > 0 ? `WARNINGS: ${warnings}` : 'OK';
    } catch (error) {
      if (!(error instanceof PveError)) {
        this.world.crashed(error);
        return 'unexpected status';
      }
      this.#undo(task);
      return error.message;
    }
  }

  #undo(task: TaskRow) {
    if (task.work) {
      const input = task.work.input as never;
      this.#works.get(task.work.name)?.abort?.(input, task);
    }
  }

  #finish(task: TaskRow, exitstatus: string) {
    const at = this.world.clock.now();
    if (exitstatus === 'OK') {
      task.log.push({ at, text: 'TASK OK' });
    } else if (exitstatus.startsWith('WARNINGS: ')) {
      task.log.push({ at, text: `TASK ${exitstatus}` });
    } else if (exitstatus !== 'unexpected status') {
      task.log.push({ at, text: `TASK ERROR: ${exitstatus}` });
    }
    task.endedAt = at;
    task.exitstatus = exitstatus;
    this.world.changed();
  }

  #forgetOld(node: string) {
    const { tasks } = this.world;
    const rows = tasks.by('node', node);
    const [oldest] = rows;
    if (rows.length > KEPT_PER_NODE && oldest.endedAt !== null) {
      tasks.delete(oldest.id);
    }
  }
}
