import { Writable } from 'node:stream';
import { DefaultInfraClient } from '@ironstage/plugin-infra-common';
import { Printer } from '../output/Printer';
import { Portal } from '../session/Portal';
import { FakePortal, errorAnswer, type Answer } from '../testing/FakePortal';
import { event, operation } from '../testing/operation';
import { follow } from './follow';

describe('following an operation', () => {
  let portal: FakePortal;
  let said: string;
  let stopping: AbortController;

  beforeEach(async () => {
    said = '';
    stopping = new AbortController();
    portal = await new FakePortal().start();
  });

  afterEach(() => portal.stop());

  const answers = (...list: Answer[]) => {
    let turn = 0;
    portal.on('GET /api/infra/v1/operations/op-1', () => {
      turn += 1;
      return list[Math.min(turn, list.length) - 1];
    });
  };

  const start = (more: { patienceMs?: number; timeoutMs?: number } = {}) => {
    const { signal } = stopping;
    const sink = new Writable({
      write(chunk, _, done) {
        said += chunk;
        done();
      },
    });
    const printer = new Printer(
      {
        stdin: process.stdin,
        stdout: sink,
        stderr: sink,
        env: {},
        home: '/',
        signal,
      },
      false,
    );
    const address = new Portal(portal.url, signal);
    const client = new DefaultInfraClient({
      door: 'cli',
      fetch: (path, init) => address.fetch(`/api/infra${path}`, init),
    });
    return follow(client, 'op-1', {
      signal,
      printer,
      throughApproval: true,
      pollMs: 10,
      ...more,
    });
  };

  it('tells each event once, in order', async () => {
    answers(
      { json: operation({ events: [event(1, 'one'), event(2, 'two')] }) },
      { json: operation({ events: [event(1, 'one'), event(2, 'two')] }) },
      {
        json: operation({
          state: 'succeeded',
          events: [event(1, 'one'), event(2, 'two'), event(3, 'three')],
        }),
      },
    );
    expect((await start()).state).toBe('succeeded');
    expect(said.match(/one|two|three/g)).toEqual(['one', 'two', 'three']);
  });

  it.each<[string, Answer]>([
    ['hangs up', 'hang up'],
    ['is not ready', errorAnswer(503, 'ServiceUnavailableError', 'Soon')],
    ['does not know its routes yet', errorAnswer(404, 'NotFoundError', 'No')],
    ['shows a page instead', { text: '<html>' }],
  ])('goes on after a portal that %s', async (_, broken) => {
    answers({ json: operation() }, broken, broken, {
      json: operation({ state: 'succeeded', events: [event(1, 'Done')] }),
    });
    expect((await start()).state).toBe('succeeded');
    expect(said.match(/does not answer/g)).toHaveLength(1);
    expect(said).toMatch(/The portal is back\.\n\d\d:\d\d:\d\d {2}Done\n$/);
  });

  it('goes on after the portal was away and came back', async () => {
    answers({ json: operation() });
    const following = start();
    const { port } = new URL(portal.url);
    while (portal.received.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await portal.stop();
    await new Promise(resolve => setTimeout(resolve, 60));
    answers({ json: operation({ state: 'succeeded' }) });
    await portal.start(Number(port));
    expect((await following).state).toBe('succeeded');
    expect(said).toContain('The portal is back.');
  });

  it('gives up on a portal that stays away', async () => {
    answers({ json: operation() }, 'hang up');
    await expect(start({ patienceMs: 50 })).rejects.toMatchObject({
      exitCode: 7,
    });
  });

  it('does not wait for a portal that was never there, or an operation that never was', async () => {
    answers('hang up');
    await expect(start()).rejects.toMatchObject({ exitCode: 7 });
    answers(errorAnswer(404, 'NotFoundError', 'There is no operation "op-1"'));
    await expect(start()).rejects.toMatchObject({ status: 404 });
    expect(portal.received).toHaveLength(2);
  });

  it('ends with the time it was given, also while the portal is away', async () => {
    answers({ json: operation() }, 'hang up');
    expect((await start({ timeoutMs: 60 })).state).toBe('running');
  });

  it('leaves the operation alone when somebody presses Ctrl-C, and says so', async () => {
    answers({ json: operation() });
    const following = start();
    setTimeout(() => stopping.abort(), 50);
    await expect(following).rejects.toMatchObject({
      exitCode: 130,
      message: expect.stringContaining('The operation goes on'),
    });
    expect(portal.received.every(one => one.method === 'GET')).toBe(true);
  });
});
