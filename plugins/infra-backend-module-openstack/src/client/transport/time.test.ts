import { utc } from './time';

describe('utc', () => {
  it.each([
    ['2026-11-22T16:51:06.000000', '2026-11-22T16:51:06.000000Z'],
    ['2026-11-22 16:51:06', '2026-11-22T16:51:06Z'],
    ['2026-11-22T16:51:06Z', '2026-11-22T16:51:06Z'],
    ['2026-11-22T16:31:38+00:00', '2026-11-22T16:31:38+00:00'],
    ['yesterday', undefined],
    [null, undefined],
  ])('reads %s as %s', (text, iso) => {
    expect(utc(text)).toBe(iso);
  });
});
