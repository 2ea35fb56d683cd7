import { isIP } from 'node:net';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { InfraConfig, ScrapePort } from './InfraConfig';

const KEY = 'infra.monitoring';

const everywhere = { kinds: [], roles: [], path: undefined, labels: {} };

/** The exporter that the baseline installs, and that of NVIDIA where there are GPUs. */
const DEFAULT_PORTS: ScrapePort[] = [
  { ...everywhere, port: 9100, job: 'node', gpus: false, scheme: undefined },
  { ...everywhere, port: 9400, job: 'dcgm', gpus: true, scheme: undefined },
];

/** Prometheus 2.x refuses a whole list for a name that has anything else in it. */
const LABEL = /^[a-z][a-z0-9_]*$/;

/** Set by us: two meanings of one label would make two targets of one, or hide whose it is. */
const OWN = [
  ...['name', 'kind', 'provider', 'resource', 'site', 'zone', 'rack', 'role'],
  ...['team', 'project', 'environment', 'job', 'instance'],
];

function readLabels(config: Config | undefined, at: string) {
  const labels: Record<string, string> = {};
  for (const name of config?.keys() ?? []) {
    if (!LABEL.test(name) || OWN.includes(name)) {
      throw new InputError(
        `${at}.labels: "${name}" can't be a label: write small letters, digits and _, and none of ${OWN.join(
          ', ',
        )}.`,
      );
    }
    labels[name] = config!.getString(name);
  }
  return labels;
}

function readPort(config: Config, at: string): ScrapePort {
  const port = config.getNumber('port');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InputError(`${at}.port must be from 1 to 65535, not ${port}`);
  }
  const kinds = config.getOptionalStringArray('kinds') ?? [];
  const odd = kinds.find(kind => !['instance', 'machine'].includes(kind));
  if (odd !== undefined) {
    throw new InputError(
      `${at}.kinds: "${odd}" is neither instance nor machine`,
    );
  }
  const scheme = config.getOptionalString('scheme');
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw new InputError(`${at}.scheme must be http or https, not ${scheme}`);
  }
  const path = config.getOptionalString('path');
  if (path !== undefined && !path.startsWith('/')) {
    throw new InputError(`${at}.path must begin with /, not "${path}"`);
  }
  return {
    port,
    job: config.getString('job'),
    kinds,
    roles: config.getOptionalStringArray('roles') ?? [],
    gpus: config.getOptionalBoolean('gpus') ?? false,
    path,
    scheme,
    labels: readLabels(config.getOptionalConfig('labels'), at),
  };
}

function checkNetwork(cidr: string) {
  const [address, prefix, ...more] = cidr.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (!/^\d{1,3}$/.test(prefix ?? '') || Number(prefix) > bits || more.length) {
    throw new InputError(
      `${KEY}.networks: "${cidr}" is no network such as 10.20.0.0/16`,
    );
  }
}

/**
 * What monitoring systems scrape, and where.
 *
 * @throws InputError naming the key when a value makes no sense
 */
export function readMonitoring(
  config: Config | undefined,
): InfraConfig['monitoring'] {
  const ports = config
    ?.getOptionalConfigArray('ports')
    ?.map((one, index) => readPort(one, `${KEY}.ports[${index}]`));
  const networks = config?.getOptionalStringArray('networks') ?? [];
  networks.forEach(checkNetwork);
  return {
    ports: ports ?? DEFAULT_PORTS,
    networks,
    exceptProviders: config?.getOptionalStringArray('exceptProviders') ?? [],
  };
}
