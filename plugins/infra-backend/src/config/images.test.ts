import { ConfigReader } from '@backstage/config';
import { readInfraConfig } from './readInfraConfig';

const read = (images: object) =>
  readInfraConfig(new ConfigReader({ infra: { images } })).images;

it('takes a convention of its own, and says it in words', () => {
  const convention = '(?<family>[a-z]+)-v(?<version>\\d+)';
  expect(read({ convention, maxAgeDays: 90 })).toEqual({
    convention,
    hint: `it must match ${convention}`,
    maxAgeDays: 90,
  });
});

it.each([
  [
    { convention: '[a-z]+' },
    'infra.images.convention: it must name what it finds with (?<family>…) and (?<version>…)',
  ],
  [{ convention: '(' }, 'infra.images.convention: it is not a regular'],
  [{ maxAgeDays: 0 }, 'infra.images.maxAgeDays must be at least 1, not 0'],
])('refuses %p and says what to do', (images, message) => {
  expect(() => read(images)).toThrow(message);
});
