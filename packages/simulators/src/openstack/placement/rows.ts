import type { Row } from '../../kernel/Table';

export interface Inventory {
  total: number;
  reserved: number;
  min_unit: number;
  max_unit: number;
  step_size: number;
  allocation_ratio: number;
}

export interface ProviderRow extends Row {
  name: string;
  generation: number;
  parentId: string | null;
  rootId: string;
  inventories: Record<string, Inventory>;
  used: Record<string, number>;
  traits: string[];
  aggregates: string[];
  updatedAt: number;
}

export type Resources = Record<string, number>;

/** What one consumer (a server or a migration) holds, by provider. */
export interface AllocationRow extends Row {
  projectId: string;
  userId: string;
  generation: number;
  held: Record<string, Resources>;
  updatedAt: number;
}
