import { MiB, type ResourceVector } from '@ironstage/plugin-infra-common';
import type { GuestConfig, GuestType } from '../client/guests/types';
import type { Parameter } from '../client/transport/ProxmoxTransport';

const numberOf = (value: unknown): number | undefined =>
  value === undefined || value === '' || Number.isNaN(Number(value))
    ? undefined
    : Number(value);

/** MiB of `memory`: `2048`, or since 8.1 also `current=2048`. */
function memoryOf(config: GuestConfig): number | undefined {
  return numberOf(String(config.memory ?? '').replace(/^current=/, ''));
}

/**
 * Processors of a VM are its sockets times its cores. A layout of several sockets stays where it divides
 * evenly; else all cores go on one.
 */
function processors(config: GuestConfig, vcpus: number) {
  const had = numberOf(config.sockets) ?? 1;
  const sockets = had > 0 && vcpus % had === 0 ? had : 1;
  return { sockets, cores: vcpus / sockets };
}

/**
 * The least memory that ballooning may leave. It can't be more than there is; one that was all of the memory
 * stays so.
 */
function balloon(config: GuestConfig, memory: number): { balloon?: number } {
  const least = numberOf(config.balloon);
  if (!least) {
    return {};
  }
  const wasAll = least === memoryOf(config);
  return { balloon: wasAll ? memory : Math.min(least, memory) };
}

/** NUMA nodes that are laid out by hand: their processors and memory must add up to those of the VM. */
export function numaNodes(config: GuestConfig): string[] {
  return Object.keys(config).filter(name => /^numa\d+$/.test(name));
}

/** Options that give a guest a size, together with those that depend on it. */
export function sizeOptions(
  type: GuestType,
  config: GuestConfig,
  size: Pick<ResourceVector, 'vcpus' | 'memoryBytes'>,
): Record<string, Parameter> {
  const memory = Math.floor(size.memoryBytes / MiB);
  if (type === 'lxc') {
    // a limit that was all cores stays so; a tighter one is its owner's
    const cores = numberOf(config.cores);
    const limit = numberOf(config.cpulimit);
    return {
      cores: size.vcpus,
      memory,
      ...(limit && limit === cores && { cpulimit: size.vcpus }),
    };
  }
  return {
    ...processors(config, size.vcpus),
    memory,
    ...balloon(config, memory),
    // fewer processors than there are at the start, to be added later: it would cap what was asked for
    ...(config.vcpus !== undefined && { delete: 'vcpus' }),
  };
}
