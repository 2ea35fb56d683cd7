import type { FieldErrors } from '../http/values';
import type { MaasContext } from '../MaasContext';
import type { NodeRow } from '../rows';
import { checkHostname, checkUnused } from './names';
import { powerParameters, powerTypes } from './powerTypes';

const NO_CHOICE =
  'Select a valid choice. That choice is not one of the available choices.';

const units: Record<string, number> = { K: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** `512M`, `2G` or a plain number of bytes (or MiB, for memory). */
function sized(value: string): number {
  const [, digits, unit] = /^(\d+)([KMGT]?)$/i.exec(value) ?? [];
  return digits ? Number(digits) * (units[unit?.toUpperCase()] ?? 1) : NaN;
}

function byName(
  table: 'zones' | 'pools' | 'domains',
  name: string,
  context: MaasContext,
): string | undefined {
  const rows = context.tables[table];
  return rows.by('name', name)[0]?.id ?? rows.get(name)?.id;
}

/** The changes that create and update have in common; notes what is wrong. */
export function commonFields(
  data: URLSearchParams,
  own: NodeRow | undefined,
  context: MaasContext,
  errors: FieldErrors,
): Partial<NodeRow> {
  const patch: Partial<NodeRow> = {};
  const hostname = data.get('hostname');
  if (hostname) {
    checkHostname(hostname, errors);
    checkUnused(hostname.split('.')[0], own?.id, context, errors);
    patch.hostname = hostname.split('.')[0];
  }
  const references = [
    ['zone', 'zones', 'zoneId'],
    ['pool', 'pools', 'poolId'],
    ['domain', 'domains', 'domainId'],
  ] as const;
  for (const [field, table, key] of references) {
    const name = data.get(field);
    const id = name ? byName(table, name, context) : undefined;
    if (name && id === undefined) {
      errors.add(field, NO_CHOICE);
    } else if (id !== undefined) {
      patch[key] = id;
    }
  }
  const powerType = data.get('power_type');
  if (powerType) {
    if (powerTypes.includes(powerType)) {
      patch.powerType = powerType;
    } else {
      errors.add(
        'power_type',
        `Select a valid choice. ${powerType} is not one of the available choices.`,
      );
    }
  }
  const parameters = powerParameters(data);
  if (Object.keys(parameters).length > 0) {
    patch.powerParameters = { ...own?.powerParameters, ...parameters };
  }
  if (data.get('description') !== null) {
    patch.description = data.get('description') ?? '';
  }
  if (data.get('min_hwe_kernel') !== null) {
    patch.minHweKernel = data.get('min_hwe_kernel');
  }
  return patch;
}

/** What only an update can set: figures that commissioning found wrong. */
export function figureFields(
  data: URLSearchParams,
  errors: FieldErrors,
): Partial<NodeRow> {
  const patch: Partial<NodeRow> = {};
  const figures = [
    ['cpu_count', 'cpuCount'],
    ['memory', 'memoryMib'],
    ['swap_size', 'swapSize'],
  ] as const;
  for (const [field, key] of figures) {
    const given = data.get(field);
    const value = given ? sized(given) : undefined;
    if (value !== undefined && Number.isNaN(value)) {
      errors.add(field, 'Enter a whole number.');
    } else if (value !== undefined) {
      patch[key] = value;
    }
  }
  return patch;
}
