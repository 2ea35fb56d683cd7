/* eslint-disable jest/no-export, jest/no-conditional-expect -- tests that provider modules run from here, on rows with optional parts */
import {
  hostCapacitySchema,
  INSTANCE_STATUSES,
  MACHINE_STATUSES,
  RESOURCE_KINDS,
  resourceVectorSchema,
  SCALAR_DIMENSIONS,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '../provider/InventoryReader';
import {
  ABSENT_ID,
  expectPresentable,
  failureOf,
  patient,
  readAll,
  type ContractContext,
} from './support';

function amounts(vector: ResourceVector): Record<string, number> {
  return {
    ...Object.fromEntries(SCALAR_DIMENSIONS.map(name => [name, vector[name]])),
    ...vector.gpus,
  };
}

const sumOf = (numbers: number[]) =>
  numbers.reduce((sum, number) => sum + number, 0);

function expectSound(item: InventoryItem): void {
  expect(item.externalId).toBeTruthy();
  expect(typeof item.name).toBe('string');
  expect(item.status).toMatch(/^[a-z][a-z0-9_-]*$/);
  expect(JSON.parse(JSON.stringify(item.attributes))).toEqual(item.attributes);
  if (item.createdAt !== undefined) {
    expect(item.createdAt).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    );
  }
  if (item.vector) {
    resourceVectorSchema.parse(item.vector);
    Object.values(amounts(item.vector)).forEach(amount =>
      expect(amount).toBeGreaterThanOrEqual(0),
    );
  }
}

/** Tests of the `InventoryReader`. */
export function describeInventory(context: ContractContext): void {
  const { options, provider } = context;

  describe('inventory', () => {
    const kinds = () => provider().inventory.kinds;

    it('has the kinds that are declared, each once', () => {
      expect([...kinds()].sort()).toEqual([...options.kinds].sort());
    });

    it.each(RESOURCE_KINDS)('yields sound rows of kind %s', async kind => {
      const items = await readAll(provider(), kind);
      if (!kinds().includes(kind)) {
        expect(items).toEqual([]);
      }
      items.forEach(item => {
        expect(item.kind).toBe(kind);
        expectSound(item);
      });
      const ids = items.map(item => item.externalId);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('reads the same twice while nothing happens', async () => {
      for (const kind of ['flavor', 'image', 'project'] as const) {
        const first = await readAll(provider(), kind);
        expect(await readAll(provider(), kind)).toEqual(first);
      }
    });

    it('reads single objects as it lists them', async () => {
      for (const kind of kinds()) {
        const [listed] = await readAll(provider(), kind);
        if (listed) {
          const single = await provider().inventory.get(
            kind,
            listed.externalId,
            patient(),
          );
          expect(single).toEqual(listed);
        }
      }
    });

    it('knows nothing of objects that are not there', async () => {
      for (const kind of kinds()) {
        await expect(
          provider().inventory.get(
            kind,
            options.absentId ?? ABSENT_ID,
            patient(),
          ),
        ).resolves.toBeUndefined();
      }
    });

    for (const kind of options.empty ?? []) {
      it(`yields no rows of kind ${kind} here`, async () => {
        expect(await readAll(provider(), kind)).toEqual([]);
      });
    }

    if (
      options.kinds.includes('machine') &&
      !options.empty?.includes('machine')
    ) {
      it('gives machines a known status, hardware, and what others know them by', async () => {
        const machines = await readAll(provider(), 'machine');
        expect(machines.length).toBeGreaterThan(0);
        const uuids: unknown[] = [];
        for (const machine of machines) {
          expect(MACHINE_STATUSES).toContain(machine.status);
          const { systemUuid, macs, gpus } = machine.attributes;
          if (systemUuid !== undefined) {
            uuids.push(systemUuid);
          }
          expect(Array.isArray(macs ?? [])).toBe(true);
          const cards = Array.isArray(gpus) ? gpus.length : 0;
          expect(sumOf(Object.values(machine.vector?.gpus ?? {}))).toBe(cards);
        }
        expect(new Set(uuids).size).toBe(uuids.length);
        expect(
          machines.filter(machine => (machine.vector?.vcpus ?? 0) > 0).length,
        ).toBeGreaterThan(0);
      });
    }

    it('gives instances a known status and a host that is listed', async () => {
      const hosts = new Set(
        (await readAll(provider(), 'hypervisor')).map(host => host.externalId),
      );
      const instances = await readAll(provider(), 'instance');
      instances.forEach(instance => {
        expect(INSTANCE_STATUSES).toContain(instance.status);
        expect(instance.projectExternalId).toBeTruthy();
        if (instance.hostExternalId !== undefined) {
          expect(hosts).toContain(instance.hostExternalId);
        }
      });
    });

    it('gives hosts a capacity that adds up', async () => {
      const hosts = [
        ...(await readAll(provider(), 'hypervisor')),
        ...(await readAll(provider(), 'storage')),
      ];
      expect(hosts.filter(host => host.capacity).length > 0).toBe(
        options.kinds.includes('hypervisor'),
      );
      hosts.forEach(host => {
        if (!host.capacity) {
          return;
        }
        const capacity = hostCapacitySchema.parse(host.capacity);
        const total = amounts(capacity.total);
        const reserved = amounts(capacity.reserved);
        const deliverable = amounts(capacity.deliverable);
        const allocated = amounts(capacity.allocated);
        for (const part of Object.keys(total)) {
          expect(reserved[part] ?? 0).toBeGreaterThanOrEqual(0);
          expect(reserved[part] ?? 0).toBeLessThanOrEqual(total[part]);
          expect(deliverable[part] ?? 0).toBeGreaterThanOrEqual(0);
          expect(allocated[part] ?? 0).toBeGreaterThanOrEqual(0);
        }
        // nothing can be allocated of what the host does not have
        for (const part of Object.keys(allocated)) {
          expect(total).toHaveProperty(part);
        }
      });
    });

    it('stops when it is told to', async () => {
      const controller = new AbortController();
      controller.abort();
      for (const kind of kinds()) {
        const pages = provider().inventory.pages(kind, {
          signal: controller.signal,
        });
        const error = await failureOf(
          (async () => {
            for await (const page of pages) {
              expect(page).toBeDefined();
            }
          })(),
        );
        expect(error.kind).toBe('aborted');
        expectPresentable(error, options);
      }
    });
  });
}
