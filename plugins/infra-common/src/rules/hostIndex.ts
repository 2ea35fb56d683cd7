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

/**
 * Chooses among matches: those by the most trusted fact, as long as they are one host among themselves.
 * @public
 */
export function chooseHost<T>(
  matches: readonly HostMatch<T>[],
  factsOf: (item: T) => HostFacts,
): HostChoice<T> {
  const same = matches.filter(({ verdict }) => verdict.verdict === 'same');
  if (same.length === 0) {
    return { certain: [], uncertain: [...matches] };
  }
  const best = Math.min(...same.map(rank));
  const [first, ...others] = same.filter(one => rank(one) === best);
  const isFirst = (one: HostMatch<T>) =>
    sameHost(factsOf(first.item), factsOf(one.item)).verdict === 'same';
  if (!others.every(isFirst)) {
    return { certain: [], uncertain: [first, ...others] };
  }
  const rest = same.filter(one => rank(one) !== best);
  return {
    certain: [first, ...others, ...rest.filter(isFirst)],
    uncertain: rest.filter(one => !isFirst(one)),
  };
}

/** A machine and a host of instances that are one, or may be. @public */
export interface HostJoin<M, H> {
  machine: M;
  host: H;
  verdict: HostVerdict;
  /** false when somebody has to look which it is */
  certain: boolean;
}

/**
 * Joins machines with the hosts of instances that run on them.
 * @public
 */
export function joinHosts<M, H>(
  machines: Iterable<M>,
  hosts: Iterable<H>,
  machineFacts: (machine: M) => HostFacts,
  hostFacts: (host: H) => HostFacts,
): HostJoin<M, H>[] {
  const index = new HostIndex(machines, machineFacts);
  const hostsOf = new Map<M, HostMatch<H>[]>();
  const doubtful: HostJoin<M, H>[] = [];
  for (const host of hosts) {
    const found = chooseHost(index.find(hostFacts(host)), machineFacts);
    for (const { item, verdict } of found.certain) {
      const known = hostsOf.get(item);
      if (known) {
        known.push({ item: host, verdict });
      } else {
        hostsOf.set(item, [{ item: host, verdict }]);
      }
    }
    for (const { item, verdict } of found.uncertain) {
      doubtful.push({ machine: item, host, verdict, certain: false });
    }
  }
  const joins = [...hostsOf].flatMap(([machine, matches]) => {
    // a machine is one host: two that it could be are a doubt, too
    const { certain, uncertain } = chooseHost(matches, hostFacts);
    const join = (isCertain: boolean) => (match: HostMatch<H>) => ({
      machine,
      host: match.item,
      verdict: match.verdict,
      certain: isCertain,
    });
    return [...certain.map(join(true)), ...uncertain.map(join(false))];
  });
  return [...joins, ...doubtful];
}
