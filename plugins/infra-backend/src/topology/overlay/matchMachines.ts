import {
  chooseHost,
  HostIndex,
  type HostFacts,
  type HostJoin,
  type OverlayProblem,
} from '@ironstage/plugin-infra-common';
import { HOST_SOURCE, type EstateRow } from '../estate/EstateRow';
import type { Overlay, OverlayMachine } from './overlaySchema';

/** Lines that fit nothing, told at most; whoever sees so many has not read the providers yet. */
const MOST = 20;

function describe({ match }: OverlayMachine): string {
  return Object.entries(match)
    .map(([fact, value]) => `${fact} ${value}`)
    .join(', ');
}

/** Site of what is said about a machine: its own, or that of its rack. */
export function siteOf(
  { rack, site }: OverlayMachine,
  racks: Overlay['racks'],
): string | undefined {
  return site ?? racks.find(({ name }) => name === rack)?.site;
}

function entryFacts(entry: OverlayMachine, racks: Overlay['racks']): HostFacts {
  const { name, serial, systemUuid, mac, bmc } = entry.match;
  return {
    name,
    serial,
    systemUuid,
    macs: mac ? [mac] : [],
    bmcAddress: bmc,
    site: siteOf(entry, racks),
  };
}

/**
 * Which machines the overlay speaks of, and which hosts whose machine no provider has. What it says of one
 * that nobody can tell from another holds for neither.
 *
 * @param joins - machines and hosts that are one
 */
export function matchMachines(
  overlay: Overlay,
  machines: Iterable<EstateRow>,
  hosts: Iterable<EstateRow>,
  joins: ReadonlyArray<HostJoin<EstateRow>>,
): { entries: Map<string, OverlayMachine>; problems: OverlayProblem[] } {
  const joined = new Set(
    joins.filter(({ certain }) => certain).map(({ host }) => host),
  );
  const boxes = [...machines, ...[...hosts].filter(host => !joined.has(host))];
  const index = new HostIndex(boxes, HOST_SOURCE.factsOf);
  const entries = new Map<string, OverlayMachine>();
  const problems: OverlayProblem[] = [];
  const warn = ({ place }: OverlayMachine, message: string) =>
    problems.push({ ...place, message, severity: 'warning' });
  for (const entry of overlay.machines) {
    const found = index.find(entryFacts(entry, overlay.racks));
    const { certain, uncertain } = chooseHost(found, HOST_SOURCE);
    if (certain.length === 0) {
      warn(
        entry,
        uncertain.length === 0
          ? `No machine has ${describe(entry)}.`
          : `It can't be told which machine has ${describe(entry)}: ${uncertain
              .map(({ item }) => item.ref)
              .join(', ')}.`,
      );
    }
    for (const { item } of certain) {
      const before = entries.get(item.ref);
      if (before && before !== entry) {
        warn(
          entry,
          `${item.name} is already in line ${before.place.line} of ${before.place.file}.`,
        );
      } else {
        entries.set(item.ref, entry);
      }
    }
  }
  return { entries, problems: problems.slice(0, MOST) };
}
