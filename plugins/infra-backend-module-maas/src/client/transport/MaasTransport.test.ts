import { isProviderError } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import {
  KEY,
  patient,
  startScriptedRegion,
  transportTo,
  type ScriptedAnswer,
  type SeenRequest,
} from '../../testing/scriptedRegion';

describe('MaasTransport', () => {
  const closers: Array<() => Promise<void>> = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map(close => close()));
  });

  async function region(script: (request: SeenRequest) => ScriptedAnswer) {
    const started = await startScriptedRegion(script);
    closers.push(started.close);
    return started;
  }

  it('signs with the secret alone, in the way MAAS wants it', async () => {
    const { url, seen } = await region(() => ({ body: 'x' }));
    await transportTo(url)
      .call({ method: 'GET', path: 'zones/', signal: patient() }, z.unknown())
      .catch(() => undefined);
    const header = seen[0].headers.authorization ?? '';
    expect(header).toContain('oauth_signature_method="PLAINTEXT"');
    expect(header).toContain(`oauth_consumer_key="${KEY.consumer}"`);
    expect(header).toContain(`oauth_token="${KEY.token}"`);
    expect(header).toContain(`oauth_signature="%26${KEY.secret}"`);
    expect(header).toMatch(/oauth_timestamp="\d{10}"/);
  });

  it('signs each attempt anew, and waits as long as it is asked to', async () => {
    let answers = 0;
    const { url, seen } = await region(() => {
      answers += 1;
      return answers === 1
        ? { status: 409, headers: { 'Retry-After': '1' }, body: '<html>' }
        : { body: [] };
    });
    const started = Date.now();
    await transportTo(url).call(
      { method: 'GET', path: 'zones/', signal: patient() },
      z.array(z.unknown()),
    );
    expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
    const nonces = seen.map(
      one => /oauth_nonce="([^"]+)"/.exec(one.headers.authorization ?? '')?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it('never shows what a refused login says', async () => {
    const { url } = await region(() => ({
      status: 401,
      body: `Authorization Error: 'Invalid signature. Expected signature base string: &${KEY.secret}-the-right-one'`,
    }));
    const error = await transportTo(url)
      .call({ method: 'GET', path: 'zones/', signal: patient() }, z.unknown())
      .then(
        () => undefined,
        (caught: unknown) => caught,
      );
    expect(isProviderError(error, 'unauthorized')).toBe(true);
    const shown = isProviderError(error)
      ? [error.message, error.detail, error.stack].join()
      : '';
    expect(shown).toContain('infra.maas[0].apiKey');
    expect(shown).not.toContain('the-right-one');
  });

  it('tells a wrong clock from a wrong key', async () => {
    const { url } = await region(() => ({
      status: 401,
      body: "Authorization Error: 'Expired timestamp: given 1 and now 2 has a greater difference than threshold 300'",
    }));
    await expect(
      transportTo(url).call(
        { method: 'GET', path: 'zones/', signal: patient() },
        z.unknown(),
      ),
    ).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('clocks'),
    });
  });

  it('sends a write once, as a form with its operation in the query', async () => {
    const { url, seen } = await region(() => ({ status: 504, body: '<html>' }));
    await expect(
      transportTo(url).call(
        {
          method: 'POST',
          path: 'machines/',
          op: 'allocate',
          parameters: { tags: ['a', 'b'], mem: 1024, zone: undefined },
          signal: patient(),
        },
        z.unknown(),
      ),
    ).rejects.toMatchObject({ kind: 'unknown-outcome' });
    expect(seen).toHaveLength(1);
    expect(seen[0].path).toBe('/machines/');
    expect(seen[0].query.get('op')).toBe('allocate');
    expect([...seen[0].form]).toEqual([
      ['tags', 'a'],
      ['tags', 'b'],
      ['mem', '1024'],
    ]);
  });
});
