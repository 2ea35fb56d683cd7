import type { Config } from '@backstage/config';
import { GiB, vector } from '@ironstage/plugin-infra-common';
import {
  invalidConfig,
  readMilliseconds,
  readProviderEntries,
  readProviderIdentity,
  readTextMap,
} from '@ironstage/plugin-infra-node';
import { namedKind, sliceOf, type GpuModels } from './gpuModels';
import type { Flavor, FlavorGpus, ProxmoxConfig } from './types';

/** Longer than the 30 s a node waits for another one, so that its own answer comes first. */
const REQUEST_MS = 40_000;
/** Smallest and largest id of a guest that Proxmox takes. */
const VMIDS = { from: 100, to: 999_999_999 };

function positive(
  config: Config,
  name: string,
  key: string,
  fallback?: number,
): number {
  const value = config.getOptionalNumber(name) ?? fallback;
  if (value === undefined) {
    return config.getNumber(name);
  }
  if (!(value > 0)) {
    throw invalidConfig(`${key}.${name}`, 'it must be greater than 0');
  }
  return value;
}

function readEndpoint(config: Config, key: string) {
  const url = config.getString('url');
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw invalidConfig(
      `${key}.url`,
      `"${url}" is not an address such as https://pve1.example.org:8006`,
    );
  }
  if (!/^https?:$/.test(parsed.protocol)) {
    throw invalidConfig(`${key}.url`, `"${url}" must begin with https://`);
  }
  const fingerprint = config.getOptionalString('fingerprint');
  if (fingerprint && !/^([0-9a-f]{2}:?){32}$/i.test(fingerprint)) {
    throw invalidConfig(
      `${key}.fingerprint`,
      'it must be a SHA-256 fingerprint, 32 pairs of hex digits',
    );
  }
  return { url: parsed.origin, fingerprint };
}

/** GPUs of a flavor whose mapping the configuration names. */
function namedGpus(
  gpus: FlavorGpus | undefined,
  gpuModels: GpuModels,
): Record<string, number> {
  const named = gpus && namedKind(gpus.mapping, gpuModels);
  if (named?.kind !== 'gpu') {
    return {};
  }
  const model = gpus?.mdev ? sliceOf(named.model, gpus.mdev) : named.model;
  return { [model]: gpus!.count };
}

function readFlavor(config: Config, key: string, gpuModels: GpuModels): Flavor {
  const name = config.getString('name');
  if (!/^[a-z0-9_][a-z0-9_\-.]*$/.test(name)) {
    throw invalidConfig(
      `${key}.name`,
      `"${name}" must be lower-case letters, digits, dots and dashes; it becomes a tag`,
    );
  }
  const gpus = config.getOptionalConfig('gpus');
  const taken = gpus && {
    mapping: gpus.getString('mapping'),
    count: positive(gpus, 'count', `${key}.gpus`),
    mdev: gpus.getOptionalString('mdev'),
  };
  return {
    name,
    gpus: taken,
    vector: vector({
      vcpus: positive(config, 'vcpus', key),
      memoryBytes: positive(config, 'memoryGiB', key) * GiB,
      storageBytes: positive(config, 'storageGiB', key) * GiB,
      instances: 1,
      gpus: namedGpus(taken, gpuModels),
    }),
  };
}

function readFlavors(
  config: Config,
  key: string,
  gpuModels: GpuModels,
): Flavor[] {
  const flavors = (config.getOptionalConfigArray('flavors') ?? []).map(
    (one, at) => readFlavor(one, `${key}.flavors[${at}]`, gpuModels),
  );
  flavors.forEach(({ name }, at) => {
    if (flavors.findIndex(other => other.name === name) !== at) {
      throw invalidConfig(
        `${key}.flavors[${at}].name`,
        `"${name}" is taken already`,
      );
    }
  });
  return flavors;
}

function readVmids(config: Config, key: string) {
  const from = config.getOptionalNumber('vmids.from') ?? 10_000;
  const to = config.getOptionalNumber('vmids.to') ?? 999_999;
  const whole = Number.isInteger(from) && Number.isInteger(to);
  if (!whole || from < VMIDS.from || to > VMIDS.to || to - from < 99) {
    throw invalidConfig(
      `${key}.vmids`,
      `it must be a range of at least 100 ids between ${VMIDS.from} and ${VMIDS.to}`,
    );
  }
  return { from, to };
}

function readOne(config: Config, key: string): ProxmoxConfig {
  const endpoints = config
    .getConfigArray('endpoints')
    .map((one, at) => readEndpoint(one, `${key}.endpoints[${at}]`));
  if (endpoints.length === 0) {
    throw invalidConfig(`${key}.endpoints`, 'name at least one node');
  }
  const tokenId = config.getString('auth.tokenId');
  if (!/^[^\s:/!]+@[^\s:/!]+![^\s:/!=]+$/.test(tokenId)) {
    throw invalidConfig(
      `${key}.auth.tokenId`,
      `"${tokenId}" is not user@realm!token, such as ironstage@pve!portal`,
    );
  }
  const mode = config.getOptionalString('clone.mode') ?? 'linked';
  if (mode !== 'linked' && mode !== 'full') {
    throw invalidConfig(
      `${key}.clone.mode`,
      `"${mode}" is neither linked nor full`,
    );
  }
  const storage = config.getOptionalString('clone.storage');
  if (storage && mode === 'linked') {
    throw invalidConfig(
      `${key}.clone.storage`,
      'a linked clone lies where its template does; only full clones have a storage of their own',
    );
  }
  const gpuModels = readTextMap(config, 'gpuModels', key);
  const access = config.getOptionalConfig('access');
  return {
    ...readProviderIdentity(config, key),
    configKey: key,
    endpoints,
    ca: config.getOptionalString('ca'),
    auth: { tokenId, secret: config.getString('auth.secret') },
    timeouts: {
      connectMs: readMilliseconds(config, 'timeouts.connect'),
      requestMs: readMilliseconds(config, 'timeouts.request') ?? REQUEST_MS,
      readMs: readMilliseconds(config, 'timeouts.read'),
    },
    concurrency: positive(config, 'concurrency', key, 6),
    flavors: readFlavors(config, key, gpuModels),
    clone: { mode, storage },
    vmids: readVmids(config, key),
    seedStorage: config.getOptionalString('seedStorage') ?? 'local',
    networks: config.getOptionalStringArray('networks'),
    capacity: {
      cpuRatio: positive(config, 'capacity.cpuRatio', key, 4),
      reservedMemoryBytes:
        (config.getOptionalNumber('capacity.reservedMemoryGiB') ?? 4) * GiB,
    },
    gpuModels,
    access: access && {
      group: access.getString('group'),
      role: access.getOptionalString('role') ?? 'PVEVMUser',
    },
  };
}

/**
 * Reads `infra.proxmox`. Contacts nobody.
 * @throws Error that names the key
 */
export function readProxmoxConfigs(config: Config): ProxmoxConfig[] {
  return readProviderEntries(config, 'proxmox', readOne);
}
