import {
  callerOf,
  createTestServices,
  TEST_CONFIG,
  TEST_SSH_KEY,
  until,
} from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';

const databases = createTestDatabases();
const dana = callerOf('dana', 'payments');
const carl = callerOf('carl', 'ai-board');

const approvals = {
  approvers: ['group:default/approvers'],
  rules: [
    {
      name: 'ai-board',
      reason: 'The AI board decides about large grants.',
      when: { gpuModels: ['a100*'], leaseDaysAbove: 7 },
      approvers: ['group:default/ai-board'],
      decisions: 2,
      deadlineHours: 12,
    },
    {
      name: 'new-flavor',
      when: { firstUseOfFlavor: true, types: ['instance.create'] },
    },
    {
      name: 'costly',
      when: { monthlyCostAbove: 700, types: ['quota.change'] },
    },
  ],
  autoApprove: [
    {
      name: 'small-steps',
      when: { environments: ['dev'], quotaIncreaseAtMost: { vcpus: 6 } },
    },
  ],
};

describe.each(databases.eachSupportedId())('RuleBasedPolicy (%s)', engine => {
  async function setUp() {
    const test = await createTestServices(await databases.init(engine), {
      config: {
        infra: { ...TEST_CONFIG.infra, approvals, costs: { vcpuHour: 0.1 } },
      },
    });
    const { operations, runner } = test.services.jobs;
    const submit = (type: string, input: object) =>
      operations.submit({ type, input: { ...input } }, dana);
    await test.syncNow();
    const made = await submit('project.create', {
      team: 'group:default/payments',
      environment: 'dev',
      provider: 'fake-1',
    });
    const ended = async (id: string) => {
      runner.kick();
      await until(async () =>
        ['succeeded', 'failed'].includes((await operations.get(id)).state),
      );
    };
    await ended(made.id);
    await test.syncNow();
    return { ...test, operations, runner, submit, ended };
  }
  type Test = Awaited<ReturnType<typeof setUp>>;
  let test: Test;
  beforeEach(async () => {
    test = await setUp();
  });
  afterEach(() => test.runner.stop());

  const gpu = (days: number) => ({
    project: 'payments-dev',
    name: `train-${days}`,
    model: 'a100',
    count: 1,
    days,
    purpose: 'Train the ranking',
    image: 'baseos',
    sshPublicKey: TEST_SSH_KEY,
  });
  const vm = (name: string) => ({
    project: 'payments-dev',
    name,
    flavor: 'small',
    image: 'baseos',
    sshPublicKey: TEST_SSH_KEY,
  });
  const quota = (vcpus: number) => ({
    project: 'payments-dev',
    vcpus,
    reason: 'Two more shops go live',
  });

  it('says which rule applies and why, who decides and until when', async () => {
    const asked = await test.submit('gpu.request', gpu(8));
    expect(asked.approval).toMatchObject({
      reasons: [
        'The AI board decides about large grants. It has 1 GPU of a100*, and it is for 8 days, more than 7.',
      ],
      rules: [
        {
          name: 'ai-board',
          approvers: ['group:default/ai-board'],
          decisions: 2,
        },
      ],
    });
    const left = new Date(asked.approval!.deadline).getTime() - Date.now();
    expect(Math.abs(left - 12 * 3600_000)).toBeLessThan(600_000);
    expect(
      test.sent.filter(one => one.payload.scope === asked.id),
    ).toMatchObject([
      { recipients: { entityRef: ['group:default/ai-board'] } },
    ]);
    await test.operations.decide(
      asked.id,
      { approve: true, comment: '' },
      carl,
    );
    expect((await test.operations.get(asked.id)).state).toBe(
      'pending_approval',
    );
  });

  it('leaves what no rule is about as it is without rules', async () => {
    const asked = await test.submit('gpu.request', gpu(7));
    expect(asked.approval).toMatchObject({
      reasons: ['GPUs are granted by an approver.'],
      rules: [{ name: 'default', approvers: [], decisions: 1 }],
    });
  });

  it('has the first of a flavor in a project agreed to, and not the second', async () => {
    const first = await test.submit('instance.create', vm('vm-1'));
    expect(first.approval!.reasons).toEqual([
      'The project has never had a small.',
    ]);
    await test.operations.decide(
      first.id,
      { approve: true, comment: '' },
      callerOf('amira', 'approvers'),
    );
    await test.ended(first.id);
    const second = await test.submit('instance.create', vm('vm-2'));
    expect(second).toMatchObject({ state: 'queued', approval: null });
  });

  it('approves by itself what stays under a cap, and says so', async () => {
    const asked = await test.submit('quota.change', quota(16));
    expect(asked).toMatchObject({
      state: 'queued',
      approval: {
        reasons: ['A higher quota is granted by an approver.'],
        rules: [],
        decidedBy: 'system',
        comment:
          'Approved by the rule "small-steps": It is for dev, and the quota does not go up by more than the cap.',
      },
    });
    await test.ended(asked.id);
    expect((await test.submit('quota.change', quota(23))).state).toBe(
      'pending_approval',
    );
  });

  it('approves nothing by itself that a rule is about', async () => {
    // 6 vCPUs cost 438 a month; as many once more cost nothing less
    const [rule] = (await test.submit('quota.change', quota(20))).approval!
      .rules;
    expect(rule).toMatchObject({
      name: 'costly',
      reason: 'It costs 730.00 EUR a month, more than 700.00 EUR.',
    });
  });

  it('tells it before anything is asked for', async () => {
    const check = await test.operations.check(
      { type: 'gpu.request', input: gpu(8) },
      dana,
    );
    expect(check.approvalReasons).toEqual([
      expect.stringContaining('The AI board decides'),
    ]);
  });
});
