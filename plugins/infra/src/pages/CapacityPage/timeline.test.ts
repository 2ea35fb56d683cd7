import { aForecast, aHistory } from '../../testing/factories';
import { timelineOf } from './timeline';

it('shows the past, then what is expected for as long again', () => {
  const moments = timelineOf(aHistory(), aForecast(), 2);
  const [first] = moments;
  expect(first).toMatchObject({ total: 384, allocated: 500, expected: null });
  const future = moments.filter(one => one.total === null);
  expect(future[0]).toMatchObject({ expected: 700, low: 650, width: 100 });
  const { from, to } = aHistory();
  const length = Date.parse(to) - Date.parse(from);
  expect(future.length).toBeGreaterThan(0);
  expect(future.length).toBeLessThan(aForecast().points.length);
  future.forEach(({ at }) =>
    expect(at.getTime()).toBeLessThanOrEqual(Date.parse(to) + length),
  );
});

it('lets the band begin where the past ends', () => {
  const moments = timelineOf(aHistory(), aForecast(), 1);
  const last = moments.filter(one => one.total !== null).at(-1);
  expect(last).toMatchObject({
    expected: last?.allocated,
    low: last?.allocated,
    width: 0,
  });
});

it('has nothing of the future without a forecast', () => {
  expect(timelineOf(aHistory(), undefined, 1)).toHaveLength(3);
  expect(timelineOf(aHistory({ points: [] }), aForecast(), 1)).toEqual([]);
});
