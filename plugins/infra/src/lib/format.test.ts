import { DateTime } from 'luxon';
import { doorWord } from './doors';
import {
  daysUntil,
  formatDuration,
  formatRelative,
  humanize,
  plural,
} from './format';

describe('format', () => {
  it.each([
    [400, '< 1 s'],
    [45_000, '45 s'],
    [200_000, '3 min 20 s'],
    [120_000, '2 min'],
    [7_500_000, '2 h 5 min'],
  ])('writes %d milliseconds as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it('counts days that are left to the nearest', () => {
    const now = DateTime.fromISO('2026-11-01T12:00:00Z');
    expect(daysUntil('2026-11-04T11:00:00Z', now)).toBe(3);
    expect(daysUntil('2026-11-01T13:00:00Z', now)).toBe(0);
    expect(daysUntil('2026-11-01T11:00:00Z', now)).toBe(-1);
  });

  it.each([
    ['2026-11-01T12:00:01Z', 'just now'],
    ['2026-11-01T11:59:59Z', 'just now'],
    ['2026-11-01T11:59:50Z', '10 seconds ago'],
    ['2026-11-03T12:00:00Z', 'in 2 days'],
  ])('writes %s as %s', (at, text) => {
    expect(formatRelative(at, DateTime.fromISO('2026-11-01T12:00:00Z'))).toBe(
      text,
    );
  });

  it('writes machine words for people', () => {
    expect(humanize('pending_approval')).toBe('Pending approval');
    expect(humanize('leaseDays')).toBe('Lease days');
  });

  it('writes short names of doors in capitals', () => {
    expect(doorWord('api')).toBe('API');
    expect(doorWord('template')).toBe('Template');
    expect(doorWord('pager')).toBe('Pager');
  });

  it('puts a count before its noun', () => {
    expect(plural(1, 'day')).toBe('1 day');
    expect(plural(3, 'day')).toBe('3 days');
  });
});
