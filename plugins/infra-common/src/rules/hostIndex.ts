import {
  HOST_FACTS,
  isEverybodysName,
  isOwnAddress,
  knownMac,
  knownSerial,
  knownSystemUuid,
  sameHost,
  swappedSystemUuid,
  type HostFacts,
  type HostVerdict,
} from './hostIdentity';

/** Something that is, or may be, the host that was described. @public */
export interface HostMatch<T> {
  item: T;
  /** `same`, or `unsure` with the fact that both have */
  verdict: HostVerdict;
}

/** Spellings under which two descriptions of one host meet: whatever makes `sameHost` say anything but no is here. */
function keysOf(facts: HostFacts): string[] {
  const keys: string[] = [];
  const add = (fact: string, value: string | undefined) => {
    if (value) {
      keys.push(`${fact} ${value}`);
    }
  };
  const uuid = knownSystemUuid(facts.systemUuid);
  const turned = uuid && swappedSystemUuid(uuid);
  add('uuid', uuid && turned && (uuid < turned ? uuid : turned));
  add('serial', knownSerial(facts.serial)?.toLowerCase());
  facts.macs?.forEach(mac => add('mac', knownMac(mac)));
  const addAddress = (fact: string, text: string) => {
    const address = text.trim().toLowerCase();
    add(fact, isOwnAddress(address) ? address : undefined);
  };
  addAddress('bmc', facts.bmcAddress ?? '');
  facts.addresses?.forEach(address => addAddress('address', address));
  const name = (facts.name ?? '').trim().toLowerCase();
  if (!isEverybodysName(name)) {
    add('name', name.split('.')[0]);
  }
  return keys;
}

/**
 * Finds hosts by what they are recognised by, without comparing each with each. It asks `sameHost` about
 * those that share a fact, so that both always say the same.
 * @public
 */
export class HostIndex<T> {
  readonly #byKey = new Map<string, T[]>();

  constructor(
    items: Iterable<T>,
    private readonly factsOf: (item: T) => HostFacts,
  ) {
    for (const item of items) {
      for (const key of keysOf(factsOf(item))) {
        const known = this.#byKey.get(key);
        if (known) {
          known.push(item);
        } else {
          this.#byKey.set(key, [item]);
        }
      }
    }
  }

  /** Everything that is the host described, or that may be. */
  find(facts: HostFacts): HostMatch<T>[] {
    const met = new Set(
      keysOf(facts).flatMap(key => this.#byKey.get(key) ?? []),
    );
    return [...met].flatMap(item => {
      const verdict = sameHost(facts, this.factsOf(item));
      return verdict.by && verdict.verdict !== 'different'
        ? [{ item, verdict }]
        : [];
    });
  }
}

const rank = ({ verdict }: HostMatch<unknown>) =>
  HOST_FACTS.indexOf(verdict.by!);

/** Which of several matches it is. @public */
export interface HostChoice<T> {
  /** what it is for certain; more than one only when they are one host themselves */
  certain: HostMatch<T>[];
  /** what it may be, when nobody can tell from here */
  uncertain: HostMatch<T>[];
}

/** How items are compared. @public */
export interface HostSource<T> {
  factsOf: (item: T) => HostFacts;
  /** id of whoever tells of it: one source has each host once, so two of one source are two hosts */
  sourceOf: (item: T) => string;
}

/**
 * Chooses among matches: those by the most trusted fact, as long as they are one host that several sources know.
 * @public
 */
export function chooseHost<T>(
  matches: readonly HostMatch<T>[],
  { factsOf, sourceOf }: HostSource<T>,
): HostChoice<T> {
  const same = matches.filter(({ verdict }) => verdict.verdict === 'same');
  if (same.length === 0) {
    return { certain: [], uncertain: [...matches] };
  }
  const areOne = ({ item: a }: HostMatch<T>, { item: b }: HostMatch<T>) =>
    sourceOf(a) !== sourceOf(b) &&
    sameHost(factsOf(a), factsOf(b)).verdict === 'same';
  const trust = Math.min(...same.map(rank));
  const best = same.filter(one => rank(one) === trust);
  const isClear = best.every((one, at) =>
    best.slice(at + 1).every(other => areOne(one, other)),
  );
  if (!isClear) {
    return { certain: [], uncertain: best };
  }
  const certain = [...best];
  const uncertain: HostMatch<T>[] = [];
  for (const one of same.filter(other => rank(other) !== trust)) {
    (certain.every(other => areOne(one, other)) ? certain : uncertain).push(
      one,
    );
  }
  return { certain, uncertain };
}

/** A machine and a host of instances that are one, or may be. @public */
export interface HostJoin<T> {
  machine: T;
  host: T;
  verdict: HostVerdict;
  /** false when somebody has to look which it is */
  certain: boolean;
}

/**
 * Joins machines with the hosts of instances that run on them.
 * @public
 */
export function joinHosts<T>(
  machines: Iterable<T>,
  hosts: Iterable<T>,
  source: HostSource<T>,
): HostJoin<T>[] {
  const index = new HostIndex(machines, source.factsOf);
  const hostsOf = new Map<T, HostMatch<T>[]>();
  const joins: HostJoin<T>[] = [];
  const join = (machine: T, host: T, verdict: HostVerdict, certain: boolean) =>
    joins.push({ machine, host, verdict, certain });
  for (const host of hosts) {
    const matches = index.find(source.factsOf(host));
    const { certain, uncertain } = chooseHost(matches, source);
    for (const { item, verdict } of certain) {
      const known = hostsOf.get(item) ?? [];
      hostsOf.set(item, [...known, { item: host, verdict }]);
    }
    uncertain.forEach(({ item, verdict }) => join(item, host, verdict, false));
  }
  for (const [machine, matches] of hostsOf) {
    // a machine is one host: two that it could be are a doubt, too
    const { certain, uncertain } = chooseHost(matches, source);
    certain.forEach(({ item, verdict }) => join(machine, item, verdict, true));
    uncertain.forEach(({ item, verdict }) =>
      join(machine, item, verdict, false),
    );
  }
  return joins;
}
