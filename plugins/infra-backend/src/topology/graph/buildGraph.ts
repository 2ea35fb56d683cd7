import {
  joinHosts,
  type HostJoin,
  type OverlayProblem,
} from '@ironstage/plugin-infra-common';
import type { EstateModel } from '../estate/EstateModel';
import { HOST_SOURCE, type EstateRow } from '../estate/EstateRow';
import { matchMachines, siteOf } from '../overlay/matchMachines';
import type { Overlay, OverlayMachine } from '../overlay/overlaySchema';
import { Graph, type GraphNode, type Need, type Placement } from './Graph';

/** The graph with what it was made of. */
export interface Built {
  graph: Graph;
  /** by ref of a machine, or of a host whose machine nobody knows */
  placements: Map<string, Placement>;
  /** what the overlay says, by the same refs */
  entries: Map<string, OverlayMachine>;
  joins: Array<HostJoin<EstateRow>>;
  /** refs of hosts by that of a machine they run on for certain */
  hostsOf: Map<string, string[]>;
  /** lines of the overlay that fit nothing */
  problems: OverlayProblem[];
}

/** A configured provider, as far as it is a thing that can fail. */
export interface ProviderPlace {
  id: string;
  title: string;
  site: string;
}

const placeId = (kind: string, site: string, name: string) =>
  `${kind}:${site}/${name}`;

const need = (group: Need['group'], any: readonly string[]): Need[] =>
  any.length > 0 ? [{ group, any }] : [];

class Builder {
  readonly graph = new Graph();
  readonly placements = new Map<string, Placement>();

  constructor(
    private readonly overlay: Overlay,
    private readonly entries: Map<string, OverlayMachine>,
  ) {}

  private place(
    kind: GraphNode['kind'],
    site: string,
    name: string,
    needs: Need[],
  ) {
    this.graph.add({ id: placeId(kind, site, name), kind, name, site, needs });
  }

  private atSite(site: string | null): Need[] {
    if (!site) {
      return [];
    }
    const id = `site:${site}`;
    if (!this.graph.nodes.has(id)) {
      this.graph.add({ id, kind: 'site', name: site, site, needs: [] });
    }
    return need('place', [id]);
  }

  private inRoom(site: string, room: string | undefined): Need[] {
    const at = this.atSite(site);
    if (!room) {
      return at;
    }
    const id = placeId('room', site, room);
    if (!this.graph.nodes.has(id)) {
      this.place('room', site, room, at);
    }
    return need('place', [id]);
  }

  addProviders(providers: readonly ProviderPlace[]) {
    for (const { id, title, site } of providers) {
      this.graph.add({
        id: `provider:${id}`,
        kind: 'provider',
        name: title,
        site,
        needs: this.atSite(site),
      });
    }
  }

  addRacks() {
    const { racks, switches, feeds } = this.overlay;
    const from = new Map(
      feeds.map(feed => [placeId('feed', feed.site, feed.name), feed.from]),
    );
    const addFeed = (site: string, name: string) => {
      const above = from.get(placeId('feed', site, name));
      this.place('feed', site, name, [
        ...this.atSite(site),
        ...need('power', above ? [placeId('feed', site, above)] : []),
      ]);
    };
    const more = new Map(
      switches.map(one => [placeId('switch', one.site, one.name), one]),
    );
    const addSwitch = (
      site: string,
      name: string,
      rack?: (typeof racks)[number],
    ) => {
      const said = more.get(placeId('switch', site, name));
      this.place('switch', site, name, [
        ...(rack
          ? need('place', [placeId('rack', site, rack.name)])
          : this.atSite(site)),
        ...need(
          'power',
          (said?.feeds ?? rack?.feeds ?? []).map(feed =>
            placeId('feed', site, feed),
          ),
        ),
        ...need(
          'switch',
          (said?.uplinks ?? []).map(one => placeId('switch', site, one)),
        ),
      ]);
    };
    feeds.forEach(({ site, name }) => addFeed(site, name));
    switches.forEach(({ site, name }) => addSwitch(site, name));
    for (const rack of racks) {
      this.place(
        'rack',
        rack.site,
        rack.name,
        this.inRoom(rack.site, rack.room),
      );
      rack.feeds.forEach(feed => addFeed(rack.site, feed));
      rack.switches.forEach(one => addSwitch(rack.site, one, rack));
    }
  }

  /** Where a machine is, by the overlay, else by its provider. */
  private placeMachine(row: EstateRow): Need[] {
    const entry = this.entries.get(row.ref);
    const site = entry
      ? siteOf(entry, this.overlay.racks) ?? row.site
      : row.site;
    const rackName = entry?.rack ?? row.rack;
    if (!site) {
      return [];
    }
    const rack = this.overlay.racks.find(
      one => one.site === site && one.name === rackName,
    );
    const rackId = rackName ? placeId('rack', site, rackName) : null;
    if (rackName && rackId && !this.graph.nodes.has(rackId)) {
      this.place('rack', site, rackName, this.atSite(site));
    }
    const feeds = (entry?.feeds ?? rack?.feeds ?? []).map(feed =>
      placeId('feed', site, feed),
    );
    const ports =
      entry?.ports?.map(port => ({
        switch: placeId('switch', site, port.switch),
        port: port.port ?? null,
      })) ??
      (rack?.switches ?? []).map(one => ({
        switch: placeId('switch', site, one),
        port: null,
      }));
    this.placements.set(row.ref, {
      rack: rackId,
      unit: entry?.unit ?? null,
      height: entry?.height ?? 1,
      feeds,
      ports,
    });
    return [
      ...(rackId ? need('place', [rackId]) : this.inRoom(site, entry?.room)),
      ...need('power', feeds),
      ...need('switch', [...new Set(ports.map(port => port.switch))]),
    ];
  }

  addMachine(row: EstateRow) {
    const { ref: id, name, site } = row;
    const needs = this.placeMachine(row);
    this.graph.add({ id, kind: 'machine', name, site, needs });
  }

  /** @param machines - rows of the machine that it runs on, of several providers maybe */
  addHost(row: EstateRow, machines: readonly EstateRow[]) {
    const { ref: id, name, site, provider } = row;
    const place =
      machines.length > 0 ? this.atSite(site) : this.placeMachine(row);
    this.graph.add({
      id,
      kind: 'hypervisor',
      name,
      site,
      needs: [
        ...place,
        ...machines.flatMap(machine => need('host', [machine.ref])),
        ...need('provider', [`provider:${provider}`]),
      ],
    });
  }

  addNetwork({ ref: id, name, site, provider }: EstateRow) {
    this.graph.add({
      id,
      kind: 'network',
      name,
      site,
      needs: [
        ...this.atSite(site),
        ...need('provider', [`provider:${provider}`]),
      ],
    });
  }
}

/** Puts places, equipment, machines, hosts and networks together. */
export function buildGraph(
  model: EstateModel,
  overlay: Overlay,
  providers: readonly ProviderPlace[],
): Built {
  const machines = model.ofKind('machine');
  const hosts = model.ofKind('hypervisor');
  const joins = joinHosts(machines, hosts, HOST_SOURCE);
  const { entries, problems } = matchMachines(overlay, machines, hosts, joins);
  const builder = new Builder(overlay, entries);
  const machinesOf = new Map<string, EstateRow[]>();
  const hostsOf = new Map<string, string[]>();
  for (const { machine, host, certain } of joins) {
    if (certain) {
      machinesOf.set(host.ref, [...(machinesOf.get(host.ref) ?? []), machine]);
      hostsOf.set(machine.ref, [...(hostsOf.get(machine.ref) ?? []), host.ref]);
    }
  }
  builder.addProviders(providers);
  builder.addRacks();
  machines.forEach(row => builder.addMachine(row));
  hosts.forEach(row => builder.addHost(row, machinesOf.get(row.ref) ?? []));
  model.ofKind('network').forEach(row => builder.addNetwork(row));
  const { graph, placements } = builder;
  return { graph: graph.seal(), placements, entries, joins, hostsOf, problems };
}
