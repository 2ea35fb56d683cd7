import { asText, type Json } from '../../kernel/json';
import type { Access } from '../access';
import { missing, neutronError, notFound, badRequest } from './errors';
import { parseCidr, toAddress } from './ipv4';
import type { NetworkCore } from './NetworkCore';
import { standardView, type Resource } from './resource';
import type { SecurityGroupRow, SecurityGroupRuleRow } from './rows';

function normalized(prefix: string | null): string | null {
  const block = prefix === null ? undefined : parseCidr(prefix);
  return block ? `${toAddress(block.first)}/${block.prefix}` : prefix;
}

/** `inGroup`: rules inside a group carry two members more than alone. */
function ruleView(row: SecurityGroupRuleRow, inGroup: boolean): Json {
  const { tags, ...standard } = standardView(row);
  return {
    id: row.id,
    tenant_id: row.projectId,
    security_group_id: row.securityGroupId,
    ethertype: row.ethertype,
    direction: row.direction,
    protocol: row.protocol,
    port_range_min: row.portRangeMin,
    port_range_max: row.portRangeMax,
    remote_ip_prefix: row.remoteIpPrefix,
    remote_address_group_id: null,
    normalized_cidr: normalized(row.remoteIpPrefix),
    remote_group_id: row.remoteGroupId,
    ...(inGroup ? { standard_attr_id: row.standardAttrId, tags } : {}),
    description: row.generated ? null : row.description,
    ...standard,
  };
}

export function securityGroupResource(
  core: NetworkCore,
): Resource<SecurityGroupRow> {
  const { securityGroups, securityGroupRules, ports } = core.context.tables;
  return {
    path: 'security-groups',
    collection: 'security_groups',
    singular: 'security_group',
    kind: 'SecurityGroup',
    quota: 'security_group',
    table: securityGroups,
    narrow(query) {
      const project = query.get('project_id') ?? query.get('tenant_id');
      return project ? securityGroups.by('project', project) : undefined;
    },
    beforeList(projectId) {
      // Keystone is not asked: any project id that is listed gets its group.
      if (projectId && core.context.tables.projects.get(projectId)) {
        core.defaultGroup(projectId);
      }
    },
    view: row => ({
      id: row.id,
      name: row.name,
      stateful: row.stateful,
      tenant_id: row.projectId,
      description: row.description,
      shared: false,
      security_group_rules: securityGroupRules
        .by('group', row.id)
        .map(rule => ruleView(rule, true)),
      ...standardView(row),
    }),
    createAttributes: ['name', 'description', 'stateful'],
    updateAttributes: ['name', 'description', 'stateful'],
    create(input, projectId) {
      const name = asText(input.name) ?? '';
      core.defaultGroup(projectId);
      if (name === 'default') {
        throw neutronError(
          409,
          'SecurityGroupDefaultAlreadyExists',
          'Default security group already exists.',
        );
      }
      return core.createGroup(projectId, name, asText(input.description) ?? '');
    },
    update: (row, input) => ({
      stateful:
        typeof input.stateful === 'boolean' ? input.stateful : row.stateful,
    }),
    remove(row, access) {
      if (row.name === 'default' && !access.admin) {
        throw neutronError(
          409,
          'SecurityGroupCannotRemoveDefault',
          'Insufficient rights for removing default security group.',
        );
      }
      const inUse = ports
        .by('project', row.projectId)
        .some(port => port.securityGroupIds.includes(row.id));
      if (inUse) {
        throw neutronError(
          409,
          'SecurityGroupInUse',
          `Security Group ${row.id} in use.`,
        );
      }
      for (const rule of [...securityGroupRules.by('group', row.id)]) {
        securityGroupRules.delete(rule.id);
      }
      securityGroups.delete(row.id);
    },
  };
}

const ruleAttributes = [
  'security_group_id',
  'direction',
  'ethertype',
  'protocol',
  'port_range_min',
  'port_range_max',
  'remote_ip_prefix',
  'remote_group_id',
  'description',
];

function wishOf(input: Json): Partial<SecurityGroupRuleRow> {
  const port = (value: unknown) =>
    value === undefined || value === null ? null : Number(value);
  const wish = {
    protocol: input.protocol ? String(input.protocol).toLowerCase() : null,
    portRangeMin: port(input.port_range_min),
    portRangeMax: port(input.port_range_max),
    remoteIpPrefix: asText(input.remote_ip_prefix) ?? null,
    remoteGroupId: asText(input.remote_group_id) ?? null,
  };
  const tcpOrUdp = wish.protocol === 'tcp' || wish.protocol === 'udp';
  const { portRangeMin: low, portRangeMax: high } = wish;
  if (tcpOrUdp && low !== null && high !== null && low > high) {
    throw neutronError(
      400,
      'SecurityGroupInvalidPortRange',
      'For TCP/UDP protocols, port_range_min must be <= port_range_max',
    );
  }
  return wish;
}

export function securityGroupRuleResource(
  core: NetworkCore,
): Resource<SecurityGroupRuleRow> {
  const { securityGroups, securityGroupRules } = core.context.tables;

  const create = (input: Json, _project: string, access: Access) => {
    const groupId = asText(input.security_group_id);
    if (groupId === undefined) {
      throw missing('security_group_id');
    }
    const direction = asText(input.direction);
    if (direction === undefined) {
      throw missing('direction');
    }
    if (direction !== 'ingress' && direction !== 'egress') {
      throw badRequest(
        `Invalid input for direction. Reason: '${direction}' is not in ['ingress', 'egress'].`,
      );
    }
    const group = securityGroups.get(groupId);
    if (!group || (!access.admin && group.projectId !== access.projectId)) {
      throw notFound('SecurityGroup', groupId);
    }
    const ethertype = asText(input.ethertype) ?? 'IPv4';
    const wish = wishOf(input);
    const twin = securityGroupRules
      .by('group', groupId)
      .find(
        row =>
          row.direction === direction &&
          row.ethertype === ethertype &&
          row.protocol === wish.protocol &&
          row.portRangeMin === wish.portRangeMin &&
          row.portRangeMax === wish.portRangeMax &&
          normalized(row.remoteIpPrefix) ===
            normalized(wish.remoteIpPrefix ?? null) &&
          row.remoteGroupId === wish.remoteGroupId,
      );
    if (twin) {
      throw neutronError(
        409,
        'SecurityGroupRuleExists',
        `Security group rule already exists. Rule id is ${twin.id}.`,
      );
    }
    return core.addRule(group, direction, ethertype, {
      ...wish,
      description: asText(input.description) ?? '',
    });
  };

  return {
    path: 'security-group-rules',
    collection: 'security_group_rules',
    singular: 'security_group_rule',
    kind: 'SecurityGroupRule',
    quota: 'security_group_rule',
    table: securityGroupRules,
    narrow(query) {
      const group = query.getAll('security_group_id');
      const project = query.get('project_id') ?? query.get('tenant_id');
      if (group.length === 1) {
        return securityGroupRules.by('group', group[0]);
      }
      return project ? securityGroupRules.by('project', project) : undefined;
    },
    view: row => ruleView(row, false),
    createAttributes: ruleAttributes,
    updateAttributes: [],
    create,
    update: () => ({}),
    remove: row => {
      securityGroupRules.delete(row.id);
    },
  };
}
