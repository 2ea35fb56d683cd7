import { ConfigReader } from '@backstage/config';
import { readInfraConfig } from './readInfraConfig';

const read = (reminderDays?: unknown) =>
  readInfraConfig(
    new ConfigReader({
      infra: { lease: reminderDays === undefined ? {} : { reminderDays } },
    } as ConstructorParameters<typeof ConfigReader>[0]),
  ).lease.reminderDays;

it('reminds 72 and 24 hours before the end unless told otherwise', () => {
  expect(read()).toEqual([3, 1]);
  expect(read([])).toEqual([]);
});

it('puts the earliest reminder first and sends none twice', () => {
  expect(read([1, 14, 3, 3])).toEqual([14, 3, 1]);
});

it.each(['7', [0], [1.5], ['7'], { days: 7 }])(
  'refuses %j and names the key',
  value => {
    expect(() => read(value)).toThrow(
      /^infra\.lease\.reminderDays must be a list of whole numbers of days/,
    );
  },
);
