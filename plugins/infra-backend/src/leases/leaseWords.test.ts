import fc from 'fast-check';
import { DAY_MS, leaseDates } from './leaseDates';
import { leftWords, momentWords } from './leaseWords';

const HOUR_MS = 3600_000;

it('says when by a clock that everybody can tell', () => {
  expect(momentWords('2026-12-04T09:05:59.000Z')).toBe(
    'Friday 4 December 2026 at 09:05 UTC',
  );
  expect(momentWords('2026-12-04T00:00:00.000Z')).toBe(
    'Friday 4 December 2026 at 00:00 UTC',
  );
});

it.each([
  [3 * DAY_MS, '3 days'],
  [2 * DAY_MS + 1, '3 days'],
  [DAY_MS, '1 day'],
  [21 * HOUR_MS, '1 day'],
  [12 * HOUR_MS, '12 hours'],
  [HOUR_MS, '1 hour'],
  [1, '1 hour'],
])('says of %d ms that %s are left', (ms, words) => {
  expect(leftWords(ms)).toBe(words);
});

/** Nights in which clocks of people are set forward or back: New York, Berlin, Sydney, Lord Howe (by half an hour). */
const CHANGES = [
  '2026-03-08T07:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-11-01T06:00:00Z',
].map(Date.parse);

it('lets a lease last whole days of 24 hours, whatever clocks do in between', () => {
  const near = fc
    .tuple(
      fc.constantFrom(...CHANGES),
      fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }),
    )
    .map(([change, by]) => change + by);
  fc.assert(
    fc.property(near, fc.integer({ min: 1, max: 180 }), (from, days) => {
      const { endsAt, graceEndsAt } = leaseDates(
        from + days * DAY_MS,
        new Date(from),
        { graceDays: 3, reminderDays: [3, 1] },
      );
      expect(Date.parse(endsAt) - from).toBe(days * DAY_MS);
      expect(Date.parse(graceEndsAt) - Date.parse(endsAt)).toBe(3 * DAY_MS);
      // the words are those of the moment itself
      const said = /at (\d\d):(\d\d) UTC$/.exec(momentWords(endsAt))!;
      expect([Number(said[1]), Number(said[2])]).toEqual([
        new Date(endsAt).getUTCHours(),
        new Date(endsAt).getUTCMinutes(),
      ]);
    }),
  );
});
