import { isProviderError, readRows } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { amount, listOf } from '../transport/lenient';
import type {
  Parameter,
  ProxmoxTransport,
} from '../transport/ProxmoxTransport';
import { addressesOf } from './addresses';
import {
  agentInterfacesSchema,
  guestConfigSchema,
  guestStatusSchema,
  interfaceSchema,
  type GuestAddress,
  type GuestConfig,
  type GuestStatus,
} from './types';

const upid = z.string();

/** A clone to be made. */
export interface CloneRequest {
  newid: number;
  name: string;
  description: string;
  pool: string;
  full: boolean;
  /** of a full clone */
  storage?: string;
  /** another node than the template's; all disks must be shared then */
  target?: string;
}

/** What the power button can do. */
export type PowerAction =
  | 'start'
  | 'resume'
  | 'stop'
  | 'shutdown'
  | 'reboot'
  | 'reset';

/**
 * Undefined in place of a guest that is not on the node, and of nothing else: a missing storage or
 * the name of a node that has no address are "not found", too, and no sign that a guest is gone.
 */
async function orGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (
      isProviderError(error, 'not-found') &&
      /configuration file '[^']*' does not exist/i.test(error.detail ?? '')
    ) {
      return undefined;
    }
    throw error;
  }
}

/** A screen that waits for its viewer for a few seconds. */
export interface VncProxy {
  port: string;
  ticket: string;
}

/** VMs and containers. Writes give the id of a task unless it says otherwise. */
export class GuestsClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  status(
    guest: GuestAddress,
    signal: AbortSignal,
  ): Promise<GuestStatus | undefined> {
    return orGone(
      this.#call(
        'GET',
        guest,
        '/status/current',
        {},
        guestStatusSchema,
        signal,
      ),
    );
  }

  /** Configuration as it is to be after the next start. */
  config(
    guest: GuestAddress,
    signal: AbortSignal,
  ): Promise<GuestConfig | undefined> {
    return orGone(
      this.#call('GET', guest, '/config', {}, guestConfigSchema, signal),
    );
  }

  /** Configuration that a guest runs with. */
  currentConfig(
    guest: GuestAddress,
    signal: AbortSignal,
  ): Promise<GuestConfig | undefined> {
    return orGone(
      this.#call(
        'GET',
        guest,
        '/config',
        { current: true },
        guestConfigSchema,
        signal,
      ),
    );
  }

  /** Takes effect at once where it can, else at the next start. Waits up to ten seconds for the lock. */
  async configure(
    guest: GuestAddress,
    options: Record<string, Parameter>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#call('PUT', guest, '/config', options, z.unknown(), signal);
  }

  clone(
    template: GuestAddress,
    request: CloneRequest,
    signal: AbortSignal,
  ): Promise<string> {
    return this.#call('POST', template, '/clone', { ...request }, upid, signal);
  }

  /** @param bytes - the size it shall have; a smaller one than now fails in the task */
  resizeDisk(
    guest: GuestAddress,
    disk: string,
    bytes: number,
    signal: AbortSignal,
  ): Promise<string> {
    const size = `${Math.ceil(bytes / 1024 ** 2)}M`;
    return this.#call('PUT', guest, '/resize', { disk, size }, upid, signal);
  }

  power(
    guest: GuestAddress,
    action: PowerAction,
    parameters: Record<string, Parameter>,
    signal: AbortSignal,
  ): Promise<string> {
    return this.#call(
      'POST',
      guest,
      `/status/${action}`,
      parameters,
      upid,
      signal,
    );
  }

  snapshot(
    guest: GuestAddress,
    request: { snapname: string; description: string },
    signal: AbortSignal,
  ): Promise<string> {
    return this.#call('POST', guest, '/snapshot', request, upid, signal);
  }

  /** Deletes a guest that is stopped, with its disks and its place in pools, jobs and HA. */
  remove(guest: GuestAddress, signal: AbortSignal): Promise<string> {
    return this.#call(
      'DELETE',
      guest,
      '',
      { purge: true, 'destroy-unreferenced-disks': true },
      upid,
      signal,
    );
  }

  /** Addresses the guest has; empty when it does not tell. Loopback and link-local ones are left out. */
  async addresses(guest: GuestAddress, signal: AbortSignal): Promise<string[]> {
    const rows =
      guest.type === 'lxc'
        ? await this.#call(
            'GET',
            guest,
            '/interfaces',
            {},
            listOf(z.unknown()),
            signal,
          )
        : (
            await this.#call(
              'GET',
              guest,
              '/agent/network-get-interfaces',
              {},
              agentInterfacesSchema,
              signal,
            )
          ).result;
    return addressesOf(readRows(rows, interfaceSchema));
  }

  vncProxy(guest: GuestAddress, signal: AbortSignal): Promise<VncProxy> {
    return this.#call(
      'POST',
      guest,
      '/vncproxy',
      { websocket: true },
      z.object({ port: amount.transform(String), ticket: z.string() }),
      signal,
    );
  }

  #call<T extends z.ZodType>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    guest: GuestAddress,
    rest: string,
    parameters: Record<string, Parameter>,
    schema: T,
    signal: AbortSignal,
  ): Promise<z.output<T>> {
    return this.transport.call(
      {
        method,
        path: `/nodes/{node}/${guest.type}/{vmid}${rest}`,
        at: { node: guest.node, vmid: guest.vmid },
        parameters,
        signal,
      },
      schema,
    );
  }
}
