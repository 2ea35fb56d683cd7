import type { Row } from '../../kernel/Table';

/** What every Neutron object with standard attributes has. */
export interface StandardRow extends Row {
  name: string;
  projectId: string;
  description: string;
  tags: string[];
  createdAt: number;
  updatedAt: number;
  revision: number;
}

export interface NetworkRow extends StandardRow {
  adminStateUp: boolean;
  shared: boolean;
  external: boolean;
  isDefault: boolean;
  mtu: number;
  portSecurity: boolean;
  providerType: string;
  physicalNetwork: string | null;
  segmentationId: number | null;
}

export interface SubnetRow extends StandardRow {
  networkId: string;
  ipVersion: number;
  cidr: string;
  gatewayIp: string | null;
  pools: Array<{ start: string; end: string }>;
  dnsNameservers: string[];
  hostRoutes: unknown[];
  enableDhcp: boolean;
}

export interface FixedIp {
  subnetId: string;
  ipAddress: string;
}

export interface PortRow extends StandardRow {
  networkId: string;
  macAddress: string;
  adminStateUp: boolean;
  status: string;
  deviceId: string;
  deviceOwner: string;
  fixedIps: FixedIp[];
  securityGroupIds: string[];
  portSecurity: boolean;
  bindingHost: string;
  /** Nova made it and removes it with the server. */
  autoCreated: boolean;
}

export interface RouterRow extends StandardRow {
  adminStateUp: boolean;
  gatewayNetworkId: string | null;
  gatewayPortId: string | null;
  enableSnat: boolean;
}

export interface SecurityGroupRow extends StandardRow {
  stateful: boolean;
}

export interface SecurityGroupRuleRow extends StandardRow {
  securityGroupId: string;
  direction: string;
  ethertype: string;
  protocol: string | null;
  portRangeMin: number | null;
  portRangeMax: number | null;
  remoteIpPrefix: string | null;
  remoteGroupId: string | null;
  /** Rules that came with the group have a null description. */
  generated: boolean;
  standardAttrId: number;
}

export interface FloatingIpRow extends StandardRow {
  floatingIpAddress: string;
  floatingNetworkId: string;
  /** The port that holds the outside address. */
  outsidePortId: string;
  portId: string | null;
  fixedIpAddress: string | null;
  routerId: string | null;
}
