import type {
  Impact,
  Rack,
  RackPage,
  RackUnit,
  Relation,
  Topology,
} from '@ironstage/plugin-infra-common';

const overlay = {
  configured: true,
  loadedAt: '2026-01-05T10:00:00.000Z',
  problems: [],
};

/** A machine in a rack. */
export function aRackUnit(parts: Partial<RackUnit> = {}): RackUnit {
  return {
    id: 'machine:maas-eu1/1',
    kind: 'machine',
    name: 'r11-n01',
    unit: 2,
    height: 2,
    status: 'deployed',
    stale: false,
    role: 'compute',
    feeds: ['r11-a', 'r11-b'],
    ports: [{ switch: 'r11-sw1', port: 'swp1' }],
    host: 'hypervisor:os-eu1/1',
    instances: 4,
    allocated: 0.4,
    ...parts,
  };
}

/** A rack with one machine in it. */
export function aRack(parts: Partial<Rack> = {}): Rack {
  return {
    id: 'rack:eu1/r11',
    name: 'r11',
    site: 'eu1',
    room: 'hall-1',
    row: 'A',
    height: 6,
    taken: 2,
    feeds: ['r11-a', 'r11-b'],
    units: [aRackUnit()],
    ...parts,
  };
}

/** A page of racks. */
export function aRackPage(parts: Partial<RackPage> = {}): RackPage {
  return {
    items: [aRack()],
    total: 1,
    sites: ['eu1', 'us1'],
    rooms: ['hall-1'],
    unplaced: 0,
    overlay,
    ...parts,
  };
}

/** A rack at a site. */
export function aTopology(parts: Partial<Topology> = {}): Topology {
  const base = { site: 'eu1', status: null, effect: null };
  return {
    nodes: [
      {
        ...base,
        id: 'site:eu1',
        kind: 'site',
        name: 'eu1',
        folded: 8,
        instances: 40,
      },
      {
        ...base,
        id: 'rack:eu1/r11',
        kind: 'rack',
        name: 'r11',
        folded: 8,
        instances: 40,
      },
    ],
    edges: [
      {
        from: 'rack:eu1/r11',
        to: 'site:eu1',
        group: 'place',
        redundant: false,
      },
    ],
    omitted: 0,
    overlay,
    ...parts,
  };
}

/** What goes down with the rack. */
export function anImpact(parts: Partial<Impact> = {}): Impact {
  return {
    target: {
      id: 'rack:eu1/r11',
      kind: 'rack',
      name: 'r11',
      site: 'eu1',
      status: null,
    },
    counts: {
      rooms: 0,
      racks: 1,
      feeds: 0,
      switches: 2,
      networks: 0,
      machines: 1,
      hypervisors: 1,
      instances: 30,
      running: 28,
    },
    equipment: [
      { id: 'rack:eu1/r11', kind: 'rack', name: 'r11', status: null },
      {
        id: 'machine:maas-eu1/1',
        kind: 'machine',
        name: 'r11-n01',
        status: 'deployed',
      },
    ],
    instances: [
      {
        ref: 'instance:os-eu1/1',
        name: 'api-1',
        status: 'active',
        provider: 'os-eu1',
        project: 'payments-dev',
        owner: 'group:default/payments',
        host: 'cpu-7',
      },
    ],
    hiddenInstances: 0,
    next: 25,
    projects: {
      items: [
        {
          project: 'payments-dev',
          tenant: null,
          owner: 'group:default/payments',
          down: 28,
          left: 3,
          machines: 0,
        },
        {
          project: null,
          tenant: { provider: 'os-eu1', ref: 'project:os-eu1/9', name: 'old' },
          owner: null,
          down: 2,
          left: 0,
          machines: 0,
        },
      ],
      total: 2,
      hidden: 0,
    },
    owners: [],
    survives: {
      redundant: [
        {
          id: 'machine:maas-eu1/2',
          kind: 'machine',
          name: 'r12-n01',
          status: 'deployed',
          by: 'switch',
          lost: ['core-1'],
          left: ['core-2'],
        },
      ],
      redundantTotal: 1,
      otherNetwork: 0,
      groups: [],
      groupsTotal: 0,
      unmanaged: 0,
    },
    uncertain: [],
    uncertainTotal: 0,
    ...parts,
  };
}

/** A host that something runs on. */
export function aRelation(parts: Partial<Relation> = {}): Relation {
  return {
    type: 'host',
    id: 'hypervisor:os-eu1/1',
    kind: 'hypervisor',
    name: 'cpu-7',
    status: 'up',
    certain: true,
    by: null,
    note: null,
    ...parts,
  };
}
