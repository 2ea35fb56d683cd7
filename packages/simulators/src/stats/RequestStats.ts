/** One counted kind of request. */
export interface RequestCount {
  service: string;
  method: string;
  /** Path template below the service's prefix, e.g. `/v2.1/servers/:id`. */
  path: string;
  count: number;
}

/** Counts requests, so that tests can say what a client really asked for. */
export class RequestStats {
  readonly #counts = new Map<string, RequestCount>();
  #total = 0;
  #crashes: string[] = [];

  /** Requests that arrived at a service, refused and faulty ones included. */
  arrived(): void {
    this.#total += 1;
  }

  routed(service: string, method: string, path: string): void {
    const key = `${service} ${method} ${path}`;
    const entry = this.#counts.get(key);
    if (entry) {
      entry.count += 1;
    } else {
      this.#counts.set(key, { service, method, path, count: 1 });
    }
  }

  /** A bug in the simulator: kept for the report, answered as a 500. */
  crashed(error: unknown): void {
    this.#crashes.push(
      error instanceof Error ? error.stack ?? error.message : String(error),
    );
  }

  /** Number of routed requests that match. */
  count(match: Partial<Omit<RequestCount, 'count'>>): number {
    return this.requests()
      .filter(
        entry =>
          (!match.service || entry.service === match.service) &&
          (!match.method || entry.method === match.method) &&
          (!match.path || entry.path === match.path),
      )
      .reduce((sum, entry) => sum + entry.count, 0);
  }

  get total(): number {
    return this.#total;
  }

  get crashes(): readonly string[] {
    return this.#crashes;
  }

  requests(): RequestCount[] {
    return [...this.#counts.values()].map(entry => ({ ...entry }));
  }

  reset(): void {
    this.#counts.clear();
    this.#crashes = [];
    this.#total = 0;
  }
}
