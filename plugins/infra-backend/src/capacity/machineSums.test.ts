import {
  MACHINE_GROUPINGS,
  MACHINE_STANDINGS,
  MACHINE_STATUSES,
  vector,
} from '@ironstage/plugin-infra-common';
import fc from 'fast-check';
import type { MachineRow } from '../inventory/HardwareRows';
import { machineRole } from './machineRole';
import { machineSums, standingOf } from './machineSums';

const machine = fc.record<MachineRow>({
  ref: fc.uuid(),
  name: fc.string({ minLength: 1, maxLength: 5 }),
  provider: fc.constantFrom('maas-1', 'os-1'),
  site: fc.constantFrom('eu1', 'eu2', null),
  zone: fc.constant(null),
  status: fc.constantFrom(...MACHINE_STATUSES, 'something else'),
  vector: fc.option(
    fc
      .record({
        vcpus: fc.nat(128),
        gpus: fc.dictionary(fc.constantFrom('a100', 'h100'), fc.nat(8)),
      })
      .map(vector),
  ),
  role: fc.constantFrom('compute', 'gpu', null),
  pool: fc.constantFrom('default', 'lab', null),
  tags: fc.constant([]),
});

describe('machineSums', () => {
  it('counts each machine once where it stands, by whatever it is counted', () => {
    fc.assert(
      fc.property(
        fc.array(machine),
        fc.constantFrom(...MACHINE_GROUPINGS),
        (machines, by) => {
          const sums = machineSums(machines, { by });
          expect(sums.overall.total).toBe(machines.length);
          for (const standing of MACHINE_STANDINGS) {
            expect(sums.overall.counts[standing]).toBe(
              machines.filter(one => standingOf(one.status) === standing)
                .length,
            );
          }
          for (const { value, total, counts, hardware } of sums.groups) {
            const own = machines.filter(one => {
              const gpus = Object.entries(one.vector?.gpus ?? {})
                .filter(([, count]) => count > 0)
                .map(([model]) => model);
              if (by !== 'gpu') {
                return one[by] === value;
              }
              return value === null ? gpus.length === 0 : gpus.includes(value);
            });
            expect(total).toBe(own.length);
            expect(
              Object.values(counts).reduce((sum, one) => sum + one, 0),
            ).toBe(total);
            expect(hardware.total.vcpus).toBe(
              own.reduce((sum, one) => sum + (one.vector?.vcpus ?? 0), 0),
            );
          }
          // a machine with cards of two models is in two groups
          const models = machines.map(
            one =>
              Object.values(one.vector?.gpus ?? {}).filter(count => count > 0)
                .length,
          );
          expect(sums.groups.reduce((sum, one) => sum + one.total, 0)).toBe(
            by === 'gpu'
              ? models.reduce((sum, one) => sum + Math.max(1, one), 0)
              : machines.length,
          );
        },
      ),
    );
  });

  it('names those that nobody has given a role, the first twenty', () => {
    const row = (index: number): MachineRow => ({
      ref: `machine:m/${index}`,
      name: `n${index}`,
      provider: 'm',
      site: null,
      zone: null,
      status: 'ready',
      vector: null,
      role: index % 2 ? 'gpu' : null,
      pool: null,
      tags: [],
    });
    const { withoutRole } = machineSums(
      Array.from({ length: 60 }, (_, index) => row(index)),
      { by: 'role' },
    );
    expect(withoutRole.total).toBe(30);
    expect(withoutRole.names).toHaveLength(20);
    expect(withoutRole.names[1]).toBe('n2');
  });
});

describe('machineRole', () => {
  const rules = [
    { role: 'storage', tags: ['ceph'], pools: [] },
    { role: 'gpu', tags: [], pools: ['gpu-pool'] },
  ];
  it.each([
    [{ role: 'compute', pool: null, tags: ['ceph'] }, 'storage'],
    [{ role: null, pool: 'gpu-pool', tags: [] }, 'gpu'],
    [{ role: 'compute', pool: 'default', tags: ['ssd'] }, 'compute'],
    [{ role: null, pool: null, tags: [] }, null],
  ])('of %j is %s: rules first, then what the provider says', (row, role) => {
    expect(machineRole(row, rules)).toBe(role);
  });
});
