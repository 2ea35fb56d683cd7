import fc from 'fast-check';
import type { EstateRow } from '../estate/EstateRow';
import { InstanceOrder } from './InstanceOrder';

const arbitraryRow = fc.record({
  ref: fc.uuid(),
  name: fc.constantFrom('a', 'b', 'web-1', 'web-10'),
  project: fc.constantFrom('x-dev', 'y-prod', null),
  provider: fc.constantFrom('os-1', 'os-2'),
  tenant: fc.constantFrom('t1', 't2', null),
}) as unknown as fc.Arbitrary<EstateRow>;

const orderOf = (row: EstateRow) =>
  [
    row.project ?? `\uffff${row.provider}\n${row.tenant}`,
    row.name,
    row.ref,
  ].join('\u0000');

it('has just those pages that a whole list in order has', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(arbitraryRow, { selector: row => row.ref }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      (rows, offset, limit) => {
        const whole = [...rows].sort((a, b) =>
          orderOf(a) < orderOf(b) ? -1 : 1,
        );
        const order = new InstanceOrder(new Set(rows));
        expect(order.page(offset, limit)).toEqual(
          whole.slice(offset, offset + limit),
        );
        const named = order.filter(row => row.name === 'a');
        expect(named.page(0, 5)).toEqual(
          whole.filter(row => row.name === 'a').slice(0, 5),
        );
      },
    ),
  );
});
