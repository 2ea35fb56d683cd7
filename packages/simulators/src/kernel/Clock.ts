/**
 * Wall-clock time with scaled durations. Timestamps on the wire stay real (a
 * client compares them with its own clock); only waiting is divided by `speed`.
 */
export class Clock {
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  constructor(readonly speed: number) {
    if (!(speed > 0)) {
      throw new Error(`speed must be greater than 0, got ${speed}`);
    }
  }

  now(): number {
    return Date.now();
  }

  /** Real milliseconds for a duration of the simulated world. */
  scaled(milliseconds: number): number {
    return milliseconds / this.speed;
  }

  /** Runs once at a wall-clock time; never keeps the process alive. */
  at(time: number, run: () => void): void {
    if (this.#stopped) {
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, Math.max(0, time - this.now()));
    timer.unref();
    this.#timers.add(timer);
  }

  stop(): void {
    this.#stopped = true;
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers.clear();
  }
}
