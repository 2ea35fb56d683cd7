import { readDurationFromConfig, type Config } from '@backstage/config';
import type { ApiKey, MaasConfig } from './types';

const REQUEST_MS = 120_000;
const READ_MS = 300_000;

function invalid(key: string, what: string): Error {
  return new Error(`Invalid value at '${key}': ${what}`);
}

function readMs(config: Config, name: string): number | undefined {
  if (!config.has(name)) {
    return undefined;
  }
  const {
    minutes = 0,
    seconds = 0,
    milliseconds = 0,
  } = readDurationFromConfig(config, { key: name });
  return (minutes * 60 + seconds) * 1000 + milliseconds;
}

function readUrl(config: Config, key: string): string {
  const text = config.getString('url');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid(
      `${key}.url`,
      `"${text}" is not an address such as http://maas.example.org:5240/MAAS`,
    );
  }
  if (!/^https?:$/.test(url.protocol)) {
    throw invalid(
      `${key}.url`,
      `"${text}" must begin with http:// or https://`,
    );
  }
  // the prefix is fixed; what people copy may lack it or name the API below it
  const path = url.pathname.replace(/\/(api\/2\.0\/?)?$/, '');
  return `${url.origin}${path === '' ? '/MAAS' : path}`;
}

function readApiKey(config: Config, key: string): ApiKey {
  const parts = config.getString('apiKey').split(':');
  if (parts.length !== 3 || parts.some(part => !/^\w+$/.test(part))) {
    throw invalid(
      `${key}.apiKey`,
      'it must have three parts with colons between, as MAAS shows it: consumer:token:secret',
    );
  }
  const [consumerKey, tokenKey, tokenSecret] = parts;
  return { consumerKey, tokenKey, tokenSecret };
}

function readVendors(config: Config, key: string): string[] {
  const vendors = (
    config.getOptionalStringArray('gpuVendors') ?? ['10de', '1002']
  ).map(vendor => vendor.toLowerCase());
  vendors.forEach((vendor, at) => {
    if (!/^[0-9a-f]{4}$/.test(vendor)) {
      throw invalid(
        `${key}.gpuVendors[${at}]`,
        `"${vendor}" must be four hex digits such as 10de`,
      );
    }
  });
  return vendors;
}

function readModels(config: Config, key: string): Record<string, string> {
  const models = config.getOptionalConfig('gpuModels');
  return Object.fromEntries(
    (models?.keys() ?? []).map(id => {
      if (!/^[0-9a-f]{4}:[0-9a-f]{4}$/i.test(id)) {
        throw invalid(
          `${key}.gpuModels`,
          `"${id}" must be vendor and device such as 10de:2330`,
        );
      }
      return [id.toLowerCase(), models!.getString(id)];
    }),
  );
}

function readOne(config: Config, index: number): MaasConfig {
  const key = `infra.maas[${index}]`;
  const id = config.getString('id');
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(id)) {
    throw invalid(
      `${key}.id`,
      `"${id}" must be lower-case letters, digits and dashes`,
    );
  }
  const concurrency = config.getOptionalNumber('concurrency') ?? 4;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw invalid(
      `${key}.concurrency`,
      'it must be a whole number of 1 or more',
    );
  }
  return {
    id,
    title: config.getOptionalString('title') ?? id,
    site: config.getString('site'),
    configKey: key,
    url: readUrl(config, key),
    apiKey: readApiKey(config, key),
    ca: config.getOptionalString('ca'),
    timeouts: {
      connectMs: readMs(config, 'timeouts.connect'),
      requestMs: readMs(config, 'timeouts.request') ?? REQUEST_MS,
      readMs: readMs(config, 'timeouts.read') ?? READ_MS,
    },
    concurrency,
    gpuVendors: readVendors(config, key),
    gpuModels: readModels(config, key),
    tagPrefixes: {
      rack: config.getOptionalString('tagPrefixes.rack') ?? 'rack-',
      role: config.getOptionalString('tagPrefixes.role') ?? 'role-',
    },
  };
}

/**
 * Reads `infra.maas`. Contacts nobody.
 * @throws Error that names the key
 */
export function readMaasConfigs(config: Config): MaasConfig[] {
  const read = (config.getOptionalConfigArray('infra.maas') ?? []).map(readOne);
  read.forEach((one, index) => {
    if (read.findIndex(other => other.id === one.id) !== index) {
      throw invalid(`${one.configKey}.id`, `"${one.id}" is taken already`);
    }
  });
  return read;
}
