import { z } from 'zod';
import { capacityFiguresSchema } from '../model/project';
import { providerErrorSchema } from '../model/resource';
import { resourceVectorSchema } from '../model/vector';

/** A query parameter that may be given several times. */
const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(50).optional(),
  );

/** Capacity of one provider or host. @public */
export const capacityPartSchema = capacityFiguresSchema.extend({
  /** provider id, or ref of the host */
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  site: z.string().nullable(),
  zone: z.string().nullable(),
  status: z.string(),
  stale: z.boolean(),
  /** sum of the quotas of the projects there; of providers only */
  granted: resourceVectorSchema.nullable(),
});

/** {@inheritDoc capacityPartSchema} @public */
export type CapacityPart = z.infer<typeof capacityPartSchema>;

/**
 * One GPU model of the estate. A card and a slice of one are different things and have an entry each; the counts of
 * two entries are never added.
 * @public
 */
export const gpuCapacitySchema = z.object({
  /** as resource vectors spell it: `nvidia-a100-pcie-80gb/vgpu` */
  model: z.string(),
  title: z.string(),
  form: z.enum(['card', 'slice']),
  /** cards that machines have; null of slices, which no machine has */
  inMachines: z.number().nullable(),
  /** what hosts of instances have: for instances, not for whoever has the machine */
  total: z.number(),
  deliverable: z.number(),
  allocated: z.number(),
  free: z.number(),
  granted: z.number(),
});

/** {@inheritDoc gpuCapacitySchema} @public */
export type GpuCapacity = z.infer<typeof gpuCapacitySchema>;

/** Answer of `GET /v1/capacity`: everything but single hosts. @public */
export const capacitySchema = z.object({
  overall: capacityFiguresSchema.extend({ granted: resourceVectorSchema }),
  providers: z.array(capacityPartSchema),
  gpus: z.array(gpuCapacitySchema),
  /** how many hosts there are and how many take instances; null when the caller may not see single hosts */
  hosts: z.object({ total: z.number().int(), up: z.number().int() }).nullable(),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc capacitySchema} @public */
export type Capacity = z.infer<typeof capacitySchema>;

/**
 * What hosts may be sorted by; a leading `-` turns the order round. A dimension stands for how full a host is of it,
 * allocated of deliverable.
 * @public
 */
export const HOST_SORTS = [
  'name',
  'provider',
  'site',
  'zone',
  'status',
  'vcpus',
  'memoryBytes',
  'storageBytes',
  'gpus',
] as const;

/** {@inheritDoc HOST_SORTS} @public */
export type HostSort = (typeof HOST_SORTS)[number];

/** Hosts of one page at most: no answer is larger than 100 kB. @public */
export const MAX_HOSTS = 100;

/** Query of `GET /v1/capacity/hosts`. @public */
export const hostQuerySchema = z.strictObject({
  provider: many(z.string()),
  site: many(z.string()),
  zone: many(z.string()),
  status: many(z.string()),
  /** words, each a part of the name or the ref of a host; case does not matter */
  q: z.string().max(200).optional(),
  sort: z
    .string()
    .regex(new RegExp(`^-?(${HOST_SORTS.join('|')})$`), {
      error: `sort must be one of ${HOST_SORTS.join(
        ', ',
      )}, with - in front for descending.`,
    })
    .default('name'),
  limit: z.coerce.number().int().min(1).max(MAX_HOSTS).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

/** {@inheritDoc hostQuerySchema} @public */
export type HostQuery = z.infer<typeof hostQuerySchema>;

/** Answer of `GET /v1/capacity/hosts`. @public */
export const hostPageSchema = z.object({
  items: z.array(capacityPartSchema),
  /** hosts that match, on all pages together */
  total: z.number().int(),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc hostPageSchema} @public */
export type HostPage = z.infer<typeof hostPageSchema>;

/** What machines are counted by. @public */
export const MACHINE_GROUPINGS = [
  'role',
  'pool',
  'site',
  'provider',
  'gpu',
] as const;

/** {@inheritDoc MACHINE_GROUPINGS} @public */
export type MachineGrouping = (typeof MACHINE_GROUPINGS)[number];

/** Query of `GET /v1/capacity/machines`. @public */
export const machineCapacityQuerySchema = z.strictObject({
  by: z.enum(MACHINE_GROUPINGS).default('role'),
  provider: many(z.string()),
  site: many(z.string()),
  role: many(z.string()),
  pool: many(z.string()),
});

/** {@inheritDoc machineCapacityQuerySchema} @public */
export type MachineCapacityQuery = z.infer<typeof machineCapacityQuerySchema>;

/**
 * Where machines stand, of the states of an inventory row:
 *
 * - `ready`: may be deployed now
 * - `reserved`: somebody holds it and has not deployed it (`allocated`)
 * - `deployed`
 * - `transition`: on its way (`commissioning`, `testing`, `deploying`, `releasing`)
 * - `broken`: out of use until somebody sees to it (`broken`, `failed`, `missing`)
 * - `other`: neither (`new`, `rescue`, `retired`, `unknown`)
 * @public
 */
export const MACHINE_STANDINGS = [
  'ready',
  'reserved',
  'deployed',
  'transition',
  'broken',
  'other',
] as const;

/** {@inheritDoc MACHINE_STANDINGS} @public */
export type MachineStanding = (typeof MACHINE_STANDINGS)[number];

/** Machines of one sort: how many stand where, and what they are made of. @public */
export const machineFiguresSchema = z.object({
  /** the sum of the counts */
  total: z.number().int(),
  counts: z.record(z.enum(MACHINE_STANDINGS), z.number().int()),
  /** hardware of all of them, and of those that are ready */
  hardware: z.object({
    total: resourceVectorSchema,
    ready: resourceVectorSchema,
  }),
});

/** {@inheritDoc machineFiguresSchema} @public */
export type MachineFigures = z.infer<typeof machineFiguresSchema>;

/** Answer of `GET /v1/capacity/machines`. @public */
export const machineCapacitySchema = z.object({
  by: z.enum(MACHINE_GROUPINGS),
  overall: machineFiguresSchema,
  /** by name; a machine with cards of two models is in both groups of these */
  groups: z.array(
    machineFiguresSchema.extend({
      /** null stands for machines without one */
      value: z.string().nullable(),
    }),
  ),
  withoutRole: z.object({
    total: z.number().int(),
    /** the first few; null when the caller may not see single machines */
    names: z.array(z.string()).nullable(),
  }),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc machineCapacitySchema} @public */
export type MachineCapacity = z.infer<typeof machineCapacitySchema>;
