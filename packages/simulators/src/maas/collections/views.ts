import type { MaasContext } from '../MaasContext';
import type { NamedRow, TagRow } from '../rows';

const API = '/MAAS/api/2.0';

export function zoneView(zone: NamedRow) {
  return {
    description: zone.description,
    id: Number(zone.id),
    name: zone.name,
    resource_uri: `${API}/zones/${encodeURIComponent(zone.name)}/`,
  };
}

/** One pool has a path of its own, in the singular. */
export function poolView(pool: NamedRow) {
  return {
    description: pool.description,
    id: Number(pool.id),
    name: pool.name,
    resource_uri: `${API}/resourcepool/${pool.id}/`,
  };
}

export function tagView(tag: TagRow) {
  return {
    comment: tag.comment,
    definition: tag.definition,
    kernel_opts: tag.kernelOpts,
    name: tag.id,
    resource_uri: `${API}/tags/${encodeURIComponent(tag.id)}/`,
  };
}

export function domainView(domain: NamedRow, context: MaasContext) {
  const first = context.tables.domains.all()[0];
  return {
    authoritative: true,
    id: Number(domain.id),
    is_default: domain.id === first?.id,
    name: domain.name,
    resource_record_count: 0,
    resource_uri: `${API}/domains/${domain.id}/`,
    ttl: null,
  };
}
