import type { Clock } from '../kernel/Clock';
import { failure } from './errors';

/**
 * File locks that are held for a known time. Whoever comes later waits in line,
 * and gives up when that takes longer than it is willing to wait.
 */
export class LockTable {
  readonly #freeAt = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /**
   * Queues for a lock.
   *
   * @param holdMs, patienceMs - simulated milliseconds
   * @returns simulated milliseconds until it is had
   * @throws PveError with the lock's own text when patience is at an end; `waitedMs`
   *   of the error's world have passed by then
   */
  queue(
    name: string,
    holdMs: number,
    patienceMs: number,
  ): { waitMs: number } | { gaveUpAfterMs: number } {
    const now = this.clock.now();
    const free = Math.max(now, this.#freeAt.get(name) ?? 0);
    const waitMs = (free - now) * this.clock.speed;
    if (waitMs > patienceMs) {
      return { gaveUpAfterMs: patienceMs };
    }
    this.#freeAt.set(name, free + this.clock.scaled(holdMs));
    return { waitMs };
  }

  /** Holds a lock until a time, whatever the line is (a clone of a running VM). */
  holdUntil(name: string, time: number): void {
    this.#freeAt.set(name, Math.max(time, this.#freeAt.get(name) ?? 0));
  }

  release(name: string): void {
    this.#freeAt.delete(name);
  }

  /** Waits for a lock; rejects with `message` after `patienceMs`. */
  async wait(name: string, patienceMs: number, message: string): Promise<void> {
    const result = this.queue(name, 0, patienceMs);
    const ms = 'waitMs' in result ? result.waitMs : result.gaveUpAfterMs;
    if (ms > 0) {
      await new Promise<void>(resolve => {
        setTimeout(resolve, this.clock.scaled(ms)).unref();
      });
    }
    if ('gaveUpAfterMs' in result) {
      throw failure(message);
    }
  }
}
