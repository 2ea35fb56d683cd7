import { newUuid } from '../../kernel/ids';
import type { OpenStackContext } from '../OpenStackContext';
import { AddressBook } from './AddressBook';
import { invalidInput, neutronError, notFound } from './errors';
import { parseCidr, toNumber } from './ipv4';
import { NetworkQuotas } from './NetworkQuotas';
import type {
  FixedIp,
  NetworkRow,
  PortRow,
  SecurityGroupRow,
  SecurityGroupRuleRow,
  StandardRow,
} from './rows';

export interface PortWish {
  networkId: string;
  projectId: string;
  name?: string;
  deviceId?: string;
  deviceOwner?: string;
  bindingHost?: string;
  status?: string;
  fixedIps?: Array<{ subnetId?: string; ipAddress?: string }>;
  securityGroupIds?: string[];
  macAddress?: string;
  description?: string;
  adminStateUp?: boolean;
  autoCreated?: boolean;
  /** Gateways and seeded rows are outside quota. */
  free?: boolean;
}

type Standard = Omit<StandardRow, 'id' | 'seq'>;

/** What Neutron's routes and Nova share: ports, addresses, default groups. */
export class NetworkCore {
  readonly addresses: AddressBook;
  readonly quotas: NetworkQuotas;
  #standardAttr = 10;

  constructor(readonly context: OpenStackContext) {
    this.addresses = new AddressBook(context);
    this.quotas = new NetworkQuotas(context);
    this.#standardAttr += context.tables.securityGroupRules.size;
  }

  standard(projectId: string, name: string, description = ''): Standard {
    const now = this.context.clock.now();
    return {
      name,
      projectId,
      description,
      tags: [],
      createdAt: now,
      updatedAt: now,
      revision: 0,
    };
  }

  createPort(wish: PortWish): PortRow {
    const { ports, networks } = this.context.tables;
    const network = networks.get(wish.networkId);
    if (!network) {
      throw notFound('Network', wish.networkId);
    }
    if (!wish.free) {
      this.quotas.demand(wish.projectId, 'port');
    }
    const fixedIps = this.#assign(network, wish.fixedIps);
    return ports.insert({
      id: newUuid(),
      ...this.standard(wish.projectId, wish.name ?? '', wish.description),
      revision: 1,
      networkId: network.id,
      macAddress: wish.macAddress ?? this.#mac(),
      adminStateUp: wish.adminStateUp ?? true,
      status: wish.status ?? 'DOWN',
      deviceId: wish.deviceId ?? '',
      deviceOwner: wish.deviceOwner ?? '',
      fixedIps,
      securityGroupIds: wish.securityGroupIds ?? [
        this.defaultGroup(wish.projectId).id,
      ],
      portSecurity: network.portSecurity,
      bindingHost: wish.bindingHost ?? '',
      autoCreated: wish.autoCreated ?? false,
    });
  }

  /** Removes a port; a floating IP on it stays, unbound. */
  deletePort(port: PortRow): void {
    const { ports, floatingIps } = this.context.tables;
    for (const floating of [...floatingIps.by('port', port.id)]) {
      floatingIps.update(floating, {
        portId: null,
        fixedIpAddress: null,
        routerId: null,
        revision: floating.revision + 1,
      });
    }
    port.fixedIps.forEach(ip =>
      this.addresses.release(ip.subnetId, ip.ipAddress),
    );
    ports.delete(port.id);
  }

  /** The project's `default` group, made when first needed. */
  defaultGroup(projectId: string): SecurityGroupRow {
    const known = this.context.tables.securityGroups
      .by('project', projectId)
      .find(row => row.name === 'default');
    return (
      known ?? this.createGroup(projectId, 'default', 'Default security group')
    );
  }

  /** A group with its two egress rules; `default` admits its own members. */
  createGroup(
    projectId: string,
    name: string,
    description: string,
  ): SecurityGroupRow {
    const { securityGroups } = this.context.tables;
    const group = securityGroups.insert({
      id: newUuid(),
      ...this.standard(projectId, name, description),
      revision: 1,
      stateful: true,
    });
    for (const ethertype of ['IPv4', 'IPv6']) {
      if (name === 'default') {
        this.addRule(group, 'ingress', ethertype, {
          remoteGroupId: group.id,
          generated: true,
        });
      }
      this.addRule(group, 'egress', ethertype, { generated: true });
    }
    return group;
  }

  addRule(
    group: SecurityGroupRow,
    direction: string,
    ethertype: string,
    more: Partial<SecurityGroupRuleRow> = {},
  ): SecurityGroupRuleRow {
    this.#standardAttr += 1;
    return this.context.tables.securityGroupRules.insert({
      id: newUuid(),
      ...this.standard(group.projectId, ''),
      securityGroupId: group.id,
      direction,
      ethertype,
      protocol: null,
      portRangeMin: null,
      portRangeMax: null,
      remoteIpPrefix: null,
      remoteGroupId: null,
      generated: false,
      standardAttrId: this.#standardAttr,
      ...more,
    });
  }

  #assign(network: NetworkRow, wishes?: PortWish['fixedIps']): FixedIp[] {
    const subnets = this.context.tables.subnets.by('network', network.id);
    if (wishes && wishes.length > 0) {
      return wishes.map(wish => this.#assignOne(network, wish));
    }
    if (wishes || subnets.length === 0) {
      return [];
    }
    for (const subnet of subnets) {
      const ipAddress = this.addresses.takeNext(subnet);
      if (ipAddress) {
        return [{ subnetId: subnet.id, ipAddress }];
      }
    }
    throw neutronError(
      409,
      'IpAddressGenerationFailure',
      `No more IP addresses available on network ${network.id}.`,
    );
  }

  #assignOne(
    network: NetworkRow,
    wish: { subnetId?: string; ipAddress?: string },
  ): FixedIp {
    const { subnets } = this.context.tables;
    const own = subnets.by('network', network.id);
    const candidates = wish.subnetId
      ? own.filter(row => row.id === wish.subnetId)
      : own;
    if (wish.subnetId && candidates.length === 0) {
      throw invalidInput(
        `Failed to create port on network ${network.id}, because fixed_ips included invalid subnet ${wish.subnetId}.`,
      );
    }
    if (!wish.ipAddress) {
      for (const subnet of candidates) {
        const ipAddress = this.addresses.takeNext(subnet);
        if (ipAddress) {
          return { subnetId: subnet.id, ipAddress };
        }
      }
      throw neutronError(
        409,
        'IpAddressGenerationFailure',
        `No more IP addresses available on network ${network.id}.`,
      );
    }
    const value = toNumber(wish.ipAddress) ?? -1;
    const subnet = candidates.find(row => {
      const block = parseCidr(row.cidr);
      return block && value >= block.first && value <= block.last;
    });
    if (!subnet) {
      throw neutronError(
        400,
        'InvalidIpForNetwork',
        `IP address ${wish.ipAddress} is not a valid IP for any of the subnets on the specified network.`,
      );
    }
    if (this.addresses.isTaken(subnet.id, wish.ipAddress)) {
      throw neutronError(
        409,
        'IpAddressAlreadyAllocated',
        `IP address ${wish.ipAddress} already allocated in subnet ${subnet.id}`,
      );
    }
    this.addresses.take(subnet.id, wish.ipAddress);
    return { subnetId: subnet.id, ipAddress: wish.ipAddress };
  }

  #mac(): string {
    const tail = newUuid().slice(0, 6).match(/../g) ?? [];
    return ['fa', '16', '3e', ...tail].join(':');
  }
}
