import { readDurationFromConfig, type Config } from '@backstage/config';

/** An error about a value of the configuration, which names its key. @public */
export function invalidConfig(key: string, what: string): Error {
  return new Error(`Invalid value at '${key}': ${what}`);
}

/** What every provider's entry has. @public */
export interface ProviderIdentity {
  id: string;
  title: string;
  site: string;
  /** false: only the SREs ask for changes there */
  selfService: boolean;
}

/**
 * Reads what every provider's entry has; the title is the id when it is left out.
 *
 * @param key - of the entry: `infra.acme[0]`
 * @throws Error that names the key
 * @public
 */
export function readProviderIdentity(
  config: Config,
  key: string,
): ProviderIdentity {
  const id = config.getString('id');
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(id)) {
    throw invalidConfig(
      `${key}.id`,
      `"${id}" must be lower-case letters, digits and dashes`,
    );
  }
  return {
    id,
    title: config.getOptionalString('title') ?? id,
    site: config.getString('site'),
    selfService: config.getOptionalBoolean('selfService') ?? true,
  };
}

/**
 * Reads the entries of a kind of provider and makes sure that no two have one id.
 *
 * @param kind - of providers, and name of the section: `acme` for `infra.acme`
 * @throws Error that names the key
 * @public
 */
export function readProviderEntries<T extends { id: string }>(
  config: Config,
  kind: string,
  readOne: (entry: Config, key: string) => T,
): T[] {
  const key = (index: number) => `infra.${kind}[${index}]`;
  const read = (config.getOptionalConfigArray(`infra.${kind}`) ?? []).map(
    (entry, index) => readOne(entry, key(index)),
  );
  read.forEach((one, index) => {
    if (read.findIndex(other => other.id === one.id) !== index) {
      throw invalidConfig(`${key(index)}.id`, `"${one.id}" is taken already`);
    }
  });
  return read;
}

/** Reads a duration in any of Backstage's spellings. @returns milliseconds @public */
export function readMilliseconds(
  config: Config,
  name: string,
): number | undefined {
  if (!config.has(name)) {
    return undefined;
  }
  const {
    days = 0,
    hours = 0,
    minutes = 0,
    seconds = 0,
    milliseconds = 0,
  } = readDurationFromConfig(config, { key: name });
  return (
    (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds
  );
}

/**
 * Reads texts by names of others' making, such as `10de:2330`, which are no keys of a configuration.
 * @throws Error that names the key
 * @public
 */
export function readTextMap(
  config: Config,
  name: string,
  key: string,
): Record<string, string> {
  const value: unknown = config.getOptional(name);
  if (value === undefined) {
    return {};
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidConfig(`${key}.${name}`, 'it must be names with a text each');
  }
  return Object.fromEntries(
    Object.entries(value).map(([inner, text]) => {
      if (typeof text !== 'string' || text === '') {
        throw invalidConfig(`${key}.${name}.${inner}`, 'it must be a text');
      }
      return [inner, text];
    }),
  );
}
