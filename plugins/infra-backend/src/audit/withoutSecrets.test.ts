import fc from 'fast-check';
import { OPERATION_INPUTS } from '@ironstage/plugin-infra-common';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  callerOf,
  createTestServices,
  TEST_SSH_KEY,
} from '../__testUtils__/createTestServices';
import { withoutSecrets } from './withoutSecrets';

const CANARY = 'c4n4ryC4n4ryc4n4ry';

/** Texts with a secret in them, as people paste them into any field. */
const SECRETS = [
  `-----BEGIN OPENSSH PRIVATE KEY-----\n${CANARY}\n-----END OPENSSH PRIVATE KEY-----`,
  `-----BEGIN RSA PRIVATE KEY-----\n${CANARY}`,
  `eyJhbGciOiJIUzI1NiJ9.${CANARY}.${CANARY}`,
  `Bearer ${CANARY}`,
  `PVEAPIToken=root@pam!portal=${CANARY}`,
  `https://admin:${CANARY}@keystone.example.com/v3`,
  `password=${CANARY}`,
  `ghp_${CANARY}`,
];

/** Names under which secrets are sent, whatever they look like. */
const SECRET_NAMES = [
  'password',
  'adminPass',
  'secret',
  'clientSecret',
  'token',
  'accessToken',
  'apiKey',
  'api_key',
  'privateKey',
  'credentials',
  'authorization',
  'userData',
  'user_data',
  'cloudInit',
];

const arbitrarySecret = fc
  .tuple(fc.string({ maxLength: 8 }), fc.constantFrom(...SECRETS))
  .map(([before, secret]) => `${before} ${secret}`);

/** A field that has a secret in it or is called like one, with anything around and in between. */
const arbitraryLeak = fc.oneof(
  fc.tuple(fc.string(), arbitrarySecret),
  fc.tuple(fc.constantFrom(...SECRET_NAMES), fc.constant(CANARY)),
);

const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    arbitraryLeak.map(([name, value]) => ({ [name]: value })),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc
      .tuple(arbitraryLeak, fc.string(), tie('tree'))
      .map(([[name, value], key, inner]) => ({ [key]: inner, [name]: value })),
  ),
}));

it('takes every secret out of anything', () => {
  fc.assert(
    fc.property(tree, value => {
      expect(JSON.stringify(withoutSecrets(value))).not.toContain(CANARY);
    }),
  );
});

it('leaves what is no secret as it is', () => {
  const data = {
    type: 'instance.create',
    project: 'payments-dev',
    input: { sshPublicKey: TEST_SSH_KEY, flavor: 'small', days: 7, tags: [] },
    failure: null,
    url: 'https://keystone.example.com:5000/v3',
    name: 'secret-vm',
  };
  expect(withoutSecrets(data)).toEqual(data);
});

it('cuts what nobody reads to its end', () => {
  const cut = JSON.stringify(
    withoutSecrets({ text: 'x'.repeat(1e5), list: Array(1e4).fill(1) }),
  );
  expect(cut.length).toBeLessThan(5000);
  expect(cut).toContain('(100000 characters)');
});

describe('no row of the audit', () => {
  const databases = createTestDatabases();

  it('has a secret that was sent with a request of any type, in a field that there is or in none', async () => {
    const knex = await databases.init('SQLITE_3');
    const { services } = await createTestServices(knex);
    const caller = callerOf('dana', 'payments');
    const fields = Object.entries(OPERATION_INPUTS).flatMap(([type, schema]) =>
      Object.keys(schema.shape).map(field => [type, field] as const),
    );
    expect(fields.length).toBeGreaterThan(40);
    const sent = async (type: string, input: Record<string, unknown>) => {
      try {
        await services.guarded.operations.submit({ type, input }, caller);
      } catch {
        // most are refused, and that is audited too
      }
    };
    for (const [type, field] of fields) {
      await sent(type, { ref: 'instance:fake/1', [field]: `x ${SECRETS[0]}` });
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fields),
        arbitraryLeak,
        async ([type, field], [name, secret]) => {
          await sent(type, { [field]: secret, [name]: secret });
        },
      ),
      { numRuns: 200 },
    );
    const rows = await knex('infra_audit_pending').select();
    rows.push(...(await knex('infra_audit').select()));
    expect(rows.length).toBeGreaterThan(200);
    // the name of a field may be anything; what it was asked to be is not to be read
    expect(JSON.stringify(rows)).not.toContain(CANARY);
  });
});
