import { parseResourceRef, type Impact } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import fc from 'fast-check';
import { callerOf } from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import { KnexInventoryStore } from '../inventory/KnexInventoryStore';
import { DefaultTopologyService } from './DefaultTopologyService';
import { Estate } from './estate/Estate';
import { KnexEstateReader } from './estate/EstateReader';
import type { OverlayFiles } from './overlay/OverlayFiles';
import { EMPTY_OVERLAY, type Overlay } from './overlay/overlaySchema';
import { FULL_SIGHT } from './TopologyService';

const databases = createTestDatabases();

const SITES = ['s0', 's1'];
const CLOUDS = ['c0', 'c1'];
const METAL = ['m0', 'm1'];
const FEEDS = ['fa', 'fb', 'fc'];
const SWITCHES = ['w0', 'w1', 'w2'];
const NETWORKS = ['net0', 'net1'];
const OWNERS: Record<string, string> = {
  'x-dev': 'group:default/a',
  'y-prod': 'group:default/b',
};

interface Spec {
  racks: Array<{
    site: number;
    room: string | null;
    feeds: string[];
    switches: number;
  }>;
  /** feed `fc` hangs on `fa` */
  chained: boolean;
  uplinks: boolean;
  machines: Array<{
    site: number;
    rack: number | null;
    feeds: string[] | null;
    ports: number[] | null;
    /** its serial is that of the machine before */
    twin: boolean;
  }>;
  hosts: Array<{
    cloud: number;
    machine: number | null;
    by: 'systemUuid' | 'serial';
  }>;
  instances: Array<{
    cloud: number;
    host: number | null;
    tenant: number;
    networks: string[];
    group: string | null;
    status: string;
  }>;
}

const index = (most: number) => fc.integer({ min: 0, max: most });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { freq: 3 });

const arbitrarySpec: fc.Arbitrary<Spec> = fc.record({
  racks: fc.array(
    fc.record({
      site: index(1),
      room: maybe(fc.constantFrom('hall', 'cellar')),
      feeds: fc.subarray(FEEDS),
      switches: index(2),
    }),
    { maxLength: 3 },
  ),
  chained: fc.boolean(),
  uplinks: fc.boolean(),
  machines: fc.array(
    fc.record({
      site: index(1),
      rack: maybe(index(2)),
      feeds: maybe(fc.subarray(FEEDS)),
      ports: maybe(fc.subarray([0, 1, 2])),
      twin: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  hosts: fc.array(
    fc.record({
      cloud: index(1),
      machine: maybe(index(5)),
      by: fc.constantFrom('systemUuid' as const, 'serial' as const),
    }),
    { maxLength: 5 },
  ),
  instances: fc.array(
    fc.record({
      cloud: index(1),
      host: maybe(index(4)),
      tenant: index(2),
      networks: fc.subarray(NETWORKS),
      group: maybe(fc.constantFrom('g0', 'g1')),
      status: fc.constantFrom('active', 'stopped'),
    }),
    { maxLength: 12 },
  ),
});

const siteOfCloud = (cloud: number) => SITES[cloud];
const uuid = (n: number) =>
  `4c4c4544-0042-3510-8052-${`${n}`.padStart(12, '0')}`;
/** Two machines that stand beside each other have one serial number when the second is the twin of the first. */
const serialOf = (spec: Spec, n: number): string =>
  spec.machines[n].twin && n > 0 ? serialOf(spec, n - 1) : `CZ7QK${n}81`;
/** A switch of each site, whoever stands in which rack: the first rack that has so many switches has it. */
const rackOfSwitch = (spec: Spec, site: string, n: number) =>
  spec.racks.findIndex(rack => SITES[rack.site] === site && rack.switches > n);
const machineSite = (spec: Spec, n: number) => {
  const { rack, site } = spec.machines[n];
  const found = rack === null ? undefined : spec.racks[rack];
  return SITES[found ? found.site : site];
};
const hasRack = (spec: Spec, n: number) => {
  const { rack } = spec.machines[n];
  return rack !== null && rack < spec.racks.length ? rack : null;
};

const place = { file: 'o.yaml', line: 1 };

function overlayOf(spec: Spec): Overlay {
  return {
    racks: spec.racks.map((rack, n) => ({
      name: `r${n}`,
      site: SITES[rack.site],
      room: rack.room ?? undefined,
      height: 42,
      feeds: rack.feeds,
      switches: SWITCHES.filter(
        (_, w) => rackOfSwitch(spec, SITES[rack.site], w) === n,
      ),
      equipment: [],
      place,
    })),
    feeds: SITES.flatMap(site =>
      FEEDS.map(name => ({
        name,
        site,
        from: spec.chained && name === 'fc' ? 'fa' : undefined,
        place,
      })),
    ),
    switches: SITES.flatMap(site =>
      SWITCHES.map((name, n) => ({
        name,
        site,
        height: 1,
        uplinks: spec.uplinks && n === 2 ? ['w0', 'w1'] : [],
        place,
      })),
    ),
    machines: spec.machines.map((machine, n) => ({
      match: { name: `n${n}` },
      site: machineSite(spec, n),
      rack: hasRack(spec, n) === null ? undefined : `r${hasRack(spec, n)}`,
      height: 1,
      feeds: machine.feeds ?? undefined,
      ports: machine.ports?.map(w => ({ switch: SWITCHES[w] })),
      place,
    })),
  };
}

type Batch = { provider: string; site: string; items: InventoryItem[] };

function batchesOf(spec: Spec): Batch[] {
  const machines = SITES.map((site, s) => ({
    provider: METAL[s],
    site,
    items: spec.machines.flatMap((_, n): InventoryItem[] =>
      machineSite(spec, n) === site
        ? [
            {
              kind: 'machine',
              externalId: `${n}`,
              name: `n${n}`,
              status: 'deployed',
              attributes: { systemUuid: uuid(n), serial: serialOf(spec, n) },
            },
          ]
        : [],
    ),
  }));
  const clouds = CLOUDS.map((provider, c) => ({
    provider,
    site: siteOfCloud(c),
    items: [
      ...spec.hosts.flatMap(({ cloud, machine, by }, n): InventoryItem[] => {
        const on = machine !== null && machine < spec.machines.length;
        return cloud === c
          ? [
              {
                kind: 'hypervisor',
                externalId: `h${n}`,
                name: `host-${n}`,
                status: 'up',
                attributes: on
                  ? {
                      [by]:
                        by === 'serial'
                          ? serialOf(spec, machine)
                          : uuid(machine),
                    }
                  : {},
              },
            ]
          : [];
      }),
      ...NETWORKS.map(
        (name): InventoryItem => ({
          kind: 'network',
          externalId: name,
          name,
          status: 'active',
          attributes: { shared: true },
        }),
      ),
      ...spec.instances.flatMap((one, n): InventoryItem[] =>
        one.cloud === c
          ? [
              {
                kind: 'instance',
                externalId: `${n}`,
                name: `i${n}`,
                status: one.status,
                projectExternalId: `t${one.tenant}`,
                hostExternalId:
                  one.host !== null && spec.hosts[one.host]?.cloud === c
                    ? `h${one.host}`
                    : undefined,
                attributes: {
                  networks: one.networks,
                  ...(one.group && {
                    serverGroup: { name: one.group, policy: 'anti-affinity' },
                  }),
                },
              },
            ]
          : [],
      ),
    ],
  }));
  return [...machines, ...clouds];
}

/** Each thing with the lists of which it needs one each, by somebody who reads the specification and nothing else. */
function needsOf(spec: Spec): Map<string, { group: string; any: string[] }[]> {
  const all = new Map<string, { group: string; any: string[] }[]>();
  const one = (group: string, id: string) => ({ group, any: [id] });
  const some = (group: string, ids: string[]) =>
    ids.length > 0 ? [{ group, any: [...new Set(ids)] }] : [];
  for (const site of SITES) {
    all.set(`site:${site}`, []);
    for (const feed of FEEDS) {
      all.set(`feed:${site}/${feed}`, [
        one('place', `site:${site}`),
        ...(spec.chained && feed === 'fc'
          ? [one('power', `feed:${site}/fa`)]
          : []),
      ]);
    }
    SWITCHES.forEach((name, w) => {
      const rack = rackOfSwitch(spec, site, w);
      all.set(`switch:${site}/${name}`, [
        one('place', rack < 0 ? `site:${site}` : `rack:${site}/r${rack}`),
        ...some(
          'power',
          rack < 0
            ? []
            : spec.racks[rack].feeds.map(feed => `feed:${site}/${feed}`),
        ),
        ...some(
          'switch',
          spec.uplinks && w === 2
            ? [`switch:${site}/w0`, `switch:${site}/w1`]
            : [],
        ),
      ]);
    });
  }
  spec.racks.forEach(({ site, room }, n) => {
    const name = SITES[site];
    if (room) {
      all.set(`room:${name}/${room}`, [one('place', `site:${name}`)]);
    }
    all.set(`rack:${name}/r${n}`, [
      one('place', room ? `room:${name}/${room}` : `site:${name}`),
    ]);
  });
  CLOUDS.forEach((cloud, c) => {
    all.set(`provider:${cloud}`, [one('place', `site:${SITES[c]}`)]);
    NETWORKS.forEach(name =>
      all.set(`network:${cloud}/${name}`, [
        one('place', `site:${SITES[c]}`),
        one('provider', `provider:${cloud}`),
      ]),
    );
  });
  METAL.forEach((id, s) =>
    all.set(`provider:${id}`, [one('place', `site:${SITES[s]}`)]),
  );
  const refOfMachine = (n: number) =>
    `machine:${METAL[SITES.indexOf(machineSite(spec, n))]}/${n}`;
  spec.machines.forEach((machine, n) => {
    const site = machineSite(spec, n);
    const rack = hasRack(spec, n);
    const ports =
      machine.ports ??
      (rack === null
        ? []
        : [0, 1, 2].filter(w => rackOfSwitch(spec, site, w) === rack));
    const feeds =
      machine.feeds ?? (rack === null ? [] : spec.racks[rack].feeds);
    all.set(refOfMachine(n), [
      one('place', rack === null ? `site:${site}` : `rack:${site}/r${rack}`),
      ...some(
        'power',
        feeds.map(feed => `feed:${site}/${feed}`),
      ),
      ...some(
        'switch',
        ports.map(w => `switch:${site}/${SWITCHES[w]}`),
      ),
    ]);
  });
  const joined = certainHosts(spec);
  spec.hosts.forEach(({ cloud }, n) => {
    const machine = joined[n];
    all.set(`hypervisor:${CLOUDS[cloud]}/h${n}`, [
      one('place', `site:${SITES[cloud]}`),
      ...(machine === null ? [] : [one('host', refOfMachine(machine))]),
      one('provider', `provider:${CLOUDS[cloud]}`),
    ]);
  });
  return all;
}

/** Of each host the machine that it is for certain: no other machine has the fact, and no other host claims it. */
function certainHosts(spec: Spec): Array<number | null> {
  const claims = spec.hosts.map(({ machine, by, cloud }) => {
    if (machine === null || machine >= spec.machines.length) {
      return null;
    }
    const serial = serialOf(spec, machine);
    const twins = spec.machines.filter(
      (_, n) => serialOf(spec, n) === serial,
    ).length;
    return by === 'serial' && twins > 1 ? null : { machine, by, cloud };
  });
  return claims.map((claim, n) => {
    if (!claim) {
      return null;
    }
    const rivals = claims.filter(
      (other, m) => m !== n && other?.machine === claim.machine,
    );
    const better = rivals.filter(
      other => claim.by === 'serial' && other!.by === 'systemUuid',
    );
    const equal = claims.filter(
      other => other?.machine === claim.machine && other.by === claim.by,
    );
    // several clouds may know one host, and each has it once; of two facts the better one is believed
    const clouds = new Set(equal.map(other => other!.cloud));
    return better.length > 0 || clouds.size < equal.length
      ? null
      : claim.machine;
  });
}

/** Goes over everything until nothing changes any more. */
function brute(spec: Spec, target: string) {
  const needs = needsOf(spec);
  const down = new Set([target]);
  for (let before = -1; before !== down.size; ) {
    before = down.size;
    for (const [id, lists] of needs) {
      if (lists.some(({ any }) => any.every(one => down.has(one)))) {
        down.add(id);
      }
    }
  }
  const redundant = [...needs].flatMap(([id, lists]) =>
    down.has(id)
      ? []
      : lists
          .filter(({ any }) => any.some(one => down.has(one)))
          .map(({ group }) => `${id} ${group}`),
  );
  let otherNetwork = 0;
  const fallen = spec.instances.map(one => {
    const cloud = CLOUDS[one.cloud];
    const onHost =
      one.host !== null && spec.hosts[one.host]?.cloud === one.cloud;
    if (
      down.has(`site:${SITES[one.cloud]}`) ||
      down.has(`provider:${cloud}`) ||
      (onHost && down.has(`hypervisor:${cloud}/h${one.host}`))
    ) {
      return true;
    }
    const lost = one.networks.filter(name =>
      down.has(`network:${cloud}/${name}`),
    );
    if (lost.length > 0 && lost.length < one.networks.length) {
      otherNetwork += 1;
    }
    return lost.length > 0 && lost.length === one.networks.length;
  });
  return { down, redundant, fallen, otherNetwork };
}

const PROJECT_OF = ['x-dev', 'y-prod', null];

function tally(spec: Spec, fallen: boolean[]) {
  // what belongs to no project is told tenant by tenant, and those are a cloud's own
  const owners = PROJECT_OF.flatMap((project, tenant) =>
    project
      ? [{ project, tenant, clouds: [0, 1] }]
      : [0, 1].map(cloud => ({ project, tenant, clouds: [cloud] })),
  );
  const projects = owners.flatMap(({ project, tenant, clouds }) => {
    const own = spec.instances.flatMap((one, n) =>
      one.tenant === tenant && clouds.includes(one.cloud) ? [fallen[n]] : [],
    );
    const down = own.filter(Boolean).length;
    return down > 0
      ? [`${project}: ${down} down, ${own.length - down} left`]
      : [];
  });
  const groups = new Map<string, [number, number]>();
  spec.instances.forEach(({ cloud, tenant, group }, n) => {
    if (group) {
      const key = `${CLOUDS[cloud]} ${PROJECT_OF[tenant]} ${group}`;
      const known = groups.get(key) ?? [0, 0];
      known[fallen[n] ? 0 : 1] += 1;
      groups.set(key, known);
    }
  });
  return {
    projects: projects.sort(),
    groups: [...groups]
      .filter(([, [down]]) => down > 0)
      .map(([key, [down, left]]) => `${key}: ${down} down, ${left} left`)
      .sort(),
  };
}

const caller = callerOf('rui', 'platform');
const ask = { limit: 200, offset: 0 };
const SHOWN_EQUIPMENT = 50;

function compare(spec: Spec, target: string, impact: Impact) {
  const expected = brute(spec, target);
  const { projects, groups } = tally(spec, expected.fallen);
  expect({
    target,
    instances: impact.instances.map(({ ref }) => ref).sort(),
    equipment: impact.equipment.map(({ id }) => id).sort(),
    redundant: impact.survives.redundant
      .map(({ id, by }) => `${id} ${by}`)
      .sort(),
    otherNetwork: impact.survives.otherNetwork,
    projects: impact.projects.items
      .map(one => `${one.project}: ${one.down} down, ${one.left} left`)
      .sort(),
    groups: impact.survives.groups
      .map(
        one =>
          `${one.provider} ${one.project} ${one.name}: ${one.down} down, ${one.left} left`,
      )
      .sort(),
    running: impact.counts.running,
  }).toEqual({
    target,
    instances: spec.instances
      .flatMap(({ cloud }, n) =>
        expected.fallen[n] ? [`instance:${CLOUDS[cloud]}/${n}`] : [],
      )
      .sort(),
    equipment: [...expected.down].sort(),
    redundant: expected.redundant.sort(),
    otherNetwork: expected.otherNetwork,
    projects,
    groups,
    running: spec.instances.filter(
      ({ status }, n) => expected.fallen[n] && status === 'active',
    ).length,
  });
  expect(expected.down.size).toBeLessThanOrEqual(SHOWN_EQUIPMENT);
}

describe.each(databases.eachSupportedId())('the blast radius (%s)', engine => {
  it('is what brute force says, of everything that can fail, before and after any changes', async () => {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const store = new KnexInventoryStore(knex, 60_000);
    let overlay = EMPTY_OVERLAY;
    let version = 0;
    const service = new DefaultTopologyService({
      estate: new Estate(new KnexEstateReader(knex), store),
      overlay: {
        configured: true,
        get: () => ({ overlay, version, loadedAt: null, problems: [] }),
      } as unknown as OverlayFiles,
      registry: {
        list: () =>
          [...CLOUDS, ...METAL].map((id, n) => ({
            id,
            title: id,
            site: SITES[n % 2],
          })) as never,
      },
      states: { list: async () => [] },
    });
    for (const [n, [project, owner]] of Object.entries(OWNERS).entries()) {
      await knex('infra_projects').insert({
        name: project,
        owner,
        description: '',
        environment: 'dev',
        state: 'active',
        quota: '{}',
        created_at: '2026-01-01T00:00:00.000Z',
      });
      await knex('infra_project_bindings').insert(
        CLOUDS.map(provider => ({ provider, external_id: `t${n}`, project })),
      );
    }
    const known = new Set<string>();
    const become = async (spec: Spec) => {
      const gone = new Set(known);
      for (const { provider, site, items } of batchesOf(spec)) {
        await store.upsert({ provider, site }, items);
        for (const { kind, externalId } of items) {
          const ref = `${kind}:${provider}/${externalId}`;
          known.add(ref);
          gone.delete(ref);
        }
      }
      gone.forEach(ref => known.delete(ref));
      await store.remove([...gone]);
      overlay = overlayOf(spec);
      version += 1;
    };
    await fc.assert(
      fc.asyncProperty(arbitrarySpec, async spec => {
        await become(spec);
        for (const target of needsOf(spec).keys()) {
          compare(
            spec,
            target,
            await service.impact({ target, ...ask }, caller),
          );
        }
        const site = { target: 'site:s0', ...ask };
        const whole = await service.impact(site, caller);
        const part = await service.impact(site, caller, {
          ...FULL_SIGHT,
          resources: { column: 'owner', values: ['group:default/a'] },
          projects: { column: 'owner', values: ['group:default/a'] },
        } as never);
        expect(part.counts).toEqual(whole.counts);
        expect(part.instances).toEqual(
          whole.instances.filter(({ owner }) => owner === 'group:default/a'),
        );
        expect(part.instances.length + part.hiddenInstances).toBe(
          whole.instances.length,
        );
        expect(JSON.stringify(part)).not.toMatch(
          /y-prod|group:default\/b|"machine:|"hypervisor:/,
        );
      }),
      { numRuns: 60 },
    );
    expect([...known].every(ref => parseResourceRef(ref))).toBe(true);
  });
});
