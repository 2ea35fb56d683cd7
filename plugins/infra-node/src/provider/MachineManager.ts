import type {
  FailureClass,
  MachineStatus,
} from '@ironstage/plugin-infra-common';
import type { ProviderCallOptions } from './ProviderCallOptions';
import type { InventoryItem } from './InventoryReader';

/** What may be done to a machine. @public */
export const MACHINE_ACTIONS = [
  'commission',
  'deploy',
  'release',
  'mark-broken',
  'mark-fixed',
  'power-on',
  'power-off',
  'lock',
  'unlock',
  'abort',
] as const;

/** {@inheritDoc MACHINE_ACTIONS} @public */
export type MachineActionName = (typeof MACHINE_ACTIONS)[number];

/**
 * An action and what it needs. A rebuild is `release`, allocation of the same machine, `deploy`.
 *
 * `erase` of a release: `quick` overwrites what makes the disks readable, `secure` uses the disks'
 * own erase function, `full` overwrites everything and takes hours.
 * @public
 */
export type MachineAction =
  | {
      type:
        | 'commission'
        | 'mark-fixed'
        | 'power-on'
        | 'power-off'
        | 'lock'
        | 'unlock'
        /** ends what is under way, whoever began it; where that leads depends on what it was */
        | 'abort';
    }
  | { type: 'mark-broken'; reason: string }
  | {
      type: 'deploy';
      imageExternalId: string;
      /** cloud-init user data, plain text, at most 48 KiB */
      userData: string;
    }
  | { type: 'release'; erase: 'none' | 'quick' | 'secure' | 'full' };

/** What a machine must have; what is left out does not matter. @public */
export interface MachineConstraints {
  externalId?: string;
  minVcpus?: number;
  minMemoryBytes?: number;
  minStorageBytes?: number;
  architecture?: string;
  zone?: string;
  tags?: readonly string[];
  notTags?: readonly string[];
  /** PCI vendor and device, four hex digits each, of a GPU it must have at least one of */
  gpu?: { vendorId: string; productId?: string };
}

/** Whom a machine is reserved for. @public */
export interface MachineAllocation {
  /** written on the machine, so that a repeated call finds it instead of taking a second one */
  operationId: string;
  /** tenant the machine must be in; any when left out */
  projectExternalId?: string;
  constraints: MachineConstraints;
  /** why, for the provider's own records */
  comment: string;
}

/** A machine and the operation that acts on it. @public */
export interface MachineTarget {
  externalId: string;
  operationId: string;
}

/** What has become of a machine. @public */
export interface MachineState {
  status: MachineStatus;
  /** false while the provider is at work on it */
  settled: boolean;
  /** what the provider is doing, for a person */
  progress?: string;
  /** why `status` is `failed` or `broken` */
  fault?: {
    class: FailureClass;
    /** one plain sentence */
    message: string;
    /** the provider's own words, without secrets */
    detail: string;
  };
  powerState: 'on' | 'off' | 'unknown';
  locked: boolean;
  /** operation that holds the machine, if one does */
  operationId?: string;
}

/** Something that happened to a machine. @public */
export interface MachineEvent {
  /** the provider's id; later events have a greater one */
  id: number;
  /** ISO 8601 with zone */
  at: string;
  level: 'debug' | 'info' | 'warning' | 'error';
  /** what kind of thing: `Node changed status` */
  type: string;
  description: string;
  /** account at the provider; undefined when it was the provider itself */
  actor?: string;
}

/** Brings bare metal through its life. @public */
export interface MachineManager {
  /** what this provider can do */
  readonly supported: readonly MachineActionName[];

  /**
   * Name of the account the portal acts as, as the attribute `owner` of machines spells it. What
   * another account holds is not the portal's to touch. Left out where machines have no owners.
   */
  account?(options: ProviderCallOptions): Promise<string>;

  /**
   * Finds the machine the operation holds, or reserves one that fits.
   * @throws ProviderError `capacity` when none fits, `conflict` when the wanted one is taken
   */
  ensureAllocated(
    request: MachineAllocation,
    options: ProviderCallOptions,
  ): Promise<{ externalId: string }>;

  /** The machine the operation holds. */
  findByOperation(
    request: { operationId: string },
    options: ProviderCallOptions,
  ): Promise<{ externalId: string } | undefined>;

  /**
   * Asks the provider to act; what the same operation has begun, or is done already, is not done twice.
   *
   * @throws ProviderError `conflict` when the machine is in no state for it, locked, or another's;
   * `invalid` when the image is not offered; `unavailable` when nothing reaches its power control
   */
  begin(
    target: MachineTarget,
    action: MachineAction,
    options: ProviderCallOptions,
  ): Promise<void>;

  /**
   * Reads several machines with one cheap call, for operations that are under way.
   * @returns by external id; what is gone is left out
   */
  getStates(
    externalIds: readonly string[],
    options: ProviderCallOptions,
  ): Promise<Map<string, MachineState>>;

  /** Its last events, newest first. */
  events(
    target: { externalId: string },
    request: { limit: number; beforeId?: number },
    options: ProviderCallOptions,
  ): Promise<MachineEvent[]>;

  /** Reads the row to register. @returns undefined when it is gone */
  read(
    externalId: string,
    options: ProviderCallOptions,
  ): Promise<InventoryItem | undefined>;
}
