import { isIP } from 'node:net';
import type { Config } from '@backstage/config';
import {
  invalidConfig,
  readMilliseconds,
  readProviderEntries,
  readProviderIdentity,
  readTextMap,
} from '@ironstage/plugin-infra-node';
import {
  CONSOLE_KINDS,
  NETWORK_QUOTAS,
  type OpenStackConfig,
  type PasswordAuth,
  type ApplicationCredentialAuth,
  type ConsoleKind,
  type ProvisioningAccount,
} from './types';

const INTERFACES = ['public', 'internal', 'admin'] as const;

function isCidr(text: string): boolean {
  const [address, length, ...rest] = text.split('/');
  const version = isIP(address);
  return (
    rest.length === 0 &&
    version !== 0 &&
    /^\d{1,3}$/.test(length ?? '') &&
    Number(length) <= (version === 4 ? 32 : 128)
  );
}

function readAuthUrl(config: Config, key: string): string {
  const text = config.getString('authUrl');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalidConfig(`${key}.authUrl`, `"${text}" is not a URL`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalidConfig(
      `${key}.authUrl`,
      'it must begin with https:// or http://',
    );
  }
  if (url.username || url.password) {
    throw invalidConfig(
      `${key}.authUrl`,
      `credentials belong under ${key}.auth`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path.endsWith('/v3') ? path : `${path}/v3`}`;
}

function readAccount(config: Config): ProvisioningAccount {
  return {
    username: config.getString('username'),
    userDomain: config.getOptionalString('userDomain') ?? 'Default',
    password: config.getString('password'),
  };
}

function readAuth(
  config: Config,
  key: string,
): PasswordAuth | ApplicationCredentialAuth {
  const auth = config.getConfig('auth');
  const type = auth.getString('type');
  switch (type) {
    case 'password':
      return {
        type,
        ...readAccount(auth),
        project: auth.getString('project'),
        projectDomain: auth.getOptionalString('projectDomain') ?? 'Default',
      };
    case 'applicationCredential':
      return {
        type,
        id: auth.getString('id'),
        secret: auth.getString('secret'),
      };
    default:
      throw invalidConfig(
        `${key}.auth.type`,
        `"${type}" is neither password nor applicationCredential`,
      );
  }
}

function readPositive(
  config: Config,
  name: string,
  key: string,
): number | undefined {
  const value = config.getOptionalNumber(name);
  if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
    throw invalidConfig(
      `${key}.${name}`,
      'it must be a whole number of 1 or more',
    );
  }
  return value;
}

function readCidrs(config: Config, name: string, key: string): string[] {
  const values = config.getOptionalStringArray(name) ?? [];
  values.forEach((value, index) => {
    if (!isCidr(value)) {
      throw invalidConfig(
        `${key}.${name}[${index}]`,
        `"${value}" is not a network such as 192.0.2.0/24`,
      );
    }
  });
  return values;
}

function readCa(config: Config, key: string): string | undefined {
  const ca = config.getOptionalString('ca');
  if (ca && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw invalidConfig(
      `${key}.ca`,
      'it must be certificates in PEM; use $file to include a file',
    );
  }
  return ca;
}

function readNetworkQuota(config: Config, key: string): Record<string, number> {
  const quota: Record<string, number> = {};
  for (const [name, theirs] of Object.entries(NETWORK_QUOTAS)) {
    const value = config.getOptionalNumber(`quota.${name}`);
    if (value !== undefined) {
      if (!Number.isInteger(value) || value < -1) {
        throw invalidConfig(
          `${key}.quota.${name}`,
          'it must be a whole number, or -1 for no limit',
        );
      }
      quota[theirs] = value;
    }
  }
  return quota;
}

function readFloatingIps(
  config: Config,
  key: string,
): { perProject: number } | undefined {
  const section = config.getOptionalConfig('network.floatingIps');
  if (!section) {
    return undefined;
  }
  const where = `${key}.network.floatingIps`;
  const perProject = readPositive(section, 'perProject', where);
  if (perProject === undefined) {
    throw invalidConfig(`${where}.perProject`, 'it is missing');
  }
  if (!config.has('network.externalNetwork')) {
    throw invalidConfig(where, `it needs ${key}.network.externalNetwork`);
  }
  return { perProject };
}

function readConsole(config: Config, key: string): ConsoleKind | undefined {
  const text = config.getOptionalString('console');
  const known = CONSOLE_KINDS.find(one => one === text);
  if (text !== undefined && !known) {
    throw invalidConfig(
      `${key}.console`,
      `"${text}" is none of ${CONSOLE_KINDS.join(', ')}`,
    );
  }
  return known;
}

function readBaremetal(
  config: Config,
  key: string,
): OpenStackConfig['baremetal'] {
  const scope = config.getOptionalString('baremetal.scope') ?? 'project';
  if (scope !== 'project' && scope !== 'system') {
    throw invalidConfig(
      `${key}.baremetal.scope`,
      `"${scope}" is neither project nor system`,
    );
  }
  if (
    scope === 'system' &&
    config.getString('auth.type') === 'applicationCredential'
  ) {
    throw invalidConfig(
      `${key}.baremetal.scope`,
      `an application credential belongs to its project; system needs ${key}.auth.type password`,
    );
  }
  return { scope };
}

function readOne(config: Config, key: string): OpenStackConfig {
  const endpoint = config.getOptionalString('interface') ?? 'public';
  const known = INTERFACES.find(one => one === endpoint);
  if (!known) {
    throw invalidConfig(
      `${key}.interface`,
      `"${endpoint}" is none of ${INTERFACES.join(', ')}`,
    );
  }
  const cidr = config.getOptionalString('network.cidr') ?? '10.42.0.0/24';
  if (!isCidr(cidr)) {
    throw invalidConfig(
      `${key}.network.cidr`,
      `"${cidr}" is not a network such as 10.42.0.0/24`,
    );
  }
  const provisioning = config.getOptionalConfig('provisioning');
  return {
    ...readProviderIdentity(config, key),
    configKey: key,
    authUrl: readAuthUrl(config, key),
    region: config.getOptionalString('region'),
    interface: known,
    auth: readAuth(config, key),
    provisioning: provisioning && readAccount(provisioning),
    ca: readCa(config, key),
    timeouts: {
      connectMs: readMilliseconds(config, 'timeouts.connect'),
      requestMs: readMilliseconds(config, 'timeouts.request'),
      readMs: readMilliseconds(config, 'timeouts.read'),
    },
    concurrency: readPositive(config, 'concurrency', key),
    gpuModels: readTextMap(config, 'gpuModels', key),
    network: {
      externalNetwork: config.getOptionalString('network.externalNetwork'),
      cidr,
      dnsServers: config.getOptionalStringArray('network.dnsServers') ?? [],
      floatingIps: readFloatingIps(config, key),
    },
    console: readConsole(config, key),
    firewall: {
      sshFrom: readCidrs(config, 'firewall.sshFrom', key),
      allowWithinProject:
        config.getOptionalBoolean('firewall.allowWithinProject') ?? false,
    },
    baremetal: readBaremetal(config, key),
    networkQuota: readNetworkQuota(config, key),
    accessGroupTemplate:
      config.getOptionalString('accessGroupTemplate') ?? '{team}',
    memberRole: config.getOptionalString('memberRole') ?? 'member',
  };
}

/**
 * Reads `infra.openstack`. Contacts nobody.
 * @throws Error that names the key
 */
export function readOpenStackConfigs(config: Config): OpenStackConfig[] {
  return readProviderEntries(config, 'openstack', readOne);
}
