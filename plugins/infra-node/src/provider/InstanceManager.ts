import type {
  FailureClass,
  InstanceStatus,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from './InventoryReader';
import type { ProviderCallOptions } from './ProviderCallOptions';

/** What a new instance is made of; all ids are the provider's. @public */
export interface InstanceRequest {
  /** written on the instance, so that a repeated call finds it instead of making a second one */
  operationId: string;
  name: string;
  projectExternalId: string;
  flavorExternalId: string;
  imageExternalId: string;
  networkExternalIds: string[];
  /** cloud-init user data, plain text, at most 48 KiB */
  userData: string;
  /**
   * public key of the person who asked, in OpenSSH's one-line form. `userData` has it, too; a provider whose
   * cloud keeps keys of its own registers it there, so that images that don't read user data get it, and one
   * whose cloud does not leaves it aside
   */
  sshPublicKey?: string;
  /** keys of letters, digits, `-`, `_`, `.`, `:`; values up to 255 characters */
  metadata: Record<string, string>;
}

/** An instance at a provider. @public */
export interface InstanceTarget {
  externalId: string;
  projectExternalId: string;
}

/** What has become of an instance. @public */
export interface InstanceState {
  status: InstanceStatus;
  /** false while the provider is still at work on it */
  settled: boolean;
  /** what the provider is doing, for a person; may be undefined */
  progress?: string;
  /** why `status` is `error` */
  fault?: {
    class: FailureClass;
    /** one plain sentence */
    message: string;
    /** the provider's own words, without secrets */
    detail: string;
  };
  /** the row to register */
  item: InventoryItem;
}

/** An instance that is being made. @public */
export interface EnsuredInstance {
  externalId: string;
  /** what has to end before the next part can begin, for a person; undefined when all was asked for */
  underWay?: string;
}

/** Creates and ends instances. @public */
export interface InstanceManager {
  /**
   * Looks for an instance of the operation, and makes it when there is none. Returns as soon as the
   * provider needs nothing more from us, or, where it must be told one thing after another, with what
   * is `underWay`: the caller calls again a little later with the same request.
   *
   * @throws ProviderError `quota-exceeded`, `capacity`, `invalid`, …; of kind `unknown-outcome` when the
   * answer was lost: the caller repeats, and the repeat looks first
   */
  ensureInstance(
    request: InstanceRequest,
    options: ProviderCallOptions,
  ): Promise<EnsuredInstance>;

  /** @returns undefined when the instance is gone */
  getState(
    target: InstanceTarget,
    options: ProviderCallOptions,
  ): Promise<InstanceState | undefined>;

  /** Every instance that carries the operation's id, whatever its state; usually none or one. */
  findByOperation(
    request: { operationId: string; projectExternalId: string },
    options: ProviderCallOptions,
  ): Promise<InstanceTarget[]>;

  /**
   * Asks the provider to delete the instance, or for the next thing on the way there, such as to stop it.
   * The caller repeats until `getState` says that it is gone. Succeeds when it is gone already.
   *
   * @throws ProviderError of kind `conflict` when it is not the instance that was meant, or can't be deleted
   */
  remove(target: InstanceTarget, options: ProviderCallOptions): Promise<void>;
}
