import { callerOf } from '../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../__testUtils__/createTestInstance';
import { createTestDatabases } from '../__testUtils__/databases';

const databases = createTestDatabases();
const amira = callerOf('amira', 'approvers');
const bo = callerOf('bo', 'approvers');
const carl = callerOf('carl', 'security');
const yes = { approve: true, comment: '' };
const no = { approve: false, comment: 'No room this week' };

describe.each(databases.eachSupportedId())('Decisions (%s)', engine => {
  let test: TestInstance;
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
  });
  afterEach(() => test.runner.stop());

  /** A request that waits, with the rules it is decided by. */
  async function waiting(
    rules: Array<{ name: string; approvers: string[]; decisions: number }> = [],
    requester: typeof amira = test.dana,
  ) {
    const { id } = await test.submit(
      'quota.change',
      {
        project: 'payments-dev',
        vcpus: 40,
        reason: 'Two more shops go live',
      },
      requester,
    );
    if (rules.length > 0) {
      const { approval } = await test.operations.get(id);
      await test
        .knex('infra_operations')
        .where({ id })
        .update({
          approval: JSON.stringify({
            ...approval,
            rules: rules.map(one => ({ ...one, reason: 'It says so.' })),
          }),
        });
    }
    return id;
  }
  const decide = (id: string, what: typeof yes, who: typeof amira) =>
    test.operations.decide(id, what, who);
  const get = (id: string) => test.operations.get(id);
  const outcome = async (asked: Promise<unknown>) =>
    asked.then(
      () => 'done',
      error => String(error.message),
    );

  it('are never made by who asked, whatever he belongs to by now', async () => {
    const id = await waiting([
      { name: 'a', approvers: ['group:default/approvers'], decisions: 1 },
    ]);
    const promoted = {
      ...test.dana,
      ownership: [...test.dana.ownership, 'group:default/approvers'],
    };
    const other = { ...promoted, ref: 'user:default/Dana', door: 'cli' };
    for (const dana of [test.dana, promoted, other]) {
      expect(await outcome(decide(id, yes, dana))).toMatch(
        /^Nobody decides about a request of his own/,
      );
      expect(await outcome(decide(id, no, dana))).toMatch(/of his own/);
      expect(await outcome(test.operations.ask(id, 'Why?', dana))).toMatch(
        /of his own/,
      );
      expect(
        await outcome(
          test.operations.delegate(
            id,
            { to: 'user:default/bo', comment: '' },
            dana,
          ),
        ),
      ).toMatch(/of his own/);
    }
    expect(
      await outcome(
        test.operations.delegate(
          id,
          { to: 'user:default/dana', comment: '' },
          amira,
        ),
      ),
    ).toMatch(/name somebody else/);
    expect((await get(id)).state).toBe('pending_approval');
  });

  it('are never made by who asked under a name of before', async () => {
    const person = 'backstage.io/ldap-uuid=e1-22';
    const id = await waiting([], { ...test.dana, person });
    expect(await outcome(decide(id, yes, { ...amira, person }))).toMatch(
      /^Nobody decides about a request of his own/,
    );
    expect(await get(id)).not.toHaveProperty('requesterPerson');
    await decide(id, yes, { ...amira, person: 'backstage.io/ldap-uuid=f3' });
    expect((await get(id)).state).toBe('queued');
  });

  it('are made by the approvers that a rule names, and by nobody else', async () => {
    const id = await waiting([
      { name: 'a', approvers: ['group:default/security'], decisions: 1 },
    ]);
    expect(await outcome(decide(id, yes, amira))).toBe(
      'This is decided by group:default/security; you do not belong there',
    );
    expect(await outcome(decide(id, no, amira))).toMatch(/do not belong there/);
    await decide(id, yes, carl);
    expect((await get(id)).state).toBe('queued');
  });

  it('need as many different people as a rule says', async () => {
    const id = await waiting([
      { name: 'a', approvers: ['group:default/approvers'], decisions: 2 },
    ]);
    await decide(id, yes, amira);
    expect(await get(id)).toMatchObject({
      state: 'pending_approval',
      approval: { decidedBy: null, consents: [{ by: 'user:default/amira' }] },
    });
    expect(await outcome(decide(id, yes, amira))).toMatch(
      /somebody else has to agree as well/,
    );
    // nor under another group that she belongs to as well
    expect(
      await outcome(
        decide(id, yes, {
          ...amira,
          ownership: [...amira.ownership, 'group:default/second'],
        }),
      ),
    ).toMatch(/somebody else has to agree as well/);
    await decide(id, yes, bo);
    expect(await get(id)).toMatchObject({
      state: 'queued',
      approval: { decidedBy: 'user:default/bo' },
    });
  });

  it('satisfy each rule by somebody of its own', async () => {
    const id = await waiting([
      { name: 'a', approvers: ['group:default/approvers'], decisions: 1 },
      { name: 'b', approvers: ['group:default/security'], decisions: 1 },
    ]);
    await decide(id, yes, amira);
    expect(await outcome(decide(id, yes, bo))).toMatch(/security/);
    await decide(id, yes, carl);
    expect((await get(id)).state).toBe('queued');
  });

  it('come out as one of two when two are made at once', async () => {
    const id = await waiting();
    const [first, second] = await Promise.all([
      outcome(decide(id, yes, amira)),
      outcome(decide(id, no, bo)),
    ]);
    expect([first, second].sort()[1]).toBe('done');
    const { state, approval, events } = await get(id);
    expect(approval!.decidedBy).toBe(
      state === 'queued' ? 'user:default/amira' : 'user:default/bo',
    );
    expect(
      events.filter(one => ['approved', 'rejected'].includes(one.type)),
    ).toHaveLength(1);
  });

  it('count both of two people who agree at once', async () => {
    const id = await waiting([
      { name: 'a', approvers: ['group:default/approvers'], decisions: 2 },
    ]);
    await Promise.all([decide(id, yes, amira), decide(id, yes, bo)]);
    const { state, approval } = await get(id);
    expect(state).toBe('queued');
    expect(approval!.consents.map(one => one.by).sort()).toEqual([
      'user:default/amira',
      'user:default/bo',
    ]);
  });

  it('and the end of the time to decide do not both happen', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await waiting();
      const { approval } = await get(id);
      // over between the look of the job and the decision
      await test
        .knex('infra_operations')
        .where({ id })
        .update({
          approval: JSON.stringify({
            ...approval,
            deadline: new Date(Date.now() + 5 * (round - 2)).toISOString(),
          }),
        });
      await Promise.all([
        outcome(decide(id, no, amira)),
        test.operations.expireOverdue(),
      ]);
      await test.operations.expireOverdue();
      const { state, events } = await get(id);
      expect(
        events.filter(one => ['rejected', 'expired'].includes(one.type)),
      ).toEqual([expect.objectContaining({ type: state })]);
    }
  });

  it('are too late after the deadline, before any job has looked', async () => {
    const id = await waiting();
    const { approval } = await get(id);
    await test
      .knex('infra_operations')
      .where({ id })
      .update({
        approval: JSON.stringify({
          ...approval,
          deadline: new Date(Date.now() - 1).toISOString(),
        }),
      });
    expect(await outcome(decide(id, yes, amira))).toMatch(/time to decide/);
  });

  it('wait for the answer to what was asked, and go on', async () => {
    const id = await waiting();
    test.sent.length = 0;
    await test.operations.ask(id, 'For how long?', amira);
    expect(test.sent.at(-1)).toMatchObject({
      recipients: { entityRef: ['user:default/dana'] },
      payload: {
        title: expect.stringContaining('A question for you'),
        description: 'Asked: For how long?',
      },
    });
    expect((await get(id)).actions).toContain('answer');
    await test.operations.answer(id, 'Until May', test.dana);

    const { approval, actions, state } = await get(id);
    expect(state).toBe('pending_approval');
    expect(actions).not.toContain('answer');
    expect(approval!.questions).toMatchObject([
      {
        by: 'user:default/amira',
        text: 'For how long?',
        answer: { by: 'user:default/dana', text: 'Until May' },
      },
    ]);
    expect(test.sent.at(-1)).toMatchObject({
      recipients: { entityRef: ['user:default/amira'] },
    });
    expect(await outcome(test.operations.answer(id, 'More', test.dana))).toBe(
      'Nothing was asked that is not answered yet',
    );
    await decide(id, yes, amira);
    expect((await get(id)).state).toBe('queued');
  });

  it('can be handed to somebody outside of the group', async () => {
    const id = await waiting([
      { name: 'a', approvers: ['group:default/approvers'], decisions: 1 },
    ]);
    expect(await outcome(decide(id, yes, carl))).toMatch(/do not belong/);
    await test.operations.delegate(
      id,
      { to: 'user:default/carl', comment: 'You know them' },
      amira,
    );
    expect(test.sent.at(-1)).toMatchObject({
      recipients: { entityRef: ['user:default/carl'] },
    });
    await decide(id, yes, carl);
    expect((await get(id)).state).toBe('queued');
  });

  it('give back what was held when it is rejected', async () => {
    const { id } = await test.submit('gpu.request', {
      project: 'payments-dev',
      name: 'train-1',
      model: 'a100',
      count: 1,
      days: 3,
      purpose: 'Train the ranking',
      image: 'baseos',
      sshPublicKey:
        'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE0 test@example',
    });
    expect(await test.reserved()).toHaveLength(1);
    await test.operations.ask(id, 'Which one?', amira);
    expect(await test.reserved()).toHaveLength(1);
    await decide(id, no, amira);
    expect(await test.reserved()).toHaveLength(0);
  });
});
