import { isProviderError, orUndefined } from '@ironstage/plugin-infra-node';
import type { OnOddRow, ProviderError } from '@ironstage/plugin-infra-node';
import type { z } from 'zod';
import type { OpenStackTransport } from '../transport/OpenStackTransport';
import { listAll, listPages } from '../transport/pages';
import {
  conductorSchema,
  nodeSchema,
  portSchema,
  type WireNode,
  type WireNodePort,
} from './types';

/** traits came at 1.37, conductors at 1.49, retirement at 1.61, lessees at 1.65 */
const VERSION = { at: '1.37', better: '1.65' };
const CONDUCTORS = { at: '1.49', better: '1.65' };

/**
 * Ironic, where the cloud has it. Source: Bare Metal API v1.
 *
 * An account that may not see a node is told that there is none: lists leave it out, its address is a 404. Only
 * the conductors are refused openly, by the very rule that shows all nodes (`SYSTEM_READER` of
 * ironic/common/policy.py). So they tell whether an answer is the truth.
 */
export class BaremetalClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** True when the cloud has bare metal at all; the others may be called only then. */
  available(signal: AbortSignal): Promise<boolean> {
    return this.transport.has('baremetal', signal);
  }

  /** Nodes that the account may see; {@link BaremetalClient.hidden} says whether that is all. */
  nodes(signal: AbortSignal, onOdd?: OnOddRow): AsyncGenerator<WireNode[]> {
    return listPages(
      this.transport,
      { ...this.#to('/nodes/detail'), version: VERSION, signal },
      'nodes',
      nodeSchema,
      onOdd,
    );
  }

  /** @returns undefined when there is none, or none that the account may see */
  node(id: string, signal: AbortSignal): Promise<WireNode | undefined> {
    return orUndefined(
      this.transport.call(
        {
          ...this.#to('/nodes/{id}'),
          method: 'GET',
          params: { id },
          version: VERSION,
          signal,
        },
        nodeSchema,
      ),
    );
  }

  /** Network cards of all nodes, or of one. */
  ports(
    signal: AbortSignal,
    { nodeId, onOdd }: { nodeId?: string; onOdd?: OnOddRow } = {},
  ): Promise<WireNodePort[]> {
    return listAll(
      this.transport,
      {
        ...this.#to('/ports'),
        query: { fields: 'address,node_uuid', node: nodeId },
        version: VERSION,
        signal,
      },
      'ports',
      portSchema,
      onOdd,
    );
  }

  /** @throws ProviderError `forbidden` that says what the account lacks */
  async conductors(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<Array<z.infer<typeof conductorSchema>>> {
    try {
      return await listAll(
        this.transport,
        { ...this.#to('/conductors'), version: CONDUCTORS, signal },
        'conductors',
        conductorSchema,
        onOdd,
      );
    } catch (error) {
      throw isProviderError(error, 'forbidden')
        ? this.#outOfSight(error)
        : error;
    }
  }

  /** @returns why the account does not see all nodes; undefined when it does */
  async hidden(signal: AbortSignal): Promise<ProviderError | undefined> {
    try {
      await this.conductors(signal, () => {});
      return undefined;
    } catch (error) {
      // Where there are no conductors to ask for (before 1.49), there are no rights by project either.
      if (isProviderError(error, 'misconfigured')) {
        return undefined;
      }
      if (isProviderError(error, 'forbidden')) {
        return error;
      }
      throw error;
    }
  }

  #to(path: string) {
    const { scope } = this.transport.config.baremetal;
    return {
      service: 'baremetal',
      path,
      scope: scope === 'system' ? scope : 'portal',
    } as const;
  }

  #outOfSight(cause: ProviderError): ProviderError {
    const { id, configKey, baremetal } = this.transport.config;
    return this.transport.error(
      'forbidden',
      baremetal.scope === 'system'
        ? `Ironic of ${id} does not show the account of ${configKey}.auth its machines; give it the role reader on the system.`
        : `Ironic of ${id} hides machines from the admin of a project; use an account of the project "service" with the role service beside admin (${configKey}.auth), or set ${configKey}.baremetal.scope to system.`,
      cause.detail,
      cause,
    );
  }
}
