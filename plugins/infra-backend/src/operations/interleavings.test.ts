import fc from 'fast-check';
import type { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  interleaving,
  OperationsModel,
} from '../__testUtils__/OperationsModel';
import { connectDatabase } from '../database/migrate';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('Operations (%s)', engine => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
  });

  it('keep to their states, whatever comes between whom', async () => {
    const run = fc.assert(
      fc.asyncProperty(
        fc.array(interleaving, { minLength: 4, maxLength: 24 }),
        async actions => {
          await knex('infra_operation_events').delete();
          await knex('infra_operation_steps').delete();
          await knex('infra_operations').delete();
          await knex('infra_reservations').delete();
          const model = new OperationsModel(knex);
          await model.act({ do: 'submit', waits: false });
          await model.check();
          for (const one of actions) {
            await model.act(one);
            await model.check();
          }
        },
      ),
      { numRuns: 120 },
    );
    await expect(run).resolves.toBeUndefined();
  });
});
