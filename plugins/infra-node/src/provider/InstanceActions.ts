import type { FailureClass } from '@ironstage/plugin-infra-common';
import type { ProviderCallOptions } from './ProviderCallOptions';
import type { InstanceTarget } from './InstanceManager';

/** What may be done to an instance that is there. @public */
export const INSTANCE_ACTIONS = [
  'start',
  'shutdown',
  'stop',
  'reboot',
  'reset',
  'resize',
  'confirm-resize',
  'revert-resize',
  'snapshot',
  'rebuild',
] as const;

/** {@inheritDoc INSTANCE_ACTIONS} @public */
export type InstanceActionName = (typeof INSTANCE_ACTIONS)[number];

/**
 * An action and what it needs.
 *
 * - `shutdown` asks the guest, `stop` pulls the plug; `reboot` and `reset` likewise
 * - `resize` ends either done or, where the provider keeps the way back open, waiting for
 *   `confirm-resize` or `revert-resize`
 * - `snapshot` makes an image (`snapshotExternalId` of the progress) or a point to go back to
 * - `rebuild` replaces the disk by a fresh one and keeps name, addresses and id
 * @public
 */
export type InstanceAction =
  | {
      type:
        | 'start'
        | 'shutdown'
        | 'stop'
        | 'reboot'
        | 'reset'
        | 'confirm-resize'
        | 'revert-resize';
    }
  | { type: 'resize'; flavorExternalId: string }
  | { type: 'snapshot'; name: string }
  | { type: 'rebuild'; imageExternalId: string; userData?: string };

/** How far an action has got. @public */
export interface InstanceActionProgress {
  /** false while the provider is at work */
  settled: boolean;
  /** what it is doing, or a remark about how it ended, for a person */
  message?: string;
  /** of a snapshot, as soon as it is known */
  snapshotExternalId?: string;
  /** why it did not work; only when settled */
  fault?: {
    class: FailureClass;
    /** one plain sentence */
    message: string;
    /** the provider's own words, without secrets */
    detail: string;
  };
}

/** A way to an instance's screen. @public */
export interface InstanceConsole {
  /** what speaks at the other end: a web page, or the bare protocol over a web socket */
  protocol: 'novnc' | 'spice' | 'serial' | 'vnc-websocket';
  /** address with its one-time ticket: a secret of the person who asked */
  url: string;
  /** ISO 8601; undefined when the provider does not say */
  expiresAt?: string;
}

/**
 * Acts on instances that are there.
 *
 * An action is begun once and followed by its handle, a plain text that survives a restart of
 * the portal. `begin` may be repeated for the same operation: what has been begun, or is done
 * already, is not done twice; a second reboot is one only under another operation id.
 * @public
 */
export interface InstanceActions {
  /** what this provider can do */
  readonly supported: readonly InstanceActionName[];
  /** true when `openConsole` is there for use */
  readonly hasConsole: boolean;

  /**
   * Asks the provider to act.
   *
   * @throws ProviderError `conflict` when the instance is in no state for it, `not-found` when it is
   * gone, `quota-exceeded`, `capacity`, …; `unknown-outcome` when the answer was lost: the caller
   * repeats, and the repeat looks first
   */
  begin(
    target: InstanceTarget & { operationId: string },
    action: InstanceAction,
    options: ProviderCallOptions,
  ): Promise<{ handle: string }>;

  /** @throws ProviderError `not-found` when the instance is gone */
  progress(
    target: InstanceTarget,
    action: InstanceAction,
    handle: string,
    options: ProviderCallOptions,
  ): Promise<InstanceActionProgress>;

  /**
   * Opens a console for one person.
   * @throws ProviderError `conflict` when the instance is not running
   */
  openConsole(
    target: InstanceTarget,
    options: ProviderCallOptions,
  ): Promise<InstanceConsole>;
}
