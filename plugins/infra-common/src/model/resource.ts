import { z } from 'zod';
import { resourceKindSchema } from './ref';
import { resourceVectorSchema } from './vector';

const isoDate = z.iso.datetime({ offset: true });

/**
 * What one host has and has given away.
 *
 * - `total`: the hardware
 * - `reserved`: kept for the host itself
 * - `deliverable`: what instances may be promised after the overcommit policy, `(total − reserved) × ratio`
 * - `allocated`: what instances hold now
 * @public
 */
export const hostCapacitySchema = z.object({
  total: resourceVectorSchema,
  reserved: resourceVectorSchema,
  deliverable: resourceVectorSchema,
  allocated: resourceVectorSchema,
});

/** {@inheritDoc hostCapacitySchema} @public */
export type HostCapacity = z.infer<typeof hostCapacitySchema>;

/**
 * States of an instance, the same for every provider: `paused` stands still in memory, `suspended` has its
 * memory on disk, `shelved` holds no host (its disk is kept), `rescue` has booted another disk to be repaired.
 * @public
 */
export const INSTANCE_STATUSES = [
  'building',
  'active',
  'stopped',
  'paused',
  'suspended',
  'shelved',
  'rescue',
  'changing',
  'error',
  'deleted',
  'unknown',
] as const;

/** {@inheritDoc INSTANCE_STATUSES} @public */
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

/**
 * States of a machine, the same for every provider. `failed` is what went wrong on the way to
 * another state, `broken` what a person or a test has taken out of use.
 * @public
 */
export const MACHINE_STATUSES = [
  'new',
  'commissioning',
  'testing',
  'ready',
  'allocated',
  'deploying',
  'deployed',
  'releasing',
  'rescue',
  'failed',
  'broken',
  'missing',
  'retired',
  'unknown',
] as const;

/** {@inheritDoc MACHINE_STATUSES} @public */
export type MachineStatus = (typeof MACHINE_STATUSES)[number];

/**
 * A row of the inventory as the REST API shows it.
 * @public
 */
export const resourceSchema = z.object({
  ref: z.string(),
  kind: resourceKindSchema,
  provider: z.string(),
  externalId: z.string(),
  name: z.string(),
  status: z.string(),
  site: z.string().nullable(),
  zone: z.string().nullable(),
  /** name of the portal project the row belongs to; null for what belongs to nobody or to a project the portal does not manage */
  project: z.string().nullable(),
  /** id of the tenant at the provider, managed by the portal or not */
  projectExternalId: z.string().nullable(),
  /** entity ref of the owning team */
  owner: z.string().nullable(),
  /** ref of the hypervisor an instance runs on */
  host: z.string().nullable(),
  /** what an instance or a flavor takes */
  vector: resourceVectorSchema.nullable(),
  /** of hypervisors only */
  capacity: hostCapacitySchema.nullable(),
  /** further facts: `addresses`, `flavor`, `image`, `os`, `fault`, `rack`, … */
  attributes: z.record(z.string(), z.unknown()),
  createdAt: isoDate.nullable(),
  /** when a sync last saw the row at its provider */
  lastSeenAt: isoDate,
  /** true while the provider can not be read, so that the row may be out of date */
  stale: z.boolean(),
  /** end of the lease, of instances that have one */
  leaseEndsAt: isoDate.nullable(),
});

/** {@inheritDoc resourceSchema} @public */
export type Resource = z.infer<typeof resourceSchema>;

/**
 * How a provider is doing, as the last sync saw it.
 * @public
 */
export const providerStatusSchema = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  site: z.string(),
  /** `stale`: nobody has read it for longer than the schedule allows */
  state: z.enum(['pending', 'ok', 'degraded', 'unreachable', 'held', 'stale']),
  /** one plain sentence when the state is not ok */
  message: z.string().nullable(),
  lastSuccessAt: isoDate.nullable(),
  lastAttemptAt: isoDate.nullable(),
  /** rows and parts that the last reading left out while it read the rest, by kind */
  skipped: z.array(
    z.object({
      kind: resourceKindSchema,
      count: z.number().int(),
      /** the first few, one plain sentence each */
      problems: z.array(z.string()),
    }),
  ),
  /** what people may do there: `projects`, `instances` */
  capabilities: z.array(z.string()),
  /** operation types that may be asked for about an instance there: `instance.start`, … */
  instanceActions: z.array(z.string()),
  /** operation types that may be asked for about a machine there: `machine.deploy`, … */
  machineActions: z.array(z.string()),
  /** whether the reader may ask for changes there; false where only the SREs do */
  selfService: z.boolean(),
});

/** {@inheritDoc providerStatusSchema} @public */
export type ProviderStatus = z.infer<typeof providerStatusSchema>;

/** Something that could not be read, beside what could. @public */
export const providerErrorSchema = z.object({
  provider: z.string(),
  message: z.string(),
  /** since when the provider's rows are out of date */
  since: isoDate.nullable(),
});

/** {@inheritDoc providerErrorSchema} @public */
export type ProviderIssue = z.infer<typeof providerErrorSchema>;
