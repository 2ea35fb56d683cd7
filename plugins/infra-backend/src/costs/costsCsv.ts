import type { Costs } from '@ironstage/plugin-infra-common';
import { csvLine } from '../inventory/exports/csv';

/** Columns of CSV. Programs go by their names and their order: new ones are put at the end. */
const COLUMNS = [
  'month',
  'project',
  'owner',
  'vcpuHours',
  'memoryGiBHours',
  'storageGiBHours',
  'gpuHours',
  'machineDays',
  'currency',
  'cost',
  'forecast',
  'previous',
];

const rounded = (amount: number | null) =>
  amount === null ? null : Math.round(amount * 1e4) / 1e4;

/** What each project cost, as CSV. */
export function costsCsv({ month, rates, projects }: Costs): string {
  const lines = projects.map(({ project, owner, used, ...figures }) =>
    csvLine([
      month,
      project,
      owner,
      rounded(used.vcpuHours),
      rounded(used.memoryGiBHours),
      rounded(used.storageGiBHours),
      Object.entries(used.gpuHours)
        .map(([model, hours]) => `${rounded(hours)} × ${model}`)
        .join(' '),
      rounded(used.machineDays),
      rates?.currency,
      rounded(figures.cost),
      rounded(figures.forecast),
      rounded(figures.previous),
    ]),
  );
  return csvLine(COLUMNS) + lines.join('');
}
