import { vmidCandidates } from './VmidSequence';

const range = { from: 10_000, to: 999_999 };

it('gives an operation the same ids every time, and another operation others', () => {
  const first = vmidCandidates('op-a', range);
  expect(vmidCandidates('op-a', range)).toEqual(first);
  expect(vmidCandidates('op-b', range)).not.toEqual(first);
  expect(new Set(first).size).toBe(first.length);
});

it('stays within the range, at its ends as well', () => {
  const small = { from: 100, to: 199 };
  const ids = Array.from({ length: 500 }, (_, i) =>
    vmidCandidates(`op-${i}`, small),
  ).flat();
  expect(Math.min(...ids)).toBe(100);
  expect(Math.max(...ids)).toBe(199);
});

it('spreads a thousand operations so that few meet', () => {
  const firsts = Array.from(
    { length: 1000 },
    (_, i) => vmidCandidates(`op-${i}`, range)[0],
  );
  expect(new Set(firsts).size).toBeGreaterThan(990);
});
