import fc from 'fast-check';
import { backtest } from './backtest';
import { forecast } from './forecast';
import { MODELS, type DayPoint } from './models';
import { enoughFor, median, theilSen } from './robust';

const TODAY = 20_000;
const [level, trend, weekly] = MODELS;

const daysOf = (amounts: number[]): DayPoint[] =>
  amounts.map((amount, index) => ({
    day: TODAY - amounts.length + index,
    amount,
  }));

const known = (amounts: number[], deliverable: number) => ({
  days: daysOf(amounts),
  allocated: amounts[amounts.length - 1],
  deliverable,
  today: TODAY,
});

const series = (count: number, of: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => of(index));

/** The same in every run, between -1 and 1. */
function noise(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

describe('theilSen', () => {
  const points = fc.array(
    fc.tuple(fc.nat(100), fc.integer({ min: -100, max: 100 })),
    { maxLength: 20 },
  );

  it('is the median slope of all pairs', () => {
    fc.assert(
      fc.property(points, list => {
        const slopes = list
          .flatMap(([x, y], i) =>
            list.slice(i + 1).map(([x2, y2]) => (y2 - y) / (x2 - x)),
          )
          .filter(Number.isFinite)
          .sort((a, b) => a - b);
        const half = Math.floor(slopes.length / 2);
        const middle =
          slopes.length % 2 === 1
            ? slopes[half]
            : (slopes[half - 1] + slopes[half]) / 2;
        expect(theilSen(list)).toBeCloseTo(slopes.length ? middle : 0, 9);
      }),
    );
  });

  it('is not moved by a quarter of the points, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 5 }),
        fc.uniqueArray(fc.nat(39), { maxLength: 10 }),
        fc.integer({ min: -1e6, max: 1e6 }),
        (slope, spoilt, by) => {
          const line = series(40, x => slope * x);
          spoilt.forEach(x => {
            line[x] += by;
          });
          const found = theilSen(line.map((y, x) => [x, y]));
          expect(Math.abs(found - slope)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

describe('enoughFor', () => {
  it('is the least value that so many do not exceed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, part) => {
          const limit = enoughFor(values, part);
          const within = (most: number) =>
            values.filter(one => one <= most).length >= part * values.length;
          expect(values.filter(within).sort((a, b) => a - b)[0]).toBe(limit);
        },
      ),
    );
  });

  it('is not the median, which lies between two of an even number', () => {
    expect(enoughFor([3, 1, 2, 4], 0.5)).toBe(2);
    expect(median([3, 1, 2, 4])).toBe(2.5);
    expect(median([3, 1, 2])).toBe(2);
  });
});

describe('models', () => {
  const random = noise(5);
  const growing = series(90, day => 100 + 2 * day + random());
  const busyWeeks = series(
    90,
    day => 100 + day + ((TODAY - 90 + day) % 7 < 5 ? 20 : 0) + random(),
  );
  const still = series(90, () => 100 + 8 * random());

  it.each([
    ['what grows steadily', growing, 'trend'],
    ['what follows the weekdays', busyWeeks, 'weekly'],
    ['what stays where it is', still, 'level'],
  ])('for %s the best on held-out days is chosen', (_, amounts, best) => {
    const { model, backtest: trials } = forecast(known(amounts, 1000));
    expect(model).toBe(best);
    expect(trials.map(one => one.model)).toHaveLength(3);
    expect(trials[0].error).toBe(Math.min(...trials.map(one => one.error)));
  });

  it('say of held-out days what they would have said of them, not having seen them', () => {
    // a step in the last days is news to all of them: whoever has seen it would be off by nothing
    const amounts = series(60, day => (day < 40 ? 10 : 110));
    for (const model of [level, trend, weekly]) {
      expect(backtest(model, daysOf(amounts))?.error).toBeGreaterThan(20);
    }
  });

  it('have a band that nine of ten held-out days lie in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), {
          minLength: 30,
          maxLength: 80,
        }),
        fc.constantFrom(level, trend),
        (amounts, model) => {
          const days = daysOf(amounts);
          const trial = backtest(model, days)!;
          const held = trial.heldOutDays;
          let inside = 0;
          let all = 0;
          for (let back = 0; back < 4; back++) {
            const end = days.length - Math.floor((back * held) / 2);
            const start = end - held;
            if (start >= model.daysNeeded) {
              const outlook = model.fit(days.slice(0, start));
              for (const { day, amount } of days.slice(start, end)) {
                all += 1;
                inside += Number(
                  Math.abs(outlook(day) - amount) <=
                    trial.offBy(day - days[start - 1].day) + 1e-6,
                );
              }
            }
          }
          expect(inside / all).toBeGreaterThanOrEqual(0.9);
        },
      ),
    );
  });

  it('do not care in what unit something is counted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), {
          minLength: 20,
          maxLength: 60,
        }),
        fc.constantFrom(2, 1024, 2 ** 40),
        (amounts, unit) => {
          const one = forecast(known(amounts, 2000));
          const other = forecast(
            known(
              amounts.map(amount => amount * unit),
              2000 * unit,
            ),
          );
          expect(other.daysToFull).toEqual(one.daysToFull);
          expect(other.state).toBe(one.state);
        },
      ),
    );
  });
});

describe('forecast', () => {
  it('tells when a line arrives, and both edges on either side of it', () => {
    const random = noise(3);
    const amounts = series(90, day => 100 + 2 * day + 3 * random());
    const { state, daysToFull, sentence } = forecast(known(amounts, 400));
    expect(state).toBe('growing');
    // 100 + 2 × (89 + d) = 400 at d = 61
    expect(Math.abs(daysToFull.expected! - 61)).toBeLessThanOrEqual(3);
    expect(daysToFull.earliest!).toBeLessThanOrEqual(daysToFull.expected!);
    expect(daysToFull.latest!).toBeGreaterThanOrEqual(daysToFull.expected!);
    expect(sentence).toMatch(
      /^It is full in about \d+ days; at the earliest in \d+ days, at the latest in \d+ days\.$/,
    );
  });

  it('keeps the expected within the band, and the edges in order, whatever the past', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), {
          minLength: 14,
          maxLength: 90,
        }),
        fc.nat(1000),
        (amounts, deliverable) => {
          const { points, daysToFull, horizonDays } = forecast(
            known(amounts, deliverable),
          );
          for (const { low, expected, high } of points) {
            expect(low).toBeLessThanOrEqual(expected);
            expect(high).toBeGreaterThanOrEqual(expected);
            expect(low).toBeGreaterThanOrEqual(0);
          }
          expect(points.length).toBeLessThanOrEqual(30);
          const order = [
            daysToFull.earliest,
            daysToFull.expected,
            daysToFull.latest,
          ].map(one => one ?? Infinity);
          expect([...order].sort((a, b) => a - b)).toEqual(order);
          expect(horizonDays).toBeLessThanOrEqual(4 * amounts.length);
        },
      ),
    );
  });

  it('says that there is too little history', () => {
    const answer = forecast(
      known(
        series(5, day => day),
        100,
      ),
    );
    expect(answer).toMatchObject({
      state: 'too-little-history',
      model: null,
      points: [],
      sentence: 'There is too little history: 5 days, and a forecast takes 14.',
    });
  });

  it('says that it is full, with much history or little', () => {
    for (const count of [3, 60]) {
      expect(
        forecast(
          known(
            series(count, () => 100),
            100,
          ),
        ),
      ).toMatchObject({
        state: 'full',
        daysToFull: { expected: 0 },
        sentence: 'It is full now.',
      });
    }
  });

  it('looks no further than its history allows', () => {
    const { horizonDays, sentence } = forecast(
      known(
        series(20, () => 10),
        100,
      ),
    );
    expect(horizonDays).toBe(80);
    expect(sentence).toBe(
      'It does not grow, and is not full within 80 days, which is as far as its history tells.',
    );
  });
});
