import {
  checkImageConvention,
  compareVersions,
  DEFAULT_IMAGE_RULES,
  parseImageName,
  timeOfVersion,
} from './imageNames';

it.each([
  ['eu-baseos-2025.01', { family: 'eu-baseos', version: '2025.01' }],
  ['eu-base-os-2025.01.2', { family: 'eu-base-os', version: '2025.01.2' }],
  ['custom/eu-gpu-2025.02', { family: 'eu-gpu', version: '2025.02' }],
  ['eu-baseos-2025.1', undefined],
  ['EU-baseos-2025.01', undefined],
  ['eu-baseos-2025.01-copy', undefined],
  ['my eu-baseos-2025.01', undefined],
  ['ubuntu/jammy', undefined],
  ['', undefined],
])('reads %p by the convention', (name, expected) => {
  expect(parseImageName(name, DEFAULT_IMAGE_RULES)).toEqual(expected);
});

it('takes the whole of a name, whatever alternatives a convention has', () => {
  const convention = '(?<family>a)-(?<version>1)|(?<kind>b)';
  expect(parseImageName('a-1-x', { convention })).toBeUndefined();
  expect(parseImageName('a-1', { convention })).toEqual({
    family: 'a',
    version: '1',
  });
});

it.each([
  ['(?<family>[a-z]+)-(?<version>\\d+)', undefined],
  ['[a-z]+', 'it must name what it finds with (?<family>…) and (?<version>…)'],
  ['(?<family>[a-z]+)', 'it must name what it finds with (?<version>…)'],
  ['(', expect.stringContaining('it is not a regular expression')],
])('says what is wrong with the convention %p', (convention, expected) => {
  expect(checkImageConvention(convention)).toEqual(expected);
});

it('has a default that nothing is wrong with', () => {
  expect(checkImageConvention(DEFAULT_IMAGE_RULES.convention)).toBeUndefined();
});

it('orders versions by their numbers', () => {
  expect(
    ['2025.10', '2025.9', '2024.12', '2025.9.1'].sort(compareVersions),
  ).toEqual(['2024.12', '2025.9', '2025.9.1', '2025.10']);
});

it.each([
  ['2025.01', '2025-01-01T00:00:00.000Z'],
  ['2025.12.3', '2025-12-01T00:00:00.000Z'],
  ['2025.13', undefined],
  ['12', undefined],
])('knows when %p was made, if it says so', (version, expected) => {
  const time = timeOfVersion(version);
  expect(time === undefined ? time : new Date(time).toISOString()).toBe(
    expected,
  );
});
