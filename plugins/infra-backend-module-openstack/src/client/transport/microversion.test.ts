import { chooseVersion, readVersionDocument } from './microversion';

describe('chooseVersion', () => {
  const range = { min: '2.1', max: '2.93' };
  it('compares numbers and not texts', () => {
    expect(chooseVersion({ at: '2.9' }, range)).toBe('2.9');
    expect(chooseVersion({ at: '2.100' }, range)).toBeUndefined();
    expect(chooseVersion({ at: '2.47' }, { ...range, max: '2.5' })).toBe(
      undefined,
    );
  });
  it('takes the better one where it is offered', () => {
    const wanted = { at: '2.53', better: '2.88' };
    expect(chooseVersion(wanted, range)).toBe('2.88');
    expect(chooseVersion(wanted, { ...range, max: '2.87' })).toBe('2.53');
  });
  it('takes none that a service has dropped', () => {
    expect(chooseVersion({ at: '2.47' }, { min: '2.60', max: '2.99' })).toBe(
      undefined,
    );
  });
});

describe('readVersionDocument', () => {
  it('reads one version, or the first of a list that has microversions', () => {
    expect(
      readVersionDocument({
        version: { id: 'v2.1', version: '2.93', min_version: '2.1' },
      }),
    ).toEqual({ min: '2.1', max: '2.93' });
    expect(
      readVersionDocument({
        versions: [
          { id: 'v2.0', version: '', min_version: '' },
          { id: 'v2.1', version: '2.93', min_version: '2.1' },
        ],
      }),
    ).toEqual({ min: '2.1', max: '2.93' });
    expect(
      readVersionDocument({
        versions: [{ id: 'v1.0', max_version: '1.39', min_version: '1.0' }],
      }),
    ).toEqual({ min: '1.0', max: '1.39' });
  });
  it('reads nothing from anything else', () => {
    for (const other of [undefined, {}, { versions: [] }, { version: {} }]) {
      expect(readVersionDocument(other)).toBeUndefined();
    }
  });
});
