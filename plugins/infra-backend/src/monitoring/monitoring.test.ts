import { gunzipSync } from 'node:zlib';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import {
  callerOf,
  createTestServices,
} from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';
import { FakeProvider } from '../__testUtils__/FakeProvider';

const databases = createTestDatabases();
const rui = callerOf('rui', 'platform');
const TENANT = 'tenant-1';

const vm = (
  n: number,
  changes: Partial<InventoryItem> = {},
): InventoryItem => ({
  kind: 'instance',
  externalId: `vm-${n}`,
  name: `api-${n}`,
  status: 'active',
  projectExternalId: n % 2 === 0 ? TENANT : 'other',
  attributes: { addresses: [`10.0.0.${n}`] },
  ...changes,
});

describe.each(databases.eachSupportedId())('discovery (%s)', engine => {
  let knex: Knex;
  let test: Awaited<ReturnType<typeof createTestServices>>;

  beforeEach(async () => {
    knex = await databases.init(engine);
    const provider = new FakeProvider().seed();
    provider.rows.set('instance', [vm(1), vm(2), vm(3), vm(4)]);
    test = await createTestServices(knex, { provider });
    const { projects } = test.services.stores;
    await knex.transaction(tx =>
      projects.insert(
        {
          ...{ name: 'payments-dev', description: '', environment: 'dev' },
          ...{ owner: 'group:default/payments', state: 'active' },
          quota: {
            vcpus: 1,
            memoryBytes: 1,
            storageBytes: 1,
            instances: 1,
            gpus: {},
          },
          operationId: null,
          createdAt: '2026-01-05T10:00:00.000Z',
        },
        tx,
      ),
    );
    await projects.bind('payments-dev', {
      provider: provider.id,
      externalId: TENANT,
      networkExternalId: null,
    });
  });

  const monitoring = () => test.services.guarded.monitoring;
  const secretFor = async (scope: string) =>
    (await monitoring().createToken({ scope, name: 'One' }, rui)).secret;
  async function read(secret: string | undefined, scope: string) {
    const { gzipped, etag } = await test.services.targets.read(secret, scope);
    const groups: Array<{ targets: string[]; labels: Record<string, string> }> =
      JSON.parse(gunzipSync(gzipped).toString());
    return { etag, names: groups.map(one => one.labels.name), groups };
  }
  const audited = () =>
    knex('infra_audit_pending')
      .orderBy('id')
      .select('action', 'target', 'data');

  it('says nothing before everything was read once, and everything after', async () => {
    const secret = await secretFor('estate');
    await expect(read(secret, 'estate')).rejects.toThrow(/was never read/);
    await test.syncNow();
    const { names } = await read(secret, 'estate');
    expect(names).toEqual(['api-1', 'api-2', 'api-3', 'api-4']);
  });

  it('tells of a project what is in it, and of whom it is', async () => {
    await test.syncNow();
    const scope = 'project:payments-dev';
    const { names, groups } = await read(await secretFor(scope), scope);
    expect(names).toEqual(['api-2', 'api-4']);
    expect(groups[0].labels).toMatchObject({
      team: 'payments',
      environment: 'dev',
    });
  });

  it('keeps the targets of a provider that is away or that has lost everything', async () => {
    const secret = await secretFor('estate');
    await test.syncNow();
    const before = await read(secret, 'estate');
    test.provider.failing.set('instance', 1);
    await test.syncNow();
    expect(await read(secret, 'estate')).toEqual(before);
    test.provider.failing.clear();
    test.provider.rows.set('instance', []);
    await test.syncNow();
    expect(await read(secret, 'estate')).toEqual(before);
  });

  it('has another mark when something has changed, and the same when nothing has', async () => {
    const secret = await secretFor('estate');
    await test.syncNow();
    const first = await read(secret, 'estate');
    await test.syncNow();
    expect((await read(secret, 'estate')).etag).toBe(first.etag);
    test.provider.rows.set('instance', [
      ...[vm(1), vm(2, { status: 'stopped' }), vm(3), vm(4), vm(5)],
    ]);
    await test.syncNow();
    const { etag, names } = await read(secret, 'estate');
    expect(etag).not.toBe(first.etag);
    expect(names).toEqual(['api-1', 'api-3', 'api-4', 'api-5']);
    expect(await monitoring().discovery('estate', rui)).toMatchObject({
      targets: 4,
      notRunning: { count: 1, some: [{ name: 'api-2' }] },
      waitingFor: [],
    });
  });

  it('needs a token of the scope, which is kept as a hash only', async () => {
    await test.syncNow();
    const secret = await secretFor('project:payments-dev');
    for (const wrong of [undefined, '', 'isd_none', secret]) {
      await expect(read(wrong, 'estate')).rejects.toThrow(
        /needs a discovery token/,
      );
    }
    const rows = JSON.stringify([
      await knex('infra_discovery_tokens').select(),
      await audited(),
    ]);
    expect(rows).not.toContain(secret);
  });

  it('ends with the token, and both its ends are on record', async () => {
    await test.syncNow();
    const { token, secret } = await monitoring().createToken(
      { scope: 'estate', name: 'Prometheus of eu1' },
      rui,
    );
    await read(secret, 'estate');
    const [listed] = (await monitoring().tokens(rui)).items;
    expect(listed).toMatchObject({ id: token.id, name: 'Prometheus of eu1' });
    expect(listed.lastUsedAt).toMatch(/:00\.000Z$/);
    await monitoring().revokeToken(token.id, rui);
    await expect(read(secret, 'estate')).rejects.toThrow(/discovery token/);
    await expect(monitoring().revokeToken(token.id, rui)).rejects.toThrow(
      /There is no discovery token/,
    );
    const entries = (await audited()).filter(one =>
      one.action.startsWith('discovery-'),
    );
    expect(entries.map(one => [one.action, one.target])).toEqual([
      ['discovery-grant', token.id],
      ['discovery-revoke', token.id],
    ]);
  });

  it('does not let the token of a project into a later one of the same name', async () => {
    await test.syncNow();
    const scope = 'project:payments-dev';
    const secret = await secretFor(scope);
    await knex('infra_projects').update({
      created_at: '2099-01-01T00:00:00.000Z',
    });
    await expect(read(secret, scope)).rejects.toThrow(/same name/);
  });

  it('has no tokens for a project that is not there, and not too many', async () => {
    await expect(secretFor('project:none')).rejects.toThrow(
      'There is no project "none"',
    );
    for (let n = 0; n < 20; n++) {
      await secretFor('estate');
    }
    await expect(secretFor('estate')).rejects.toThrow(/20 tokens/);
    await secretFor('project:payments-dev');
  });
});
