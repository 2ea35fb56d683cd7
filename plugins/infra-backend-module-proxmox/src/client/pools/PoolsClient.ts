import { orUndefined, type OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { listOf, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';

const poolSchema = z.object({
  poolid: text,
  comment: z.string().nullish(),
});

const withMembersSchema = poolSchema.extend({
  /** whatever they are, they are in it */
  members: listOf(z.unknown()),
});

/** A pool of a list. */
export type WirePool = z.infer<typeof poolSchema>;

/** A pool with what is in it. */
export type WirePoolWithMembers = z.infer<typeof withMembersSchema>;

/** Pools, by the forms with parameters in the query that came with 8.1. */
export class PoolsClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  list(signal: AbortSignal, onOdd?: OnOddRow): Promise<WirePool[]> {
    return this.transport.list(
      { method: 'GET', path: '/pools', signal },
      poolSchema,
      onOdd,
    );
  }

  async get(
    poolid: string,
    signal: AbortSignal,
  ): Promise<WirePoolWithMembers | undefined> {
    const found = await orUndefined(
      this.transport.call(
        { method: 'GET', path: '/pools', parameters: { poolid }, signal },
        listOf(withMembersSchema),
      ),
    );
    return found?.[0];
  }

  /** @throws ProviderError `conflict` when there is one of that id */
  async create(
    pool: { poolid: string; comment: string },
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.call(
      { method: 'POST', path: '/pools', parameters: pool, signal },
      z.unknown(),
    );
  }

  /** The pool must be empty; one that is gone is no error. */
  async remove(poolid: string, signal: AbortSignal): Promise<void> {
    await orUndefined(
      this.transport.call(
        { method: 'DELETE', path: '/pools', parameters: { poolid }, signal },
        z.unknown(),
      ),
    );
  }
}
