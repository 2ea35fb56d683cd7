import fc from 'fast-check';
import { parseRange } from './addressRange';
import { findOverlaps } from './findOverlaps';

it.each([
  ['10.0.0.7/24', 4, 0x0a000000n, 0x0a0000ffn],
  ['0.0.0.0/0', 4, 0n, 0xffffffffn],
  ['10.1.2.3/32', 4, 0x0a010203n, 0x0a010203n],
  ['::/0', 6, 0n, 2n ** 128n - 1n],
  [
    'fd00::1:0/112',
    6,
    0xfdn * 2n ** 120n + 0x10000n,
    0xfdn * 2n ** 120n + 0x1ffffn,
  ],
  ['::ffff:1.2.3.4/128', 6, 0xffff01020304n, 0xffff01020304n],
  [
    '1:2:3:4:5:6:7:8/128',
    6,
    0x00010002000300040005000600070008n,
    0x00010002000300040005000600070008n,
  ],
])('reads %p', (cidr, version, first, last) => {
  expect(parseRange(cidr)).toEqual({ version, first, last });
});

it.each([
  '',
  '10.0.0.0',
  '10.0.0.0/33',
  '10.0.0/24',
  '::/129',
  'x/8',
  '1.2.3.4/8/8',
  '1.2.3.4/-1',
])('takes %p for none', cidr => {
  expect(parseRange(cidr)).toBeUndefined();
});

it('finds the pairs that brute force finds, each once', () => {
  const cidr = fc
    .tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 26, max: 32 }))
    .map(([last, prefix]) => `10.0.0.${last}/${prefix}`);
  const six = fc
    .integer({ min: 120, max: 128 })
    .map(prefix => `::a00:${prefix % 7}/${prefix}`);
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 4, arbitrary: cidr }, six), {
        maxLength: 12,
      }),
      cidrs => {
        const claims = cidrs.map((one, of) => ({ of, cidr: one }));
        const key = (a: number, b: number) =>
          [a, b].sort((x, y) => x - y).join();
        const found = [
          ...findOverlaps(claims, (a, b) => (a.of + b.of) % 5 === 0),
        ].map(([a, b]) => key(a.of, b.of));
        const expected = claims.flatMap((a, at) =>
          claims.slice(at + 1).flatMap(b => {
            const [x, y] = [parseRange(a.cidr)!, parseRange(b.cidr)!];
            const isShared =
              x.version === y.version && x.first <= y.last && y.first <= x.last;
            return isShared && (a.of + b.of) % 5 !== 0 ? [key(a.of, b.of)] : [];
          }),
        );
        expect(found.sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 500 },
  );
});
