/* eslint-disable jest/no-export -- tests that provider modules run from here */
import type { InventoryItem } from '../provider/InventoryReader';
import type { GpuDevice } from '../provider/GpuReader';
import { patient, readAll, type ContractContext } from './support';

function countOf(item: InventoryItem): Record<string, number> {
  return item.kind === 'machine'
    ? item.vector?.gpus ?? {}
    : item.capacity?.total.gpus ?? {};
}

/** Tests of the `GpuReader`. */
export function describeGpus(context: ContractContext): void {
  const { options, provider } = context;

  describe('GPUs', () => {
    const read = async () => {
      const devices: GpuDevice[] = [];
      for await (const page of provider().gpus!.devices(patient())) {
        devices.push(...page);
      }
      return devices;
    };

    it('tells each card or slice once, on a host that is listed', async () => {
      const devices = await read();
      const ids = devices.map(one => one.externalId);
      expect(new Set(ids).size).toBe(ids.length);
      const hosts = new Set<string>();
      for (const kind of ['machine', 'hypervisor'] as const) {
        for (const item of await readAll(provider(), kind)) {
          hosts.add(`${kind} ${item.externalId}`);
        }
      }
      for (const device of devices) {
        expect(hosts).toContain(`${device.hostKind} ${device.hostExternalId}`);
        expect(options.kinds).toContain(device.hostKind);
        expect(device.model).toMatch(
          /^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9.-]*)?$/,
        );
        expect(device.total).toBeGreaterThan(0);
        expect(device.allocated ?? 0).toBeLessThanOrEqual(device.total);
        expect(device.vendorId ?? 'ffff').toMatch(/^[0-9a-f]{4}$/);
      }
    });

    it('counts as many of a model on a host as the inventory does', async () => {
      const sums = new Map<string, Record<string, number>>();
      for (const { hostKind, hostExternalId, model, total } of await read()) {
        const key = `${hostKind} ${hostExternalId}`;
        const sum = sums.get(key) ?? {};
        sums.set(key, { ...sum, [model]: (sum[model] ?? 0) + total });
      }
      for (const kind of ['machine', 'hypervisor'] as const) {
        for (const item of await readAll(provider(), kind)) {
          expect([
            item.name,
            sums.get(`${kind} ${item.externalId}`) ?? {},
          ]).toEqual([item.name, countOf(item)]);
        }
      }
    });
  });
}
