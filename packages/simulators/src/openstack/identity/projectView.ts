import type { Json } from '../../kernel/json';
import type { ProjectRow } from './rows';

export function projectView(row: ProjectRow, origin: string): Json {
  return {
    ...row.extra,
    id: row.id,
    name: row.name,
    domain_id: row.domainId,
    description: row.description,
    enabled: row.enabled,
    parent_id: row.parentId,
    is_domain: false,
    tags: [...row.tags],
    options: {},
    links: { self: `${origin}/identity/v3/projects/${row.id}` },
  };
}
