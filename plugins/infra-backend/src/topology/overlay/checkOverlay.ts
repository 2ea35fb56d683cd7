import type { OverlayProblem } from '@ironstage/plugin-infra-common';
import type { Overlay, Place } from './overlaySchema';

/** What stands in a rack, from one unit to another. */
interface Taken {
  name: string;
  from: number;
  to: number;
  place: Place;
}

const keyOf = (site: string, name: string) => `${site}/${name}`;

/** Names that stand for something at a site, by whatever said so first. */
class Names {
  readonly #known = new Map<string, Place>();

  has(site: string, name: string): boolean {
    return this.#known.has(keyOf(site, name));
  }

  /** @returns where it was said before */
  add(site: string, name: string, place: Place): Place | undefined {
    const before = this.#known.get(keyOf(site, name));
    this.#known.set(keyOf(site, name), before ?? place);
    return before;
  }
}

/** What a schema can't say: that names mean something, and once, and that two things do not stand in one place. */
class Check {
  readonly problems: OverlayProblem[] = [];
  private readonly racks = new Map<string, Overlay['racks'][number]>();
  private readonly rackSites = new Map<string, string[]>();
  private readonly switches = new Names();
  private readonly feeds = new Names();
  private readonly taken = new Map<string, Taken[]>();

  constructor(private readonly overlay: Overlay) {}

  run(): OverlayProblem[] {
    this.learnRacks();
    this.learnEquipment();
    this.overlay.machines.forEach(machine => this.checkMachine(machine));
    this.checkUnits();
    this.checkCircles();
    return this.problems;
  }

  private complain({ file, line }: Place, message: string) {
    this.problems.push({ file, line, message, severity: 'error' });
  }

  private learnRacks() {
    for (const rack of this.overlay.racks) {
      const { site, name, place } = rack;
      const before = this.racks.get(keyOf(site, name));
      if (before) {
        this.complain(
          place,
          `The rack ${name} of ${site} is already in line ${before.place.line} of ${before.place.file}.`,
        );
        continue;
      }
      this.racks.set(keyOf(site, name), rack);
      this.rackSites.set(name, [...(this.rackSites.get(name) ?? []), site]);
      rack.feeds.forEach(feed => this.feeds.add(site, feed, place));
      for (const one of rack.switches) {
        const elsewhere = this.switches.add(site, one, place);
        if (elsewhere) {
          this.complain(
            place,
            `The switch ${one} of ${site} stands in the rack of line ${elsewhere.line} already.`,
          );
        }
      }
      for (const { name: what, unit, height } of rack.equipment) {
        this.take(rack, what, unit, height, place);
      }
    }
  }

  private learnEquipment() {
    const { feeds, switches } = this.overlay;
    const told = { feed: new Names(), switch: new Names() };
    const once = (
      kind: 'feed' | 'switch',
      one: { site: string; name: string; place: Place },
    ) => {
      const before = told[kind].add(one.site, one.name, one.place);
      if (before) {
        this.complain(
          one.place,
          `The ${kind} ${one.name} of ${one.site} is already in line ${before.line} of ${before.file}.`,
        );
      }
    };
    for (const feed of feeds) {
      once('feed', feed);
      this.feeds.add(feed.site, feed.name, feed.place);
    }
    switches.forEach(one => {
      once('switch', one);
      this.switches.add(one.site, one.name, one.place);
    });
    for (const { site, from, place } of feeds) {
      this.demand('feed', site, from ? [from] : [], place);
    }
    for (const one of switches) {
      this.demand('feed', one.site, one.feeds ?? [], one.place);
      this.demand('switch', one.site, one.uplinks, one.place);
      const rack = this.overlay.racks.find(
        ({ site, switches: inside }) =>
          site === one.site && inside.includes(one.name),
      );
      if (one.unit !== undefined && rack) {
        this.take(rack, one.name, one.unit, one.height, one.place);
      } else if (one.unit !== undefined) {
        this.complain(
          one.place,
          `The switch ${one.name} has a unit, and no rack of ${one.site} lists it in its switches.`,
        );
      }
    }
  }

  private checkMachine(machine: Overlay['machines'][number]) {
    const { place, rack: rackName, match } = machine;
    const sites = rackName ? this.rackSites.get(rackName) ?? [] : [];
    const site = machine.site ?? (sites.length === 1 ? sites[0] : undefined);
    if (rackName && !site) {
      this.complain(
        place,
        sites.length === 0
          ? `There is no rack ${rackName} under racks.`
          : `There is a rack ${rackName} at ${sites.join(
              ' and ',
            )}; say which with site.`,
      );
      return;
    }
    const rack = rackName && this.racks.get(keyOf(site!, rackName));
    if (rackName && !rack) {
      this.complain(place, `There is no rack ${rackName} of the site ${site}.`);
      return;
    }
    this.demand('feed', site!, machine.feeds ?? [], place);
    this.demand(
      'switch',
      site!,
      (machine.ports ?? []).map(port => port.switch),
      place,
    );
    if (rack && machine.unit !== undefined) {
      const name = Object.values(match).find(one => one !== undefined)!;
      this.take(rack, name, machine.unit, machine.height, place);
    }
  }

  private demand(
    kind: 'feed' | 'switch',
    site: string,
    wanted: readonly string[],
    place: Place,
  ) {
    const known = kind === 'feed' ? this.feeds : this.switches;
    for (const name of wanted.filter(one => !known.has(site, one))) {
      this.complain(
        place,
        `There is no ${kind} ${name} at ${site}: neither a rack has it nor is it under ${
          kind === 'feed' ? 'feeds' : 'switches'
        }.`,
      );
    }
  }

  private take(
    rack: Overlay['racks'][number],
    name: string,
    unit: number,
    height: number,
    place: Place,
  ) {
    const to = unit + height - 1;
    if (to > rack.height) {
      this.complain(
        place,
        `${name} would end in unit ${to}, and the rack ${rack.name} has ${rack.height}.`,
      );
      return;
    }
    const key = keyOf(rack.site, rack.name);
    const list = this.taken.get(key) ?? [];
    list.push({ name, from: unit, to, place });
    this.taken.set(key, list);
  }

  private checkUnits() {
    for (const list of this.taken.values()) {
      const sorted = [...list].sort((a, b) => a.from - b.from);
      let highest = sorted[0];
      for (const next of sorted.slice(1)) {
        if (next.from <= highest.to) {
          this.complain(
            next.place,
            `${next.name} and ${highest.name} (line ${highest.place.line}) are both in unit ${next.from}.`,
          );
        }
        highest = next.to > highest.to ? next : highest;
      }
    }
  }

  private checkCircles() {
    const above = new Map<string, string[]>();
    const places = new Map<string, Place>();
    for (const { site, name, from, place } of this.overlay.feeds) {
      above.set(
        `feed ${keyOf(site, name)}`,
        from ? [`feed ${keyOf(site, from)}`] : [],
      );
      places.set(`feed ${keyOf(site, name)}`, place);
    }
    for (const { site, name, uplinks, place } of this.overlay.switches) {
      above.set(
        `switch ${keyOf(site, name)}`,
        uplinks.map(one => `switch ${keyOf(site, one)}`),
      );
      places.set(`switch ${keyOf(site, name)}`, place);
    }
    const done = new Set<string>();
    const visit = (key: string, way: string[]) => {
      if (way.includes(key)) {
        const circle = [...way.slice(way.indexOf(key)), key];
        this.complain(
          places.get(key)!,
          `It hangs on itself: ${circle.join(' on ')}.`,
        );
      } else if (!done.has(key)) {
        above.get(key)?.forEach(one => visit(one, [...way, key]));
        done.add(key);
      }
    };
    [...above.keys()].forEach(key => visit(key, []));
  }
}

/** What is wrong with an overlay as a whole, with file and line of each mistake. */
export function checkOverlay(overlay: Overlay): OverlayProblem[] {
  return new Check(overlay).run();
}
