import { TEST_SSH_KEY } from '../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../__testUtils__/createTestInstance';
import { createTestDatabases } from '../__testUtils__/databases';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('QuotaWarner (%s)', engine => {
  let test: TestInstance;
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
    test.sent.length = 0;
  });
  afterEach(() => test.runner.stop());

  const allow = async (instances: number) => {
    const { projects } = test.services.stores;
    const { quota } = (await projects.find('payments-dev'))!;
    await projects.setQuota('payments-dev', { ...quota, instances });
  };
  const look = async () => {
    test.sent.length = 0;
    await test.services.jobs.quotas.run();
    return test.sent
      .filter(one => one.payload.topic === 'infra-quotas')
      .map(one => one.payload.title);
  };

  it('tells the team once for each threshold that is crossed', async () => {
    expect(await look()).toEqual([]);
    await test.succeed('instance.create', {
      project: 'payments-dev',
      name: 'vm-2',
      flavor: 'small',
      image: 'baseos',
      sshPublicKey: TEST_SSH_KEY,
    });
    await allow(2.4);
    expect(await look()).toEqual([
      'payments-dev uses more than 80 % of its instances',
    ]);
    expect(test.sent[0].recipients).toEqual({
      type: 'entity',
      entityRef: 'group:default/payments',
    });
    expect(await look()).toEqual([]);
    await allow(2);
    expect(await look()).toEqual(['payments-dev has used up its instances']);
    expect(await look()).toEqual([]);
  });

  it('tells it again when there was room in between', async () => {
    await allow(1);
    expect(await look()).toHaveLength(1);
    await allow(5);
    expect(await look()).toEqual([]);
    await allow(1);
    expect(await look()).toHaveLength(1);
  });

  it('is told once when two replicas look at the same time', async () => {
    await allow(1);
    test.sent.length = 0;
    const { quotas } = test.services.jobs;
    await Promise.all([quotas.run(), quotas.run()]);
    expect(test.sent).toHaveLength(1);
  });
});
