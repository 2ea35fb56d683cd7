import type { Config } from '@backstage/config';
import {
  invalidConfig,
  readMilliseconds,
  readProviderEntries,
  readProviderIdentity,
  readTextMap,
} from '@ironstage/plugin-infra-node';
import type { ApiKey, MaasConfig } from './types';

/** NVIDIA, AMD, Intel and Habana Labs, which is Intel's */
const GPU_VENDORS = ['10de', '1002', '8086', '1da3'];
const REQUEST_MS = 120_000;
const READ_MS = 300_000;

function readUrl(config: Config, key: string): string {
  const text = config.getString('url');
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalidConfig(
      `${key}.url`,
      `"${text}" is not an address such as http://maas.example.org:5240/MAAS`,
    );
  }
  if (!/^https?:$/.test(url.protocol)) {
    throw invalidConfig(
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
    throw invalidConfig(
      `${key}.apiKey`,
      'it must have three parts with colons between, as MAAS shows it: consumer:token:secret',
    );
  }
  const [consumerKey, tokenKey, tokenSecret] = parts;
  return { consumerKey, tokenKey, tokenSecret };
}

function readVendors(config: Config, key: string): string[] {
  const vendors = (
    config.getOptionalStringArray('gpuVendors') ?? GPU_VENDORS
  ).map(vendor => vendor.toLowerCase());
  vendors.forEach((vendor, at) => {
    if (!/^[0-9a-f]{4}$/.test(vendor)) {
      throw invalidConfig(
        `${key}.gpuVendors[${at}]`,
        `"${vendor}" must be four hex digits such as 10de`,
      );
    }
  });
  return vendors;
}

function readModels(config: Config, key: string): Record<string, string> {
  const models = readTextMap(config, 'gpuModels', key);
  return Object.fromEntries(
    Object.entries(models).map(([id, model]) => {
      if (!/^[0-9a-f]{4}:[0-9a-f]{4}$/i.test(id)) {
        throw invalidConfig(
          `${key}.gpuModels`,
          `"${id}" must be vendor and device such as 10de:2330`,
        );
      }
      return [id.toLowerCase(), model];
    }),
  );
}

function readOne(config: Config, key: string): MaasConfig {
  const concurrency = config.getOptionalNumber('concurrency') ?? 4;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw invalidConfig(
      `${key}.concurrency`,
      'it must be a whole number of 1 or more',
    );
  }
  return {
    ...readProviderIdentity(config, key),
    configKey: key,
    url: readUrl(config, key),
    apiKey: readApiKey(config, key),
    ca: config.getOptionalString('ca'),
    timeouts: {
      connectMs: readMilliseconds(config, 'timeouts.connect'),
      requestMs: readMilliseconds(config, 'timeouts.request') ?? REQUEST_MS,
      readMs: readMilliseconds(config, 'timeouts.read') ?? READ_MS,
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
  return readProviderEntries(config, 'maas', readOne);
}
