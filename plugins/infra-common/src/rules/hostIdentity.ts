/**
 * What a host or machine may be recognised by in clouds that do not know of each other. Whoever reads it passes
 * the values as its cloud spells them; what the firmware left blank identifies nothing and is ignored.
 * @public
 */
export interface HostFacts {
  systemUuid?: string;
  serial?: string;
  macs?: readonly string[];
  /** of the management controller */
  bmcAddress?: string;
  /** IP addresses of the host's own */
  addresses?: readonly string[];
  /** host name, with or without its domain */
  name?: string;
  site?: string;
}

/** Facts by which hosts are compared, the most trusted first. @public */
export const HOST_FACTS = [
  'systemUuid',
  'serial',
  'mac',
  'bmcAddress',
  'address',
  'name',
] as const;

/** {@inheritDoc HOST_FACTS} @public */
export type HostFact = (typeof HOST_FACTS)[number];

/** Whether two descriptions are of one host, and what tells. @public */
export interface HostVerdict {
  verdict: 'same' | 'different' | 'unsure';
  /** the fact that decided; undefined when there is none that both have */
  by?: HostFact;
  /** of `unsure`: the fact that speaks against it */
  against?: HostFact;
}

/** Texts that boards ship with where their maker was to write a number, without case and punctuation. */
const PLACEHOLDERS = new Set([
  'tobefilledbyoem',
  'defaultstring',
  'notspecified',
  'notavailable',
  'notapplicable',
  'notset',
  'noserial',
  'na',
  'none',
  'null',
  'nil',
  'oem',
  'empty',
  'invalid',
  'unknown',
  'undefined',
  'systemserialnumber',
  'chassisserialnumber',
  'boardserialnumber',
  'baseboardserialnumber',
  'serialnumber',
  'sernum',
  'nb1234567890',
]);

/** Digits in order are a sample; one character over and over is a blank. */
const SAMPLE = /^(0?123456789?0?\w?|(.)\2*)$/;

/**
 * System UUIDs that many boards share. Those of AMI's reference code and of Dell's systems without a service
 * tag are the known ones; a single byte repeated is a blank of any maker.
 */
const SHARED_UUIDS = new Set([
  '03000200-0400-0500-0006-000700080009',
  '12345678-1234-5678-90ab-cddeefaabbcc',
  '4c4c4544-0000-2010-8020-80c04f202020',
]);

/** The text, or undefined where a maker left one blank: `To be filled by O.E.M.`, `Default string`, `0123456789`. @public */
export function knownSerial(
  text: string | null | undefined,
): string | undefined {
  const trimmed = text?.trim() ?? '';
  const bare = trimmed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return bare === '' || PLACEHOLDERS.has(bare) || SAMPLE.test(bare)
    ? undefined
    : trimmed;
}

const dashed = (hex: string) =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/**
 * The same 16 bytes with the first three fields in the other byte order. SMBIOS before 2.6 did not say which
 * it is, so one board is `4c4c4544-…` to one tool and `44454c4c-…` to another (SMBIOS specification, 7.2.1).
 * @public
 */
export function swappedSystemUuid(uuid: string): string {
  const bytes = uuid.replace(/-/g, '').match(/../g) ?? [];
  const turned = (from: number, to: number) =>
    bytes.slice(from, to).reverse().join('');
  return dashed(
    turned(0, 4) + turned(4, 6) + turned(6, 8) + bytes.slice(8).join(''),
  );
}

/** Lower case with dashes; undefined for what is no UUID, blank, or shared by many boards. @public */
export function knownSystemUuid(
  text: string | null | undefined,
): string | undefined {
  const hex = (text ?? '').toLowerCase().replace(/[-{}\s]/g, '');
  if (!/^[0-9a-f]{32}$/.test(hex) || /^(..)\1*$/.test(hex)) {
    return undefined;
  }
  const uuid = dashed(hex);
  return SHARED_UUIDS.has(uuid) || SHARED_UUIDS.has(swappedSystemUuid(uuid))
    ? undefined
    : uuid;
}

/** `3C-EC-EF-…`, `3cec.ef…` → `3c:ec:ef:…`; undefined for what is no MAC address of one NIC. @public */
export function knownMac(text: string | null | undefined): string | undefined {
  const hex = (text ?? '').toLowerCase().replace(/[-:.\s]/g, '');
  // the lowest bit of the first byte is set in addresses of groups, all of them in that of everybody
  const usable =
    /^[0-9a-f][02468ace][0-9a-f]{10}$/.test(hex) && !/^0+$/.test(hex);
  return usable ? hex.match(/../g)!.join(':') : undefined;
}

/**
 * Whether a MAC address was made up where it is used: the USB NIC of many management controllers has the same
 * one in every server. Those that QEMU gives are made up as well, but of machines that stand for hardware.
 */
const isMadeUp = (mac: string) =>
  /^.[26ae]/.test(mac) && !mac.startsWith('52:54:00');

const known = <T>(values: ReadonlyArray<T | undefined>): T[] =>
  values.filter((value): value is T => value !== undefined);

/** Loopback and link-local addresses are everybody's. @internal */
export const isOwnAddress = (address: string) =>
  address !== '' &&
  !/^(127\.|0\.0\.0\.0$|169\.254\.|::1?$|fe80:)/i.test(address);

const EVERYBODYS_NAMES = new Set(['', 'localhost', 'localhost.localdomain']);

/** Whether a name tells no host from another. @internal */
export const isEverybodysName = (name: string) =>
  EVERYBODYS_NAMES.has(name.replace(/\.$/, ''));

type Answer = 'same' | 'different' | 'unsure' | undefined;

function compareMacs(a: HostFacts, b: HostFacts): Answer {
  const ours = new Set(known((a.macs ?? []).map(knownMac)));
  const theirs = known((b.macs ?? []).map(knownMac));
  const shared = theirs.filter(mac => ours.has(mac));
  if (shared.length > 0) {
    return shared.some(mac => !isMadeUp(mac)) ? 'same' : 'unsure';
  }
  return ours.size > 0 && theirs.length > 0 ? 'different' : undefined;
}

/** Private addresses and names are one host's within a site only. */
function withinSite(a: HostFacts, b: HostFacts): Answer {
  if (!a.site || !b.site) {
    return 'unsure';
  }
  return a.site === b.site ? 'same' : 'different';
}

function compareAddresses(
  a: HostFacts,
  b: HostFacts,
  of: (facts: HostFacts) => readonly string[],
): Answer {
  const usable = (facts: HostFacts) =>
    of(facts)
      .map(address => address.trim().toLowerCase())
      .filter(isOwnAddress);
  const ours = new Set(usable(a));
  const theirs = usable(b);
  if (theirs.some(address => ours.has(address))) {
    return withinSite(a, b);
  }
  return ours.size > 0 && theirs.length > 0 ? 'different' : undefined;
}

function compareNames(a: HostFacts, b: HostFacts): Answer {
  const [x, y] = [a, b].map(facts =>
    (facts.name ?? '').trim().toLowerCase().replace(/\.$/, ''),
  );
  if (isEverybodysName(x) || isEverybodysName(y)) {
    return undefined;
  }
  if (x.split('.')[0] !== y.split('.')[0]) {
    return 'different';
  }
  const domainsDiffer = x.includes('.') && y.includes('.') && x !== y;
  const answer = withinSite(a, b);
  return answer === 'same' && domainsDiffer ? 'unsure' : answer;
}

function compareText(
  x: string | undefined,
  y: string | undefined,
  equal: (x: string, y: string) => boolean,
): Answer {
  if (!x || !y) {
    return undefined;
  }
  return equal(x, y) ? 'same' : 'different';
}

const COMPARE: Record<HostFact, (a: HostFacts, b: HostFacts) => Answer> = {
  systemUuid: (a, b) =>
    compareText(
      knownSystemUuid(a.systemUuid),
      knownSystemUuid(b.systemUuid),
      (x, y) => x === y || x === swappedSystemUuid(y),
    ),
  serial: (a, b) =>
    compareText(
      knownSerial(a.serial)?.toLowerCase(),
      knownSerial(b.serial)?.toLowerCase(),
      (x, y) => x === y,
    ),
  mac: compareMacs,
  bmcAddress: (a, b) =>
    compareAddresses(a, b, facts =>
      facts.bmcAddress ? [facts.bmcAddress] : [],
    ),
  address: (a, b) => compareAddresses(a, b, facts => facts.addresses ?? []),
  name: compareNames,
};

/** Written into the hardware; of the others a difference says little, since addresses and names change. */
const HARD: readonly HostFact[] = ['systemUuid', 'serial'];

/**
 * Whether two descriptions are of one host. The most trusted fact that both have decides, unless another one
 * that is written into the hardware contradicts it: then nobody can tell from here, and nothing should be
 * done that would hurt if they were one.
 * @public
 */
export function sameHost(a: HostFacts, b: HostFacts): HostVerdict {
  const answers = HOST_FACTS.flatMap(fact => {
    const answer = COMPARE[fact](a, b);
    return answer ? [{ fact, answer }] : [];
  });
  const hard = answers.filter(
    ({ fact, answer }) =>
      HARD.includes(fact) || (fact === 'mac' && answer === 'same'),
  );
  const contradiction = hard.find(({ answer }) => answer !== hard[0].answer);
  if (contradiction) {
    return {
      verdict: 'unsure',
      by: hard[0].fact,
      against: contradiction.fact,
    };
  }
  const decided =
    hard[0] ??
    answers.find(({ answer }) => answer === 'same') ??
    answers.find(({ answer }) => answer === 'unsure') ??
    answers[0];
  return decided
    ? { verdict: decided.answer as HostVerdict['verdict'], by: decided.fact }
    : { verdict: 'unsure' };
}
