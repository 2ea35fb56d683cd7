import { gpuTitle, type RateCard } from '@ironstage/plugin-infra-common';
import { DateTime } from 'luxon';

/** A number of hours or days, with a digit after the point where that says something. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en', {
    maximumFractionDigits: value < 100 ? 1 : 0,
  });
}

/** An amount of money: `1,234.50 EUR`. */
export function formatMoney(value: number, rates: RateCard): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${value.toLocaleString('en', digits)} ${rates.currency}`;
}

/** Hours of each model, in words. */
export function formatGpuHours(gpuHours: Record<string, number>): string[] {
  return Object.entries(gpuHours)
    .filter(([, hours]) => hours > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([model, hours]) => `${formatNumber(hours)} h ${gpuTitle(model)}`);
}

/** `2026-11` for a person: `November 2026`. */
export function formatMonth(month: string): string {
  return DateTime.fromISO(month, { zone: 'utc', locale: 'en' }).toFormat(
    'LLLL yyyy',
  );
}

/** The month some months later. */
export function monthAfter(month: string, later: number): string {
  return DateTime.fromISO(month, { zone: 'utc' })
    .plus({ months: later })
    .toFormat('yyyy-MM');
}
