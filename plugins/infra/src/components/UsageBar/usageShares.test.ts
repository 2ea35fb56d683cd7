import { usageShares } from './usageShares';

describe('usageShares', () => {
  it('counts what is reserved as taken', () => {
    expect(usageShares(20, 20, 100)).toEqual({
      used: 20,
      reserved: 20,
      percent: 40,
      level: 'low',
    });
  });

  it('warns from 75 and from 90 percent on', () => {
    expect(usageShares(75, 0, 100).level).toBe('raised');
    expect(usageShares(80, 10, 100).level).toBe('high');
  });

  it('keeps the parts within the bar when more is used than there is', () => {
    const shares = usageShares(150, 50, 100);
    expect(shares.used + shares.reserved).toBe(100);
    expect(shares.percent).toBe(200);
  });

  it('is full when something without a limit is used, and empty when nothing is', () => {
    expect(usageShares(1, 0, 0)).toMatchObject({ percent: 100, level: 'high' });
    expect(usageShares(0, 0, 0)).toMatchObject({ percent: 0, used: 0 });
  });
});
