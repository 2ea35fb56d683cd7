import { createHash } from 'node:crypto';

/** For how long a finished refresh answers for the token it was asked with, in milliseconds. */
const GRACE_MS = 30_000;

const digest = (token: string) =>
  createHash('sha256').update(token).digest('base64');

/**
 * Refreshes a session once, however many tabs ask at once. A server that rotates refresh tokens takes a
 * token that comes twice for a stolen one and ends the session; two tabs that were open over night send the same one.
 * Whoever comes within half a minute with the token that was just replaced gets the new session, too.
 */
export class SharedRefreshes<T> {
  private readonly known = new Map<
    string,
    { until: number; result: Promise<T> }
  >();

  constructor(private readonly now: () => number = Date.now) {}

  /** @param refresh - asks the server; what it throws is thrown to all who wait, and not kept */
  async once(refreshToken: string, refresh: () => Promise<T>): Promise<T> {
    this.forgetOld();
    const key = digest(refreshToken);
    const found = this.known.get(key);
    if (found) {
      return found.result;
    }
    const result = refresh();
    const entry = { until: Infinity, result };
    this.known.set(key, entry);
    try {
      return await result;
    } catch (error) {
      this.known.delete(key);
      throw error;
    } finally {
      entry.until = this.now() + GRACE_MS;
    }
  }

  private forgetOld() {
    for (const [key, { until }] of this.known) {
      if (until <= this.now()) {
        this.known.delete(key);
      }
    }
  }
}
