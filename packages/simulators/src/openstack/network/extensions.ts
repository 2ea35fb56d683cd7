import type { Json } from '../../kernel/json';

const aliases: Record<string, string> = {
  'address-scope': 'Address scope',
  agent: 'agent',
  'default-subnetpools': 'Default Subnetpools',
  'external-net': 'Neutron external network',
  extra_dhcp_opt: 'Neutron Extra DHCP options',
  'fip-port-details': 'Floating IP Port Details Extension',
  'net-mtu': 'Network MTU',
  network_availability_zone: 'Network Availability Zone',
  'network-ip-availability': 'Network IP Availability',
  pagination: 'Pagination support',
  'port-security': 'Port Security',
  'project-id': 'project_id field enabled',
  provider: 'Provider Network',
  quotas: 'Quota management support',
  quota_details: 'Quota details management support',
  'quota-check-limit': 'Quota engine limit check',
  'revision-if-match': 'If-Match constraints based on revision_number',
  router: 'Neutron L3 Router',
  'security-group': 'security-group',
  sorting: 'Sorting support',
  'standard-attr-description': 'standard-attr-description',
  'standard-attr-revisions': 'Resource revision numbers',
  'standard-attr-tag': 'Tag support for resources with standard attribute',
  'standard-attr-timestamp': 'Resource timestamps',
  'stateful-security-group': 'Stateful security group',
};

/** What this network service can do. */
export const extensions: Json[] = Object.entries(aliases).map(
  ([alias, name]) => ({
    name,
    alias,
    description: name,
    updated: '2020-01-01T00:00:00-00:00',
    links: [],
  }),
);
