import { addressesOf, describeAttribute } from './attributes';

describe('attributes', () => {
  it('writes lists, flags and objects as text', () => {
    expect(describeAttribute(['a', null, 2])).toBe('a, 2');
    expect(describeAttribute(false)).toBe('no');
    expect(describeAttribute({ cpu: 'amd', cores: 8 })).toBe(
      'cpu: amd; cores: 8',
    );
  });

  it('takes addresses as texts or as objects', () => {
    expect(
      addressesOf({ addresses: ['10.0.0.4', { address: 'fd00::4' }] }),
    ).toBe('10.0.0.4, fd00::4');
    expect(addressesOf({})).toBe('');
  });
});
