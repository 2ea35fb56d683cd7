import { orUndefined } from '@ironstage/plugin-infra-node';
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

/** Ironic, where the cloud has it. Source: Bare Metal API v1. */
export class BaremetalClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** True when the cloud has bare metal at all; the others may be called only then. */
  available(signal: AbortSignal): Promise<boolean> {
    return this.transport.has('baremetal', signal);
  }

  nodes(signal: AbortSignal): AsyncGenerator<WireNode[]> {
    return listPages(
      this.transport,
      {
        service: 'baremetal',
        path: '/nodes/detail',
        version: VERSION,
        signal,
      },
      'nodes',
      nodeSchema,
    );
  }

  node(id: string, signal: AbortSignal): Promise<WireNode | undefined> {
    return orUndefined(
      this.transport.call(
        {
          service: 'baremetal',
          method: 'GET',
          path: '/nodes/{id}',
          params: { id },
          version: VERSION,
          signal,
        },
        nodeSchema,
      ),
    );
  }

  /** Network cards of all nodes, or of one. */
  ports(signal: AbortSignal, nodeId?: string): Promise<WireNodePort[]> {
    return listAll(
      this.transport,
      {
        service: 'baremetal',
        path: '/ports',
        query: { fields: 'address,node_uuid', node: nodeId },
        version: VERSION,
        signal,
      },
      'ports',
      portSchema,
    );
  }

  conductors(
    signal: AbortSignal,
  ): Promise<Array<z.infer<typeof conductorSchema>>> {
    return listAll(
      this.transport,
      {
        service: 'baremetal',
        path: '/conductors',
        version: CONDUCTORS,
        signal,
      },
      'conductors',
      conductorSchema,
    );
  }
}
