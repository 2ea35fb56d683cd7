import { hashOf, newSecret, secretOf } from './secrets';

describe('the secret of a request', () => {
  it.each([
    ['Bearer isd_x', 'isd_x'],
    ['bearer  isd_x', 'isd_x'],
    // Prometheus 2.42 without a type
    ['isd_x', 'isd_x'],
    [' isd_x ', 'isd_x'],
    ['Basic isd_x', undefined],
    ['Bearer a b', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %j is %j', (header, secret) => {
    expect(secretOf(header)).toBe(secret);
  });

  it('is another one each time, and not told by what is kept of it', () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^isd_[\w-]{43}$/);
    expect(hashOf(one)).toMatch(/^[0-9a-f]{64}$/);
  });
});
