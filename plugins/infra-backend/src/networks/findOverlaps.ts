import { parseRange, type AddressRange } from './addressRange';

/** A range of addresses that somebody has. */
export interface Claim<T> {
  of: T;
  cidr: string;
}

type Known<T> = Claim<T> & { range: AddressRange };

const byFirst = <T>(a: Known<T>, b: Known<T>) => {
  if (a.range.version !== b.range.version) {
    return a.range.version - b.range.version;
  }
  if (a.range.first === b.range.first) {
    return 0;
  }
  return a.range.first < b.range.first ? -1 : 1;
};

/**
 * Pairs of claims that have an address in common.
 *
 * @param isMeant - whether two may have the same addresses on purpose
 */
export function* findOverlaps<T>(
  claims: Array<Claim<T>>,
  isMeant: (one: Claim<T>, other: Claim<T>) => boolean,
): Generator<[Claim<T>, Claim<T>]> {
  const sorted = claims
    .flatMap(claim => {
      const range = parseRange(claim.cidr);
      return range ? [{ ...claim, range }] : [];
    })
    .sort(byFirst);
  let open: Array<Known<T>> = [];
  for (const claim of sorted) {
    open = open.filter(
      ({ range }) =>
        range.version === claim.range.version &&
        range.last >= claim.range.first,
    );
    for (const other of open) {
      if (!isMeant(other, claim)) {
        yield [other, claim];
      }
    }
    open.push(claim);
  }
}
