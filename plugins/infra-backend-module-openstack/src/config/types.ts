/** Login with a user's password, scoped to a project. */
export interface PasswordAuth {
  type: 'password';
  username: string;
  userDomain: string;
  password: string;
  project: string;
  projectDomain: string;
}

/** Login with an application credential, bound to its project. */
export interface ApplicationCredentialAuth {
  type: 'applicationCredential';
  id: string;
  secret: string;
}

/** An account that logs in to the portal's projects. */
export interface ProvisioningAccount {
  username: string;
  userDomain: string;
  password: string;
}

/** Names of Neutron's quotas that the configuration may set. */
export const NETWORK_QUOTAS = {
  networks: 'network',
  subnets: 'subnet',
  ports: 'port',
  routers: 'router',
  floatingIps: 'floatingip',
  securityGroups: 'security_group',
  securityGroupRules: 'security_group_rule',
} as const;

/** Consoles that a cloud may offer. */
export const CONSOLE_KINDS = ['novnc', 'spice', 'serial'] as const;

/** {@inheritDoc CONSOLE_KINDS} */
export type ConsoleKind = (typeof CONSOLE_KINDS)[number];

/** One entry of `infra.openstack`. */
export interface OpenStackConfig {
  id: string;
  title: string;
  site: string;
  selfService: boolean;
  /** `infra.openstack[0]` */
  configKey: string;
  /** ends in `/v3` */
  authUrl: string;
  region?: string;
  interface: 'public' | 'internal' | 'admin';
  auth: PasswordAuth | ApplicationCredentialAuth;
  provisioning?: ProvisioningAccount;
  ca?: string;
  timeouts: { connectMs?: number; requestMs?: number; readMs?: number };
  concurrency?: number;
  gpuModels: Record<string, string>;
  network: {
    externalNetwork?: string;
    cidr: string;
    dnsServers: string[];
    /** with an external network only */
    floatingIps?: { perProject: number };
  };
  /** what Nova is asked for; undefined when its consoles are off */
  console?: ConsoleKind;
  firewall: { sshFrom: string[]; allowWithinProject: boolean };
  /** the token that Ironic gets */
  baremetal: { scope: 'project' | 'system' };
  /** by Neutron's own names */
  networkQuota: Record<string, number>;
  accessGroupTemplate: string;
  memberRole: string;
}
