import {
  formatAmount,
  gpuTitle,
  SCALAR_DIMENSIONS,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';

/** Amounts by dimension, `gpus.<model>` for GPUs. */
export function amountsOf(one: ResourceVector): Record<string, number> {
  return {
    ...Object.fromEntries(SCALAR_DIMENSIONS.map(name => [name, one[name]])),
    ...Object.fromEntries(
      Object.entries(one.gpus).map(([model, count]) => [
        `gpus.${model}`,
        count,
      ]),
    ),
  };
}

/** `16 vCPUs → 32 vCPUs, …`: what is another in `after` than in `before`. */
export function changeWords(
  before: ResourceVector,
  after: ResourceVector,
): string {
  const was = amountsOf(before);
  const is = amountsOf(after);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter(name => (was[name] ?? 0) !== (is[name] ?? 0))
    .map(
      name =>
        `${formatAmount(name, was[name] ?? 0)} → ${formatAmount(
          name,
          is[name] ?? 0,
        )}`,
    )
    .join(', ');
}

/** What a cloud says its limits are, against what it was asked to set, in a sentence. */
export function readBackWords(
  wanted: ResourceVector,
  found: ResourceVector,
): string {
  const asked = amountsOf(wanted);
  const kept = amountsOf(found);
  const limited = Object.keys(kept).filter(name => Number.isFinite(kept[name]));
  const wrong = limited.filter(name => kept[name] !== (asked[name] ?? 0));
  if (wrong.length > 0) {
    return `It did not take all of it: ${wrong
      .map(
        name =>
          `${formatAmount(name, kept[name])} instead of ${formatAmount(
            name,
            asked[name] ?? 0,
          )}`,
      )
      .join(', ')}.`;
  }
  const without = Object.keys(asked).filter(
    name => asked[name] > 0 && !limited.includes(name),
  );
  return without.length === 0
    ? 'It keeps all of them.'
    : `It keeps what it can; for ${without
        .map(nameOf)
        .join(', ')} the portal's own limit is the only one.`;
}

const NAMES: Record<string, string> = {
  vcpus: 'vCPUs',
  memoryBytes: 'memory',
  storageBytes: 'storage',
  instances: 'instances',
};

/** A dimension without an amount: `memory`, `NVIDIA L4`. */
export function nameOf(dimension: string): string {
  return NAMES[dimension] ?? gpuTitle(dimension.replace(/^gpus\./, ''));
}
