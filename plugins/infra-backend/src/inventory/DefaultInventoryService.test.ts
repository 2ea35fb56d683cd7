import type { Resource } from '@ironstage/plugin-infra-common';
import type { AuditEntry } from '../audit/AuditLog';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { AuthorizedInventoryService } from './AuthorizedInventoryService';
import { DefaultInventoryService } from './DefaultInventoryService';

const caller = { ref: 'user:default/rui', door: 'cli' } as Caller;
const query = { format: 'csv', sort: 'name', kind: ['instance'] } as const;

describe('exports', () => {
  const mine: Visibility = { column: 'owner', values: ['group:default/a'] };

  function setUp() {
    const happened: unknown[] = [];
    const service = new DefaultInventoryService({
      audit: {
        append: async (entry: AuditEntry) => happened.push(entry),
      },
      inventory: {
        async *pages(asked: object, visibility: Visibility) {
          happened.push([asked, visibility]);
          yield [] as Resource[];
        },
      },
    } as unknown as ConstructorParameters<typeof DefaultInventoryService>[0]);
    const gatekeeper = { visibleResources: async () => mine };
    return {
      happened,
      guarded: new AuthorizedInventoryService(
        service,
        gatekeeper as unknown as Gatekeeper,
      ),
    };
  }

  it('are put down before the first row is read, which is one that the caller may see', async () => {
    const { happened, guarded } = setUp();
    const pages = await guarded.export(
      { ...query, kind: ['instance'] },
      caller,
    );
    const entry = {
      actor: 'user:default/rui',
      door: 'cli',
      action: 'inventory-export',
      target: 'inventory',
      outcome: 'succeeded',
      data: query,
    };
    expect(happened).toEqual([entry]);

    for await (const rows of pages) {
      expect(rows).toEqual([]);
    }
    expect(happened).toEqual([
      entry,
      [{ sort: 'name', kind: ['instance'] }, mine],
    ]);
  });
});
