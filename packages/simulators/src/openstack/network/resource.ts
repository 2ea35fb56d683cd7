import type { Json } from '../../kernel/json';
import type { Table } from '../../kernel/Table';
import type { Access } from '../access';
import type { StandardRow } from './rows';

/** What the shared routes need to know about one kind of Neutron object. */
export interface Resource<T extends StandardRow> {
  /** In the URL: `security-groups`. */
  path: string;
  /** In bodies: `security_groups`, `security_group`. */
  collection: string;
  singular: string;
  /** In error types: `SecurityGroup`. */
  kind: string;
  /** In quotas; absent when there is no limit on it. */
  quota?: string;
  table: Table<T, never>;
  /** Rows an index already narrows to, by the filters of a list. */
  narrow?(query: URLSearchParams): readonly T[] | undefined;
  /** Seen by callers that neither own it nor are admin. */
  isPublic?(row: T): boolean;
  view(row: T, access: Access): Json;
  createAttributes: readonly string[];
  updateAttributes: readonly string[];
  create(input: Json, projectId: string, access: Access): T;
  update(row: T, input: Json, access: Access): Partial<T>;
  remove(row: T, access: Access): void;
  /** Runs before a list: makes what is made lazily. */
  beforeList?(projectId: string | undefined): void;
}

export function standardView(row: StandardRow): Json {
  const iso = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`;
  return {
    tags: row.tags,
    created_at: iso(row.createdAt),
    updated_at: iso(row.updatedAt),
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
