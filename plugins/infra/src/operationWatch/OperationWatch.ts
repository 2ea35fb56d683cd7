import {
  isEndState,
  type InfraClient,
  type Operation,
} from '@ironstage/plugin-infra-common';

const LOOK_MS = 1_500;
/** Where the portal can't be reached, it is asked less often. */
const RETRY_MS = 10_000;

const pause = (milliseconds: number) =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });

/**
 * Follows what the reader asked for from a page, whatever becomes of the page meanwhile: the
 * row of an instance that is deleted goes before its operation ends.
 */
export class OperationWatch {
  #running: ReadonlyMap<string, Operation> = new Map();
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly client: Pick<InfraClient, 'getOperation'>,
    private readonly lookMs: number = LOOK_MS,
  ) {}

  /** What runs, by the ref of what it acts on; another map after each change. */
  readonly running = () => this.#running;

  /** Calls back when something was begun, went on or ended. */
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /**
   * Follows an operation.
   *
   * @returns it, as soon as it ended or waits for somebody's decision
   */
  async follow(ref: string, begun: Operation): Promise<Operation> {
    let operation = begun;
    while (!isEndState(operation.state)) {
      this.#note(ref, operation);
      if (operation.state === 'pending_approval') {
        break;
      }
      await pause(this.lookMs);
      operation = await this.#look(operation);
    }
    this.#note(ref, undefined);
    return operation;
  }

  async #look(operation: Operation): Promise<Operation> {
    try {
      return await this.client.getOperation(operation.id);
    } catch {
      // the operation goes on without anybody watching, so the next look tells
      await pause(RETRY_MS);
      return operation;
    }
  }

  #note(ref: string, operation: Operation | undefined) {
    const next = new Map(this.#running);
    if (operation) {
      next.set(ref, operation);
    } else {
      next.delete(ref);
    }
    this.#running = next;
    this.#listeners.forEach(listener => listener());
  }
}

const watches = new WeakMap<InfraClient, OperationWatch>();

/** The watch of a portal: one for all its pages. */
export function watchOf(client: InfraClient): OperationWatch {
  const watch = watches.get(client) ?? new OperationWatch(client);
  watches.set(client, watch);
  return watch;
}
