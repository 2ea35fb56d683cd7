import { kindOfStatus, readRetryAfter } from './failureOfStatus';
import { readNetworkFailure } from './networkFailure';
import { parseBody } from './readBody';
import { isSecretField, redactFields, SecretMask } from './redact';

describe('redactFields', () => {
  it('masks values of secret fields at any depth and keeps the others', () => {
    expect(
      redactFields({
        server: { name: 'a', adminPass: 'x', user_data: 'y', key_name: 'k' },
        auth: { identity: { password: { user: { password: 'p' } } } },
        list: [{ 'X-Auth-Token': 't' }],
      }),
    ).toEqual({
      server: {
        name: 'a',
        adminPass: '[redacted]',
        user_data: '[redacted]',
        key_name: 'k',
      },
      auth: { identity: { password: { user: { password: '[redacted]' } } } },
      list: [{ 'X-Auth-Token': '[redacted]' }],
    });
  });

  it.each(['authorization', 'X-Subject-Token', 'PVEAPIToken', 'client_secret'])(
    'takes %s for secret',
    name => {
      expect(isSecretField(name)).toBe(true);
    },
  );

  it('cuts what is long or deep', () => {
    const cut = redactFields({ text: 'x'.repeat(1000), a: { b: 1 } }, 1);
    expect(JSON.stringify(cut).length).toBeLessThan(300);
    expect(cut).toMatchObject({ a: '[…]' });
  });
});

describe('SecretMask', () => {
  it('masks what it was told until it is told to forget', () => {
    const mask = new SecretMask();
    mask.add('geheim', undefined, 'ab');
    expect(mask.apply('geheim ab geheim')).toBe('[redacted] ab [redacted]');
    mask.remove('geheim');
    expect(mask.apply('geheim')).toBe('geheim');
  });
});

describe('readRetryAfter', () => {
  it('reads seconds and dates, and nothing else', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(readRetryAfter('3', now)).toBe(3000);
    expect(readRetryAfter('Sun, 22 Nov 2026 10:00:05 GMT', now)).toBe(5000);
    expect(readRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
    expect(readRetryAfter('soon', now)).toBeUndefined();
    expect(readRetryAfter(undefined, now)).toBeUndefined();
  });
});

describe('kindOfStatus', () => {
  it('leaves the outcome of a write open when a gateway answered', () => {
    expect(kindOfStatus(502, 'write')).toBe('unknown-outcome');
    expect(kindOfStatus(502, 'read')).toBe('unavailable');
    expect(kindOfStatus(503, 'write')).toBe('unavailable');
  });
});

describe('readNetworkFailure', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code });

  it('knows what certainly never arrived', () => {
    expect(readNetworkFailure(withCode('ECONNREFUSED'))).toMatchObject({
      kind: 'unreachable',
      beforeSending: true,
    });
    const both = new AggregateError([withCode('ENETUNREACH')], 'all failed');
    expect(readNetworkFailure(both).beforeSending).toBe(true);
    expect(readNetworkFailure(withCode('ECONNRESET')).beforeSending).toBe(
      false,
    );
    expect(readNetworkFailure(new Error('odd')).beforeSending).toBe(false);
  });

  it.each([
    ['CERT_HAS_EXPIRED', true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', true],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', false],
  ])('takes %s for a matter of TLS', (code, certificate) => {
    const wrapped = new Error('fetch failed', { cause: withCode(code) });
    expect(readNetworkFailure(wrapped)).toMatchObject({
      kind: 'misconfigured',
      certificate,
    });
  });
});

describe('parseBody', () => {
  it('judges by content', () => {
    expect(parseBody(' \n')).toEqual({ type: 'empty' });
    expect(parseBody('null')).toEqual({ type: 'json', value: null });
    expect(parseBody('<html>')).toEqual({ type: 'other' });
  });
});
