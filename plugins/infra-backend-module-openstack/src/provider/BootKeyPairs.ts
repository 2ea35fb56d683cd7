import { isProviderError } from '@ironstage/plugin-infra-node';
import { fingerprintOf } from '../client/compute/keypairs/fingerprint';
import type { KeypairsClient } from '../client/compute/keypairs/KeypairsClient';
import { isOperationTag, operationTag } from '../client/ownership';
import { utc } from '../client/transport/time';

/** What a key pair is for. */
export interface Boot {
  operationId: string;
  /** the project of the server */
  projectId: string;
}

const HOUR_MS = 3600 * 1000;

/**
 * Key pairs that live as long as the call that creates a server: Nova copies the key into the server.
 *
 * They belong to the portal's account, which by default may have a hundred, so none may stay. Its name
 * follows from the operation, by which a repeated call finds it. Those of calls that a crash cut off,
 * and that nobody repeated, are swept an hour later, along with another boot.
 *
 * The key comes by cloud-init, too; a key pair that Nova does not let us have keeps no server from being made.
 */
export class BootKeyPairs {
  readonly #keypairs: KeypairsClient;
  readonly #now: () => number;
  #nextSweep = 0;

  constructor(keypairs: KeypairsClient, now: () => number = Date.now) {
    this.#keypairs = keypairs;
    this.#now = now;
  }

  /**
   * @returns the name of a key pair with this key; undefined where Nova does not take the key (such as one of
   * a FIDO device), has no room for it, or does not let us
   */
  async ensure(
    boot: Boot,
    publicKey: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    await this.#sweep(boot, signal);
    const name = operationTag(boot.operationId);
    try {
      await this.#keypairs.create(
        { name, publicKey, projectId: boot.projectId },
        signal,
      );
      return name;
    } catch (error) {
      if (isProviderError(error, 'invalid', 'forbidden')) {
        return undefined;
      }
      // of a limit that is reached Nova speaks before it looks whether the name is taken
      if (!isProviderError(error, 'conflict', 'quota-exceeded')) {
        throw error;
      }
    }
    const found = await this.#keypairs.get(name, boot.projectId, signal);
    return found?.fingerprint === fingerprintOf(publicKey) ? name : undefined;
  }

  async has(boot: Boot, signal: AbortSignal): Promise<boolean> {
    const name = operationTag(boot.operationId);
    return Boolean(await this.#keypairs.get(name, boot.projectId, signal));
  }

  /**
   * Removes the key pair of an operation, if there is one.
   *
   * @throws ProviderError when it is worth to be tried again
   */
  async forget(boot: Boot, signal: AbortSignal): Promise<void> {
    try {
      await this.#keypairs.remove(
        operationTag(boot.operationId),
        boot.projectId,
        signal,
      );
    } catch (error) {
      if (
        !isProviderError(error) ||
        error.transient ||
        error.kind === 'unknown-outcome' ||
        error.kind === 'aborted'
      ) {
        throw error;
      }
    }
  }

  /** {@link forget}, where something else matters more than whether it worked. */
  async tryToForget(boot: Boot, signal: AbortSignal): Promise<void> {
    try {
      await this.forget(boot, signal);
    } catch (error) {
      if (!isProviderError(error)) {
        throw error;
      }
    }
  }

  /** Removes key pairs of boots that ended long ago; at most once an hour. */
  async #sweep({ projectId }: Boot, signal: AbortSignal): Promise<void> {
    const now = this.#now();
    if (now < this.#nextSweep) {
      return;
    }
    this.#nextSweep = now + HOUR_MS;
    try {
      const names = await this.#keypairs.names(projectId, signal);
      for (const name of names.filter(isOperationTag)) {
        const found = await this.#keypairs.get(name, projectId, signal);
        const born = Date.parse(utc(found?.created_at) ?? '');
        if (born < now - HOUR_MS) {
          await this.#keypairs.remove(name, projectId, signal);
        }
      }
    } catch (error) {
      if (!isProviderError(error) || error.kind === 'aborted') {
        throw error;
      }
    }
  }
}
