import {
  isProviderError,
  type ProjectTarget,
} from '@ironstage/plugin-infra-node';
import type { NetworkClients } from '../client/network/NetworkClients';
import type {
  WireSecurityGroup,
  WireSecurityGroupRule,
} from '../client/network/securityGroups/types';
import { operationTag } from '../client/ownership';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';

const SSH = 22;

function isSshFrom(rule: WireSecurityGroupRule, cidr: string): boolean {
  return (
    rule.direction === 'ingress' &&
    rule.protocol === 'tcp' &&
    rule.port_range_min === SSH &&
    rule.port_range_max === SSH &&
    rule.remote_ip_prefix === cidr
  );
}

/**
 * Brings the default security group of a project to the baseline: nothing comes in but SSH from the
 * configured networks. Neutron's own default lets in everything from members of the group; that goes,
 * unless the configuration keeps it. Rules that people added later are exceptions of theirs and stay.
 */
export class ProjectFirewall {
  readonly #transport: OpenStackTransport;
  readonly #network: NetworkClients;

  constructor(transport: OpenStackTransport, network: NetworkClients) {
    this.#transport = transport;
    this.#network = network;
  }

  /** The project's default group. Neutron makes it when it is first asked for. */
  async defaultGroup(
    projectId: string,
    signal: AbortSignal,
  ): Promise<WireSecurityGroup | undefined> {
    const groups = await this.#network.securityGroups.list(
      { project_id: projectId, name: 'default' },
      signal,
    );
    return groups.find(
      group => group.project_id === projectId && group.name === 'default',
    );
  }

  async ensure(target: ProjectTarget, signal: AbortSignal): Promise<void> {
    const { firewall, id } = this.#transport.config;
    const group = await this.defaultGroup(target.externalId, signal);
    if (!group) {
      throw this.#transport.error(
        'unexpected-answer',
        `${id} has made no default security group for the project.`,
      );
    }
    const rules = group.security_group_rules;
    if (!firewall.allowWithinProject) {
      const fromItself = rules.filter(
        rule =>
          rule.direction === 'ingress' && rule.remote_group_id === group.id,
      );
      for (const rule of fromItself) {
        await this.#network.rules.remove(rule.id, signal);
      }
    }
    const missing = firewall.sshFrom.filter(
      cidr => !rules.some(rule => isSshFrom(rule, cidr)),
    );
    for (const cidr of missing) {
      await this.#allowSsh(target, group.id, cidr, signal);
    }
  }

  async #allowSsh(
    target: ProjectTarget,
    groupId: string,
    cidr: string,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await this.#network.rules.create(
        {
          project_id: target.externalId,
          security_group_id: groupId,
          direction: 'ingress',
          ethertype: cidr.includes(':') ? 'IPv6' : 'IPv4',
          protocol: 'tcp',
          port_range_min: SSH,
          port_range_max: SSH,
          remote_ip_prefix: cidr,
          description: operationTag(target.operationId),
        },
        signal,
      );
    } catch (error) {
      // the same rule, written differently: 10.0.0.1/8 is kept as 10.0.0.0/8
      if (
        !isProviderError(error, 'conflict') ||
        !error.detail.includes('SecurityGroupRuleExists')
      ) {
        throw error;
      }
    }
  }
}
