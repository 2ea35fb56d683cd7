import { reply, type RouteTable } from '../../kernel/http/types';
import type { Json } from '../../kernel/json';
import type { Access } from '../access';
import { AddressBook } from './AddressBook';
import { notFound } from './errors';
import { extensions } from './extensions';
import { matchesFilters } from './listing';
import type { NetworkCore } from './NetworkCore';
import type { NetworkRow } from './rows';

/** Free addresses, extensions and agents: what is read but never written. */
export function availabilityRoutes(
  routes: RouteTable<Access>,
  core: NetworkCore,
): void {
  const { networks, subnets } = core.context.tables;
  const view = (row: NetworkRow): Json => {
    const parts = subnets.by('network', row.id).map(subnet => ({
      subnet_id: subnet.id,
      ip_version: subnet.ipVersion,
      cidr: subnet.cidr,
      subnet_name: subnet.name,
      used_ips: core.addresses.used(subnet.id),
      total_ips: AddressBook.total(subnet),
    }));
    const sum = (key: 'used_ips' | 'total_ips') =>
      parts.reduce((total, part) => total + part[key], 0);
    return {
      network_id: row.id,
      network_name: row.name,
      tenant_id: row.projectId,
      project_id: row.projectId,
      subnet_ip_availability: parts,
      used_ips: sum('used_ips'),
      total_ips: sum('total_ips'),
    };
  };

  routes.get('/v2.0/network-ip-availabilities', (call, access) =>
    reply(200, {
      // Others than admins get an empty list, not a refusal.
      network_ip_availabilities: access.admin
        ? networks
            .all()
            .map(view)
            .filter(item => matchesFilters(item, call.query))
        : [],
    }),
  );

  routes.get('/v2.0/network-ip-availabilities/:id', (call, access) => {
    const row = networks.get(call.params.id);
    if (!row || !access.admin) {
      throw notFound('Network', call.params.id);
    }
    return reply(200, { network_ip_availability: view(row) });
  });

  routes.get('/v2.0/extensions', () => reply(200, { extensions }));
  routes.get('/v2.0/extensions/:alias', call => {
    const extension = extensions.find(item => item.alias === call.params.alias);
    if (!extension) {
      throw notFound('Extension', call.params.alias);
    }
    return reply(200, { extension });
  });
  routes.get('/v2.0/agents', () => reply(200, { agents: [] }));
}
