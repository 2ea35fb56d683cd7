import { DAY_MS, dueReminder, leaseDates } from './leaseDates';

const now = new Date('2026-01-05T10:00:00.000Z');
const inDays = (days: number) => now.getTime() + days * DAY_MS;

it.each([
  [8, null],
  [7, 7],
  [1.5, 7],
  [1, 1],
  [0.1, 1],
  [-1, 1],
])('with %s days to go the reminder of %s days is due', (days, due) => {
  expect(dueReminder(inDays(days), now, [7, 1])).toBe(due);
});

it('is never due when there are no reminders', () => {
  expect(dueReminder(inDays(0), now, [])).toBeNull();
});

it.each([
  [30, null],
  [5, 7],
  [1, 1],
])(
  'takes reminders as sent that are due when the end is chosen, %s days ahead',
  (days, remindedDays) => {
    expect(
      leaseDates(inDays(days), now, { graceDays: 3, reminderDays: [7, 1] }),
    ).toEqual({
      endsAt: new Date(inDays(days)).toISOString(),
      graceEndsAt: new Date(inDays(days + 3)).toISOString(),
      remindedDays,
    });
  },
);
