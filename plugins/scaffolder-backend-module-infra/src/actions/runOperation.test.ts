import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { OperationDetails } from '@ironstage/plugin-infra-common';
import { createInstanceAction } from './createInstanceAction';
import { adoptProjectAction } from './adoptProjectAction';
import { createProjectAction } from './createProjectAction';
import { requestGpuAction } from './requestGpuAction';
import { runOperation } from './runOperation';

const at = '2026-01-05T10:00:00.000Z';
const INPUT = { ref: 'instance:os-eu1/1' };

function operation(parts: Partial<OperationDetails> = {}): OperationDetails {
  return {
    id: 'op-1',
    type: 'instance.delete',
    title: 'Delete VM api-1',
    state: 'running',
    project: 'payments-dev',
    provider: 'os-eu1',
    owner: 'group:default/payments',
    requester: 'user:default/dana',
    door: 'template',
    input: {},
    steps: [],
    approval: null,
    failure: null,
    result: null,
    createdAt: at,
    updatedAt: at,
    events: [],
    actions: [],
    ...parts,
  };
}

const event = (seq: number, message: string) => ({
  seq,
  at,
  actor: 'system',
  type: 'step-progress' as const,
  step: null,
  message,
});

interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: unknown;
}

/** An infra plugin that answers a submission with `op-1`, and then with one state a poll. */
function infraThat(states: OperationDetails[], submitted?: () => Response) {
  const sent: Sent[] = [];
  let turn = 0;
  jest.spyOn(global, 'fetch').mockImplementation(async (url, init = {}) => {
    init.signal?.throwIfAborted();
    const method = init.method ?? 'GET';
    sent.push({
      method,
      url: String(url),
      headers: new Headers(init.headers),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
    });
    if (method === 'POST') {
      return submitted?.() ?? Response.json(operation({ state: 'queued' }));
    }
    turn += 1;
    return Response.json(states[Math.min(turn, states.length) - 1]);
  });
  return sent;
}

function setUp() {
  const lines: string[] = [];
  const stopping = new AbortController();
  const credentials = mockCredentials.user('user:default/dana');
  const checkpoints = new Map<string, unknown>();
  const context = {
    task: { id: 'task-1' },
    step: { id: 'vm', name: 'VM' },
    signal: stopping.signal,
    logger: mockServices.logger.mock({
      info: (line: string) => void lines.push(line),
    }),
    getInitiatorCredentials: async () => credentials,
    // as the scaffolder does it: what a checkpoint gave is kept when the task is tried again
    async checkpoint({ key, fn }: { key: string; fn: () => unknown }) {
      if (!checkpoints.has(key)) {
        checkpoints.set(key, await fn());
      }
      return checkpoints.get(key);
    },
  } as unknown as Parameters<typeof runOperation>[0];
  const services = {
    auth: mockServices.auth(),
    discovery: mockServices.discovery.mock({
      getBaseUrl: async plugin => `http://portal/api/${plugin}`,
    }),
    appBaseUrl: 'http://portal',
  };
  const run = (wait = false, input = INPUT) =>
    runOperation(context, services, { type: 'instance.delete', input, wait });
  return { lines, stopping, services, run };
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('runOperation', () => {
  it('submits as the user who started the task, through its door', async () => {
    const sent = infraThat([operation({ state: 'succeeded' })]);
    await setUp().run();
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: 'http://portal/api/infra/v1/operations',
      body: { type: 'instance.delete', input: INPUT },
    });
    expect(sent[0].headers.get('x-infra-door')).toBe('template');
    expect(sent[0].headers.get('authorization')).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.user('user:default/dana'),
        targetPluginId: 'infra',
      }),
    );
  });

  it('tells each event as one line, in order, and returns the end', async () => {
    infraThat([
      operation({ events: [event(1, 'one')] }),
      operation({ events: [event(1, 'one'), event(2, 'two')] }),
      operation({
        state: 'succeeded',
        events: [event(1, 'one'), event(2, 'two'), event(3, 'three')],
      }),
    ]);
    const { run, lines } = setUp();
    const running = run();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await running).toMatchObject({ state: 'succeeded' });
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  it('shows that it is alive at least every twenty seconds', async () => {
    infraThat([operation({ events: [event(1, 'Started')] })]);
    const { run, lines, stopping } = setUp();
    const running = run().catch(error => error);
    await jest.advanceTimersByTimeAsync(61_000);
    expect(lines).toEqual([
      'Started',
      'Still running …',
      'Still running …',
      'Still running …',
    ]);
    stopping.abort(new Error('cancelled'));
    await jest.advanceTimersByTimeAsync(2000);
    await running;
  });

  it('ends with a link when somebody has to approve', async () => {
    infraThat([operation({ state: 'pending_approval' })]);
    const { run, lines } = setUp();
    expect(await run()).toMatchObject({ state: 'pending_approval' });
    expect(lines).toEqual([
      'Submitted, awaiting approval: http://portal/infra/operations/op-1',
    ]);
  });

  it('goes on through an approval when the template waits', async () => {
    infraThat([
      operation({ state: 'pending_approval' }),
      operation({ state: 'pending_approval' }),
      operation({ state: 'succeeded' }),
    ]);
    const running = setUp().run(true);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await running).toMatchObject({ state: 'succeeded' });
  });

  it("fails with the operation's own sentence and what is left behind", async () => {
    infraThat([
      operation({
        state: 'failed',
        failure: {
          class: 'capacity',
          message: 'No host has room.',
          detail: 'raw',
          leftovers: ['The port p-1 is still there.'],
        },
      }),
    ]);
    await expect(setUp().run()).rejects.toThrow(
      /^No host has room\. The port p-1 is still there\. See http:\/\/portal\/infra\/operations\/op-1$/,
    );
  });

  it.each(['rejected', 'cancelled', 'expired'] as const)(
    'fails when the operation is %s',
    async state => {
      infraThat([operation({ state })]);
      await expect(setUp().run()).rejects.toThrow(
        `The operation was ${state}. See http://portal/infra/operations/op-1`,
      );
    },
  );

  it('names the fields of a refused request, one line each', async () => {
    infraThat([], () =>
      Response.json(
        {
          error: {
            name: 'RefusedError',
            message: 'x',
            problems: [
              { field: 'name', message: 'It is taken.', class: 'user' },
              { field: null, message: 'Not today.', class: 'policy' },
            ],
          },
        },
        { status: 422 },
      ),
    );
    await expect(setUp().run()).rejects.toThrow(
      /^name: It is taken\.\nNot today\.$/,
    );
  });

  it('does not ask again when the task is tried again', async () => {
    const sent = infraThat([operation({ state: 'succeeded' })]);
    const { run } = setUp();
    await run();
    await run();
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });

  it('asks with the same key when the first answer was lost', async () => {
    let lost = true;
    const sent = infraThat([operation({ state: 'succeeded' })], () => {
      if (lost) {
        lost = false;
        throw new TypeError('fetch failed');
      }
      return Response.json(operation());
    });
    const { run, lines } = setUp();
    const running = run();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await running).toMatchObject({ state: 'succeeded' });
    const [first, second] = sent.map(one => one.headers.get('idempotency-key'));
    expect(first).toMatch(/^scaffolder-task-1-vm-[0-9a-f]{16}$/);
    expect(second).toBe(first);
    expect(lines).toEqual([
      'The portal does not answer just now; asking again …',
    ]);
  });

  it('goes on following while the portal is away, and gives up after five minutes', async () => {
    const away = () => new Response('', { status: 503 });
    let polls = 0;
    infraThat([]);
    const answers = jest.mocked(global.fetch).getMockImplementation()!;
    jest.mocked(global.fetch).mockImplementation(async (url, init) => {
      if (init?.method === 'POST') {
        return answers(url, init);
      }
      polls += 1;
      return polls > 1 && polls < 20
        ? away()
        : Response.json(
            operation({ state: polls === 1 ? 'running' : 'succeeded' }),
          );
    });
    const running = setUp().run();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await running).toMatchObject({ state: 'succeeded' });

    jest
      .mocked(global.fetch)
      .mockImplementation(async (url, init) =>
        init?.method === 'POST' ? answers(url, init) : away(),
      );
    const hopeless = setUp()
      .run()
      .catch(error => error);
    await jest.advanceTimersByTimeAsync(6 * 60_000);
    const error = await hopeless;
    expect(error.message).toMatch(/503/);
    // the scaffolder shows the stack
    expect(error.stack).toBe(error.message);
  });

  it('does not ask again when the portal says no', async () => {
    const sent = infraThat([], () => new Response('', { status: 403 }));
    await expect(setUp().run()).rejects.toThrow('403');
    expect(sent).toHaveLength(1);
  });

  it('asks for each of several inputs of one step, with a key of its own', async () => {
    const sent = infraThat([operation({ state: 'succeeded' })]);
    const { run } = setUp();
    await run(false, { ref: 'instance:os-eu1/1' });
    await run(false, { ref: 'instance:os-eu1/2' });
    const keys = sent
      .filter(({ method }) => method === 'POST')
      .map(one => one.headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
  });

  it('stops following when the task is cancelled', async () => {
    const sent = infraThat([operation()]);
    const { run, stopping } = setUp();
    const running = run().catch(error => error);
    await jest.advanceTimersByTimeAsync(5000);
    const before = sent.length;
    stopping.abort(new Error('The task was cancelled'));
    expect(await running).toEqual(new Error('The task was cancelled'));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(before);
  });
});

describe('actions', () => {
  it.each([
    [
      'project.create',
      createProjectAction,
      {
        team: 'group:default/payments',
        environment: 'dev',
        provider: 'os-eu1',
      },
    ],
    [
      'project.adopt',
      adoptProjectAction,
      {
        provider: 'os-eu1',
        tenant: 'checkout-staging',
        team: 'group:default/checkout',
        environment: 'staging',
      },
    ],
    [
      'instance.create',
      createInstanceAction,
      {
        project: 'payments-dev',
        name: 'api-1',
        flavor: 'small',
        image: 'base',
        sshPublicKey: 'ssh-ed25519 AAAA',
      },
    ],
    [
      'gpu.request',
      requestGpuAction,
      {
        project: 'payments-dev',
        name: 'train-1',
        model: 'a100',
        count: 1,
        days: 7,
        purpose: 'Fine-tune the ranking model',
        image: 'base',
        sshPublicKey: 'ssh-ed25519 AAAA',
      },
    ],
  ])(
    'the action for %s submits its input without "wait", and gives outputs',
    async (type, create, input) => {
      const sent = infraThat([
        operation({
          state: 'succeeded',
          result: { resources: ['instance:os-eu1/1'], project: null },
        }),
      ]);
      const action = create(setUp().services);
      const context = createMockActionContext({
        input: { ...input, wait: true },
      });
      // each action has an input type of its own; the test gives each its own input
      await action.handler(context as never);
      expect(sent[0].body).toEqual({ type, input });
      expect(context.output).toHaveBeenCalledWith('operationId', 'op-1');
      expect(context.output).toHaveBeenCalledWith(
        'operationUrl',
        '/infra/operations/op-1',
      );
      expect(context.output).toHaveBeenCalledWith('state', 'succeeded');
      expect(context.output).toHaveBeenCalledWith(
        'projectUrl',
        '/infra/projects/payments-dev',
      );
      expect(context.output).toHaveBeenCalledWith(
        'resourceRef',
        'instance:os-eu1/1',
      );
    },
  );
});
