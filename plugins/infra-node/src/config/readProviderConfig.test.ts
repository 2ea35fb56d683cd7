import { ConfigReader } from '@backstage/config';
import {
  readMilliseconds,
  readProviderEntries,
  readProviderIdentity,
  readTextMap,
} from './readProviderConfig';

const read = (...entries: object[]) =>
  readProviderEntries(
    new ConfigReader({ infra: { acme: entries } }),
    'acme',
    readProviderIdentity,
  );

it('reads entries, with the id as title where there is none', () => {
  expect(
    read(
      { id: 'a-1', site: 'eu1' },
      { id: 'b', title: 'B', site: 'eu2', selfService: false },
    ),
  ).toEqual([
    { id: 'a-1', title: 'a-1', site: 'eu1', selfService: true },
    { id: 'b', title: 'B', site: 'eu2', selfService: false },
  ]);
  expect(
    readProviderEntries(new ConfigReader({}), 'acme', readProviderIdentity),
  ).toEqual([]);
});

it('refuses an id that is no part of a ref, and one that is taken', () => {
  expect(() => read({ id: 'A/1', site: 'eu1' })).toThrow('infra.acme[0].id');
  expect(() =>
    read({ id: 'a', site: 'eu1' }, { id: 'a', site: 'eu1' }),
  ).toThrow(`Invalid value at 'infra.acme[1].id': "a" is taken already`);
});

it.each([
  ['1m', 60_000],
  ['PT1.5S', 1500],
  [{ hours: 1, seconds: 2 }, 3_602_000],
])('reads %j as %d ms', (wait, ms) => {
  expect(readMilliseconds(new ConfigReader({ wait }), 'wait')).toBe(ms);
});

it('reads texts by names that are no keys', () => {
  const config = new ConfigReader({ models: { '10de:2330': 'h100' } });
  expect(readTextMap(config, 'models', 'infra.acme[0]')).toEqual({
    '10de:2330': 'h100',
  });
  expect(readTextMap(config, 'others', 'infra.acme[0]')).toEqual({});
});

it.each([[{ models: ['a'] }], [{ models: { a: 1 } }], [{ models: 'a' }]])(
  'refuses %j in place of texts by name',
  value => {
    expect(() =>
      readTextMap(new ConfigReader(value as never), 'models', 'infra.acme[0]'),
    ).toThrow('infra.acme[0].models');
  },
);
