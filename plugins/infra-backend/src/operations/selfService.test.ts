import type { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  callerOf,
  createTestServices,
} from '../__testUtils__/createTestServices';

const databases = createTestDatabases();
const dana = callerOf('dana', 'payments');

const REQUEST = {
  type: 'project.create',
  input: {
    team: 'group:default/payments',
    environment: 'dev',
    provider: 'fake-1',
  },
};
const SENTENCE =
  'Fake 1 is operated by the SREs alone: ask them, or take another provider.';

/** Everything, but for acting for others, where that is said. */
const permissionsOf = (isSre: boolean): PermissionsService => ({
  authorize: async requests =>
    requests.map(({ permission }) => ({
      result:
        permission.name === 'infra.project.manage-all' && !isSre
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    })),
  authorizeConditional: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
});

describe('a provider at which people do not help themselves', () => {
  async function setUp(options: { isSre: boolean; selfService?: boolean }) {
    const knex = await databases.init('SQLITE_3');
    const { services, provider, syncNow } = await createTestServices(knex, {
      permissions: permissionsOf(options.isSre),
    });
    provider.selfService = options.selfService ?? false;
    await syncNow();
    const { operations, inventory } = services.guarded;
    return { operations, inventory, knex, title: provider.title };
  }

  it('refuses everybody but the SREs, whether it is checked or asked for', async () => {
    const { operations, inventory, knex, title } = await setUp({
      isSre: false,
    });
    const sentence = SENTENCE.replace('Fake 1', title);
    const { problems } = await operations.check(REQUEST, dana);
    expect(problems).toEqual([
      { field: null, message: sentence, class: 'policy' },
    ]);
    await expect(operations.submit(REQUEST, dana)).rejects.toThrow(sentence);
    expect(await knex('infra_operations').select()).toEqual([]);
    expect(await inventory.providers(dana)).toMatchObject([
      { id: 'fake-1', selfService: false },
    ]);
  });

  it('takes what an SRE asks for', async () => {
    const { operations, inventory } = await setUp({ isSre: true });
    expect((await operations.check(REQUEST, dana)).problems).toEqual([]);
    expect(await inventory.providers(dana)).toMatchObject([
      { selfService: true },
    ]);
  });

  it('is none where nothing is said', async () => {
    const { operations } = await setUp({ isSre: false, selfService: true });
    expect((await operations.check(REQUEST, dana)).problems).toEqual([]);
  });
});
