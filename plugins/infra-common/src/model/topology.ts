import { z } from 'zod';
import { HOST_FACTS } from '../rules/hostIdentity';
import { resourceKindSchema } from './ref';

/**
 * What can fail: places and equipment of the overlay file, providers, and rows of the inventory.
 * @public
 */
export const TARGET_KINDS = [
  'site',
  'room',
  'rack',
  'feed',
  'switch',
  'provider',
  'network',
  'machine',
  'hypervisor',
] as const;

/** {@inheritDoc TARGET_KINDS} @public */
export type TargetKind = (typeof TARGET_KINDS)[number];

const targetKindSchema = z.enum(TARGET_KINDS);

/** A mistake in the overlay file, or a line of it that fits nothing. @public */
export const overlayProblemSchema = z.object({
  file: z.string(),
  /** counted from 1; null when it is about the file as a whole */
  line: z.number().int().nullable(),
  message: z.string(),
  /** `error`: the file was not taken, and what was read before still holds; `warning`: only this line is left out */
  severity: z.enum(['error', 'warning']),
});

/** {@inheritDoc overlayProblemSchema} @public */
export type OverlayProblem = z.infer<typeof overlayProblemSchema>;

/** Where the overlay comes from and what is wrong with it. @public */
export const overlayStateSchema = z.object({
  /** false when no file is configured */
  configured: z.boolean(),
  /** when what holds now was read; null when nothing could be */
  loadedAt: z.iso.datetime({ offset: true }).nullable(),
  problems: z.array(overlayProblemSchema),
});

/** {@inheritDoc overlayStateSchema} @public */
export type OverlayState = z.infer<typeof overlayStateSchema>;

/** Something in a rack. @public */
export const rackUnitSchema = z.object({
  /** `machine:…`, `switch:…`; null for equipment that is only named in the overlay */
  id: z.string().nullable(),
  kind: z.enum(['machine', 'hypervisor', 'switch', 'other']),
  name: z.string(),
  /** the lowest unit it takes, counted from 1 at the bottom; null when nobody has said where it is */
  unit: z.number().int().nullable(),
  /** units that it takes */
  height: z.number().int(),
  status: z.string().nullable(),
  stale: z.boolean(),
  role: z.string().nullable(),
  feeds: z.array(z.string()),
  ports: z.array(z.object({ switch: z.string(), port: z.string().nullable() })),
  /** ref of the host of instances that runs on it */
  host: z.string().nullable(),
  /** instances there, whosever they are */
  instances: z.number().int(),
  /** part of what its host may promise that is taken, of vCPUs or memory whichever is scarcer; 1 is full */
  allocated: z.number().nullable(),
});

/** {@inheritDoc rackUnitSchema} @public */
export type RackUnit = z.infer<typeof rackUnitSchema>;

/** A rack with what is in it, the lowest unit first. @public */
export const rackSchema = z.object({
  id: z.string(),
  name: z.string(),
  site: z.string(),
  room: z.string().nullable(),
  row: z.string().nullable(),
  /** in units; null when the overlay does not know the rack */
  height: z.number().int().nullable(),
  /** units that something is in */
  taken: z.number().int(),
  feeds: z.array(z.string()),
  units: z.array(rackUnitSchema),
});

/** {@inheritDoc rackSchema} @public */
export type Rack = z.infer<typeof rackSchema>;

/** Answer of `GET /v1/topology/racks`. @public */
export const rackPageSchema = z.object({
  items: z.array(rackSchema),
  total: z.number().int(),
  /** sites that have racks */
  sites: z.array(z.string()),
  /** rooms of the sites asked for */
  rooms: z.array(z.string()),
  /** machines, and hosts whose machine nobody knows, that are in no rack */
  unplaced: z.number().int(),
  overlay: overlayStateSchema,
});

/** {@inheritDoc rackPageSchema} @public */
export type RackPage = z.infer<typeof rackPageSchema>;

/** A place, a piece of equipment, or a row. @public */
export const topologyNodeSchema = z.object({
  /** what `target` of the blast radius takes */
  id: z.string(),
  kind: targetKindSchema,
  name: z.string(),
  site: z.string().nullable(),
  status: z.string().nullable(),
  /** machines and hosts that stand on it and are not in the answer themselves */
  folded: z.number().int(),
  /** instances that stand on it, whosever they are */
  instances: z.number().int(),
  /** what the loss of the focus does to it: `degraded` has lost one of several; null for nothing, and without a focus */
  effect: z.enum(['down', 'degraded']).nullable(),
});

/** {@inheritDoc topologyNodeSchema} @public */
export type TopologyNode = z.infer<typeof topologyNodeSchema>;

/** Answer of `GET /v1/topology`. @public */
export const topologySchema = z.object({
  nodes: z.array(topologyNodeSchema),
  /** `from` stands on `to`; of several with one `group` one is enough */
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      group: z.enum(['place', 'power', 'switch', 'host', 'provider']),
      /** true when another one of the group does as well */
      redundant: z.boolean(),
    }),
  ),
  /** nodes that were left out because there are too many */
  omitted: z.number().int(),
  overlay: overlayStateSchema,
});

/** {@inheritDoc topologySchema} @public */
export type Topology = z.infer<typeof topologySchema>;

const teamRef = z.string().nullable();

const countsSchema = z.object({
  rooms: z.number().int(),
  racks: z.number().int(),
  feeds: z.number().int(),
  switches: z.number().int(),
  networks: z.number().int(),
  machines: z.number().int(),
  hypervisors: z.number().int(),
  instances: z.number().int(),
  /** of the instances, those that were running */
  running: z.number().int(),
});

/** How many of each kind. @public */
export type ImpactCounts = z.infer<typeof countsSchema>;

const affectedNodeSchema = z.object({
  id: z.string(),
  kind: targetKindSchema,
  name: z.string(),
  status: z.string().nullable(),
});

/** Answer of `GET /v1/topology/impact`: what goes down with the target, and what does not. @public */
export const impactSchema = z.object({
  target: topologyNodeSchema.omit({
    folded: true,
    instances: true,
    effect: true,
  }),
  counts: countsSchema,
  /** places and equipment that go down, the target included: the first ones */
  equipment: z.array(affectedNodeSchema),
  /** instances that go down: a page of them */
  instances: z.array(
    z.object({
      ref: z.string(),
      name: z.string(),
      status: z.string(),
      provider: z.string(),
      project: z.string().nullable(),
      owner: teamRef,
      host: z.string().nullable(),
    }),
  ),
  /** instances that are counted and that the caller may not see */
  hiddenInstances: z.number().int(),
  /** what `offset` of the next page is; null on the last one */
  next: z.number().int().nullable(),
  projects: z.object({
    /** with something that goes down; null stands for what belongs to no project of the portal */
    items: z.array(
      z.object({
        project: z.string().nullable(),
        /** of what belongs to no project of the portal: the tenant at its provider */
        tenant: z
          .object({ provider: z.string(), ref: z.string(), name: z.string() })
          .nullable(),
        owner: teamRef,
        /** its instances that go down */
        down: z.number().int(),
        /** its instances that stay, anywhere */
        left: z.number().int(),
        /** machines of its own that go down */
        machines: z.number().int(),
      }),
    ),
    total: z.number().int(),
    /** projects that are counted and that the caller may not see */
    hidden: z.number().int(),
  }),
  owners: z.array(
    z.object({
      owner: teamRef,
      projects: z.number().int(),
      down: z.number().int(),
      left: z.number().int(),
    }),
  ),
  survives: z.object({
    /** what loses one of several and goes on by the others: the first ones */
    redundant: z.array(
      affectedNodeSchema.extend({
        by: z.enum(['power', 'switch']),
        lost: z.array(z.string()),
        left: z.array(z.string()),
      }),
    ),
    redundantTotal: z.number().int(),
    /** instances that lose a network and have another one */
    otherNetwork: z.number().int(),
    /** server groups that lose some of their instances */
    groups: z.array(
      z.object({
        name: z.string(),
        policy: z.string().nullable(),
        provider: z.string(),
        project: z.string().nullable(),
        down: z.number().int(),
        left: z.number().int(),
      }),
    ),
    groupsTotal: z.number().int(),
    /** machines that go on without the provider that manages them */
    unmanaged: z.number().int(),
  }),
  /** hosts that may stand on what goes down; nobody can tell from here */
  uncertain: z.array(
    z.object({
      machine: affectedNodeSchema,
      host: affectedNodeSchema,
      by: z.enum(HOST_FACTS),
      against: z.enum(HOST_FACTS).nullable(),
      instances: z.number().int(),
    }),
  ),
  uncertainTotal: z.number().int(),
});

/** {@inheritDoc impactSchema} @public */
export type Impact = z.infer<typeof impactSchema>;

/** How a row is related to another one. @public */
export const RELATION_TYPES = [
  'place',
  'power',
  'switch',
  'machine',
  'host',
  'instance',
  'volume',
  'image',
  'flavor',
  'network',
  'tenant',
  'project',
  'owner',
] as const;

/** One related thing. @public */
export const relationSchema = z.object({
  type: z.enum(RELATION_TYPES),
  /** ref of a row, target of the blast radius, name of a project, or entity ref of an owner */
  id: z.string(),
  kind: z.enum([...TARGET_KINDS, ...resourceKindSchema.options, 'team']),
  name: z.string(),
  status: z.string().nullable(),
  /** false when nobody can tell from here whether it is the one */
  certain: z.boolean(),
  /** what tells, of machines and hosts: `systemUuid`, … */
  by: z.enum(HOST_FACTS).nullable(),
  /** port, address or policy; null when there is nothing more to say */
  note: z.string().nullable(),
});

/** {@inheritDoc relationSchema} @public */
export type Relation = z.infer<typeof relationSchema>;

/** Answer of `GET /v1/resources/{ref}/relations`. @public */
export const relationsSchema = z.object({
  /** what the row stands on */
  standsOn: z.array(relationSchema),
  /** what stands on the row, the first ones */
  carries: z.array(relationSchema),
  /** all that stands on it, as far as the caller may see */
  carriesTotal: z.number().int(),
  /** related rows that the caller may not see; null when he may not know of them either */
  hidden: z.number().int().nullable(),
  /** what the overlay file says of a machine; null for other rows, and for who may not see the estate */
  asset: z
    .object({
      owner: teamRef,
      purchasedOn: z.string().nullable(),
      price: z.object({ amount: z.number(), currency: z.string() }).nullable(),
    })
    .nullable(),
});

/** {@inheritDoc relationsSchema} @public */
export type Relations = z.infer<typeof relationsSchema>;
