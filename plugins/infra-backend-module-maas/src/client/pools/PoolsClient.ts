import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { MaasTransport, OnProblem } from '../transport/MaasTransport';

const poolSchema = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string().nullish(),
});

/** A resource pool, the tenancy of MAAS. */
export type WirePool = z.infer<typeof poolSchema>;

/** Resource pools. */
export class PoolsClient {
  constructor(private readonly transport: MaasTransport) {}

  list(signal: AbortSignal, onProblem?: OnProblem): Promise<WirePool[]> {
    return this.transport.rows(
      { method: 'GET', path: 'resourcepools/', signal },
      {
        schema: poolSchema,
        kind: 'project',
        what: 'the resource pool',
        idKey: 'id',
        idOf: pool => pool.id,
      },
      onProblem,
    );
  }

  async create(
    pool: { name: string; description: string },
    signal: AbortSignal,
  ): Promise<WirePool> {
    return this.transport.call(
      { method: 'POST', path: 'resourcepools/', parameters: pool, signal },
      poolSchema,
    );
  }

  /** The pool must be empty. */
  async remove(id: number, signal: AbortSignal): Promise<void> {
    await this.transport.call(
      { method: 'DELETE', path: 'resourcepool/{id}/', at: { id }, signal },
      z.unknown(),
    );
  }
}

const MARK = 'ironstage-operation: ';

/** Description of a pool that an operation made. */
export function describePool(operationId: string, facts: string): string {
  return `${MARK}${operationId}; ${facts}`;
}

/** The operation that made a pool. */
export function operationOfPool(pool: WirePool): string | undefined {
  const { description } = pool;
  return description?.startsWith(MARK)
    ? description.slice(MARK.length).split(';')[0]
    : undefined;
}

/** Resource pool → tenant row. */
export function toProjectItem(pool: WirePool): InventoryItem {
  const operationId = operationOfPool(pool);
  return {
    kind: 'project',
    externalId: String(pool.id),
    name: pool.name,
    status: 'active',
    attributes: {
      ...(operationId && { operationId }),
      ...(pool.description &&
        !operationId && { description: pool.description }),
    },
  };
}
