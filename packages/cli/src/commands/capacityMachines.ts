import {
  gpuTitle,
  MACHINE_STANDINGS,
  type MachineCapacity,
  type MachineFigures,
  type MachineGrouping,
} from '@ironstage/plugin-infra-common';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import type { Paint } from '../output/style';
import { table, type Column } from '../output/table';

/** What narrows machines and what they are counted by. */
export interface MachineFlags extends CommonFlags {
  by: MachineGrouping;
  provider?: string[];
  site?: string[];
}

type Row = MachineFigures & { title: string };

function cards({ hardware }: MachineFigures, of: 'total' | 'ready'): string {
  return Object.entries(hardware[of].gpus)
    .filter(([, count]) => count > 0)
    .map(([model, count]) => `${count} × ${model}`)
    .join(', ');
}

function machinesText(machines: MachineCapacity, paint: Paint): string {
  const named = (value: string | null) =>
    value !== null && machines.by === 'gpu' ? gpuTitle(value) : value;
  const rows: Row[] = [
    ...machines.groups.map(group => ({
      ...group,
      title: named(group.value) ?? '(none)',
    })),
    { ...machines.overall, title: 'All' },
  ];
  const columns: Column<Row>[] = [
    { title: machines.by.toUpperCase(), value: row => row.title },
    ...MACHINE_STANDINGS.map(standing => ({
      title: standing.toUpperCase(),
      right: true,
      value: (row: Row) => String(row.counts[standing]),
    })),
    { title: 'TOTAL', right: true, value: row => String(row.total) },
    { title: 'GPU CARDS', value: row => cards(row, 'total') },
    { title: 'OF READY ONES', value: row => cards(row, 'ready') },
  ];
  return table(columns, rows, paint);
}

/** `capacity --machines` */
export async function showMachines(
  { by, provider, site, ...flags }: MachineFlags,
  io: Io,
): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const machines = await client.getMachineCapacity(
    { by, provider, site },
    { signal: io.signal },
  );
  printer.issues(machines.errors);
  printer.result(machines, () => machinesText(machines, printer.paint));
  const { total, names } = machines.withoutRole;
  if (total > 0) {
    const some = names?.length
      ? `: ${names.join(', ')}${names.length < total ? ', …' : ''}`
      : '';
    printer.remark(
      `${total} without a role${some}. Give them a tag, or a rule of infra.machineRoles.`,
      'yellow',
    );
  }
}
