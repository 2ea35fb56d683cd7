import {
  capacityClassSchema,
  formatBytes,
  type CapacityForecast,
  type CapacityHistory,
} from '@ironstage/plugin-infra-common';
import { InvalidArgumentError } from 'commander';
import { openContext, type CommonFlags } from '../CommandContext';
import type { Io } from '../Io';
import type { Paint } from '../output/style';
import { table } from '../output/table';

/** Which part of the estate, and since when. */
export interface TimeFlags extends CommonFlags {
  history?: string;
  provider?: string[];
  site?: string[];
  zone?: string[];
  since?: string;
}

/** A class of capacity. */
export function capacityClass(text: string): string {
  const parsed = capacityClassSchema.safeParse(text);
  if (!parsed.success) {
    throw new InvalidArgumentError(
      'Give vcpus, memoryBytes, storageBytes, machines or gpus.<model>.',
    );
  }
  return parsed.data;
}

/** A date, or a date with a time, as ISO 8601 in UTC. */
export function since(text: string): string {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError(
      'Give a date such as 2026-05-01 or 2026-05-01T12:00:00Z.',
    );
  }
  return at.toISOString();
}

function formatOf(name: string): (amount: number) => string {
  return name.endsWith('Bytes')
    ? formatBytes
    : amount => String(Number(amount.toFixed(1)));
}

function historyText(history: CapacityHistory, paint: Paint): string {
  const format = formatOf(history.class);
  const column = (
    title: string,
    of: 'total' | 'deliverable' | 'granted' | 'allocated' | 'used',
  ) => ({
    title,
    right: true,
    value: (point: CapacityHistory['points'][number]) => {
      const amount = point[of];
      return amount === null ? null : format(amount);
    },
  });
  return table(
    [
      {
        title: 'FROM',
        value: point => point.at.slice(0, 16).replace('T', ' '),
      },
      column('TOTAL', 'total'),
      column('DELIVERABLE', 'deliverable'),
      column('GRANTED', 'granted'),
      column('ALLOCATED', 'allocated'),
      column('USED', 'used'),
    ],
    history.points,
    paint,
  );
}

/** `capacity --history <class>` */
export async function showHistory(flags: TimeFlags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { provider, site, zone } = flags;
  const history = await client.getCapacityHistory(
    {
      class: flags.history ?? 'vcpus',
      provider,
      site,
      zone,
      from: flags.since,
    },
    { signal: io.signal },
  );
  printer.issues(history.errors);
  printer.result(history, () =>
    history.points.length === 0
      ? 'There is no history of it in that time.'
      : historyText(history, printer.paint),
  );
  const { overcommit, reconstructedBefore } = history;
  if (overcommit !== null) {
    printer.remark(
      `Deliverable is ${Number(overcommit.toFixed(2))} × total, as of the end.`,
    );
  }
  if (reconstructedBefore && reconstructedBefore > history.from) {
    printer.remark(
      `Before ${reconstructedBefore} nothing was measured: it is worked out of when the instances were made that are there now.`,
      'yellow',
    );
  }
}

function errorOf({ backtest }: CapacityForecast): string | null {
  const [best] = backtest;
  return best && best.errorOfDeliverable !== null
    ? `${(best.errorOfDeliverable * 100).toPrecision(2)} % over ${
        best.heldOutDays
      } d`
    : null;
}

function forecastText(items: CapacityForecast[], paint: Paint): string {
  const amounts = (one: CapacityForecast) => {
    const format = formatOf(one.class);
    return `${format(one.allocated)} of ${format(one.deliverable)}`;
  };
  return table<CapacityForecast>(
    [
      { title: 'CAPACITY', value: one => one.class },
      { title: 'ALLOCATED', right: true, value: amounts },
      {
        title: 'DAYS TO FULL',
        right: true,
        value: one => one.daysToFull.expected?.toString(),
      },
      { title: 'MODEL', value: one => one.model },
      { title: 'ERROR', value: errorOf },
      { title: 'IN WORDS', value: one => one.sentence },
    ],
    items,
    paint,
  );
}

/** `capacity --forecast` */
export async function showForecast(flags: TimeFlags, io: Io): Promise<void> {
  const { client, printer } = openContext(flags, io);
  const { provider, site, zone } = flags;
  const forecast = await client.getCapacityForecast(
    { provider, site, zone },
    { signal: io.signal },
  );
  printer.issues(forecast.errors);
  printer.result(forecast, () =>
    forecast.items.length === 0
      ? 'There is no history yet.'
      : forecastText(forecast.items, printer.paint),
  );
}
