import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login } from '../../testing/client';
import { makeProject, type TestProject } from '../../testing/project';
import recorded from './__fixtures__/nova-26.2-keypairs.json';

/** Ids, times and addresses of one run differ from those of another. */
function comparable(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body ?? null), (key, value) => {
    if (['user_id', 'id', 'created_at'].includes(key)) {
      return typeof value;
    }
    return typeof value === 'string'
      ? value
          .replace(/for user \S+/, 'for user {user-id}')
          .replace(/^http.*\/v2\.1/, '{compute}')
      : value;
  });
}

describe('key pairs of Nova', () => {
  let estate: SimulatedEstate;
  let project: TestProject;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 2, instances: 0 });
    project = await makeProject(await login(estate.url));
  });
  afterAll(() => estate.stop());

  it('are answered for as recorded, one exchange after the other', async () => {
    const { client, id } = project;
    const limit = (count: number) =>
      client.nova('PUT', `/os-quota-sets/${id}`, {
        quota_set: { key_pairs: count },
      });
    for (const exchange of recorded) {
      await limit(exchange.when.includes('limit') ? 5 : 100);
      const answer = await client.nova(
        exchange.method,
        exchange.path,
        exchange.body,
        exchange.minor,
      );
      expect({
        when: exchange.when,
        status: answer.status,
        body: comparable(answer.body),
      }).toEqual({
        when: exchange.when,
        status: exchange.status,
        body: comparable(exchange.response),
      });
    }
  });
});
