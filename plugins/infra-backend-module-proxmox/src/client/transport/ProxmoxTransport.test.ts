import { isProviderError } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import {
  patient,
  SECRET,
  startScriptedNode,
  transportTo,
  type ScriptedAnswer,
  type SeenRequest,
} from '../../testing/scriptedNode';

describe('ProxmoxTransport', () => {
  const closers: Array<() => Promise<void>> = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map(close => close()));
  });

  async function node(script: (request: SeenRequest) => ScriptedAnswer) {
    const started = await startScriptedNode(script);
    closers.push(started.close);
    return started;
  }
  const fine = () => ({ body: { data: 'fine' } });

  it('sends the token with every request, and parameters of a POST as a form with 0 and 1', async () => {
    const { url, seen } = await node(fine);
    await transportTo([url]).call(
      {
        method: 'POST',
        path: '/nodes/{node}/qemu/{vmid}/config',
        at: { node: 'pve1', vmid: 100 },
        parameters: { onboot: true, tags: 'a;b', size: '+1G', gone: undefined },
        signal: patient(),
      },
      z.string(),
    );
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: '/nodes/pve1/qemu/100/config',
      body: 'onboot=1&tags=a%3Bb&size=%2B1G',
    });
    expect(seen[0].headers).toMatchObject({
      authorization: `PVEAPIToken=ironstage@pve!portal=${SECRET}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '30',
    });
  });

  it('sends parameters of a DELETE in the query, and no body', async () => {
    const { url, seen } = await node(fine);
    await transportTo([url]).call(
      {
        method: 'DELETE',
        path: '/pools',
        parameters: { poolid: 'team-c/dev' },
        signal: patient(),
      },
      z.string(),
    );
    expect(seen[0]).toMatchObject({
      query: { poolid: 'team-c/dev' },
      body: '',
    });
    expect(seen[0].headers['content-type']).toBeUndefined();
  });

  it('asks the next node when one can not be reached, for writes too, and stays with it', async () => {
    const gone = await node(fine);
    await gone.close();
    const { url, seen } = await node(fine);
    const transport = transportTo([gone.url, url]);
    const call = () =>
      transport.call(
        { method: 'POST', path: '/pools', signal: patient() },
        z.string(),
      );
    expect(await call()).toBe('fine');
    expect(await call()).toBe('fine');
    expect(seen).toHaveLength(2);
  });

  it('does not repeat a write at another node once it may have been done', async () => {
    const first = await node(() => ({
      status: 595,
      reason: 'No route to host',
    }));
    const second = await node(fine);
    const error = await transportTo([first.url, second.url])
      .call({ method: 'POST', path: '/pools', signal: patient() }, z.string())
      .catch(caught => caught);
    expect(isProviderError(error, 'unknown-outcome')).toBe(true);
    expect(second.seen).toHaveLength(0);
  });

  it('names the key of the node when none can be reached', async () => {
    const gone = await node(fine);
    await gone.close();
    await expect(
      transportTo([gone.url]).call(
        { method: 'GET', path: '/version', signal: patient() },
        z.unknown(),
      ),
    ).rejects.toMatchObject({
      kind: 'unreachable',
      message:
        "pve-test can't be reached: the connection was refused; check infra.proxmox[0].endpoints[0].url.",
    });
  });

  it('says so when something else answers', async () => {
    const { url } = await node(() => ({ body: { hello: 'world' } }));
    await expect(
      transportTo([url]).call(
        { method: 'GET', path: '/version', signal: patient() },
        z.object({ version: z.string() }),
      ),
    ).rejects.toMatchObject({
      kind: 'unexpected-answer',
      message: expect.stringContaining('infra.proxmox[0].endpoints'),
    });
  });

  it('keeps the secret out of errors, even when a node repeats it', async () => {
    const { url } = await node(() => ({
      status: 500,
      reason: `token ${SECRET} is bad`,
    }));
    const error = await transportTo([url])
      .call({ method: 'POST', path: '/pools', signal: patient() }, z.string())
      .catch(caught => caught);
    expect(isProviderError(error)).toBe(true);
    expect(
      [error.message, error.detail, String(error.stack)].join(),
    ).not.toContain(SECRET);
  });
});
