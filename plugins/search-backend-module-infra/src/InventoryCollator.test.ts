import type { Changes, Resource } from '@ironstage/plugin-infra-common';
import { InventoryCollator } from './InventoryCollator';

function row(parts: Partial<Resource>): Resource {
  const at = '2026-01-05T10:00:00.000Z';
  return {
    ref: 'hypervisor:os-eu1/1',
    kind: 'hypervisor',
    provider: 'os-eu1',
    externalId: '1',
    name: 'node-r1-01',
    status: 'up',
    site: 'eu1',
    zone: null,
    project: null,
    projectExternalId: null,
    owner: null,
    host: null,
    vector: null,
    capacity: null,
    attributes: {},
    createdAt: at,
    lastSeenAt: at,
    stale: false,
    leaseEndsAt: null,
    ...parts,
  };
}

const page = (parts: Partial<Changes>): Changes => ({
  cursor: 1,
  resources: [],
  removed: [],
  projects: [],
  complete: true,
  ...parts,
});

async function collect(...pages: Changes[]) {
  const read = jest.fn(async () => pages.shift() as Changes);
  const found: unknown[] = [];
  for await (const document of await new InventoryCollator({
    read,
  }).getCollator()) {
    found.push(document);
  }
  return { found, read };
}

describe('InventoryCollator', () => {
  it('hands over hosts by all they are known by, guarded each by its own row', async () => {
    const { found } = await collect(
      page({
        resources: [
          row({
            attributes: { serial: 'CZ1234', vendor: 'Dell', tags: ['gpu'] },
          }),
        ],
      }),
    );
    expect(found).toEqual([
      {
        title: 'node-r1-01',
        text: 'Hypervisor at os-eu1, site eu1 · CZ1234 · Dell · gpu',
        location:
          '/infra/inventory?kind=hypervisor&open=hypervisor%3Aos-eu1%2F1',
        kind: 'Hypervisor',
        authorization: { resourceRef: 'hypervisor:os-eu1/1' },
      },
    ]);
  });

  it('reads the feed to its end and leaves out what was removed and what the catalog has', async () => {
    const { found, read } = await collect(
      page({
        cursor: 7,
        complete: false,
        resources: [
          row({}),
          row({ ref: 'instance:os-eu1/2', kind: 'instance' }),
        ],
      }),
      page({ cursor: 9, removed: ['hypervisor:os-eu1/1'] }),
    );
    expect(found).toEqual([]);
    expect(read).toHaveBeenLastCalledWith(7, expect.any(AbortSignal));
  });
});
