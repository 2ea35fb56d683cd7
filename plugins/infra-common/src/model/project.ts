import { z } from 'zod';
import { resourceVectorSchema } from './vector';

/** A project's place at one provider. @public */
export const projectBindingSchema = z.object({
  provider: z.string(),
  /** id of the tenant at the provider */
  externalId: z.string(),
  /** id of the project's own network there, when it has one */
  networkExternalId: z.string().nullable(),
});

/** {@inheritDoc projectBindingSchema} @public */
export type ProjectBinding = z.infer<typeof projectBindingSchema>;

/**
 * The tenancy unit: a team's environment. `name` is its id.
 * @public
 */
export const projectSchema = z.object({
  name: z.string(),
  description: z.string(),
  environment: z.string(),
  /** entity ref of the owning team, `group:default/payments` */
  owner: z.string(),
  state: z.enum(['creating', 'active', 'deleting']),
  bindings: z.array(projectBindingSchema),
  createdAt: z.iso.datetime({ offset: true }),
});

/** {@inheritDoc projectSchema} @public */
export type Project = z.infer<typeof projectSchema>;

/**
 * What a project may have, has and is about to have.
 *
 * - `quota`: the most it may have; a GPU model that is not listed may not be used
 * - `reserved`: held by operations that have not ended
 * - `used`: held by its instances
 * - `free`: `quota − reserved − used`
 * @public
 */
export const projectUsageSchema = z.object({
  project: z.string(),
  quota: resourceVectorSchema,
  reserved: resourceVectorSchema,
  used: resourceVectorSchema,
  free: resourceVectorSchema,
  /** providers whose part of `used` may be out of date */
  stale: z.array(z.string()),
});

/** {@inheritDoc projectUsageSchema} @public */
export type ProjectUsage = z.infer<typeof projectUsageSchema>;

/** The end date of an instance. @public */
export const leaseSchema = z.object({
  ref: z.string(),
  name: z.string(),
  project: z.string(),
  /** entity ref of who asked for it */
  requester: z.string(),
  startedAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  /** `grace`: ended, or deleted while `endsAt` is still to come; there until `graceEndsAt`. `releasing`: being deleted */
  state: z.enum(['active', 'grace', 'releasing', 'released']),
  graceEndsAt: z.iso.datetime({ offset: true }),
});

/** {@inheritDoc leaseSchema} @public */
export type Lease = z.infer<typeof leaseSchema>;

/** What a whole estate, a provider or a host has to give. @public */
export const capacityFiguresSchema = z.object({
  total: resourceVectorSchema,
  reserved: resourceVectorSchema,
  deliverable: resourceVectorSchema,
  allocated: resourceVectorSchema,
  /** `deliverable − allocated` */
  free: resourceVectorSchema,
});

/** {@inheritDoc capacityFiguresSchema} @public */
export type CapacityFigures = z.infer<typeof capacityFiguresSchema>;
