import { z } from 'zod';

const isoDate = z.iso.datetime({ offset: true });

/** A service or agent of a control plane, on one of its hosts. @public */
export const controlPlaneServiceSchema = z.object({
  /** the provider's own name: `nova-compute`, `rackd` */
  name: z.string(),
  host: z.string(),
  zone: z.string().nullable(),
  /** `disabled`: taken out of use by a person, whether it runs or not */
  state: z.enum(['up', 'degraded', 'down', 'disabled', 'unknown']),
  /** why, in the provider's words */
  detail: z.string().nullable(),
  /** of its last sign of life */
  lastSeenAt: isoDate.nullable(),
});

/** {@inheritDoc controlPlaneServiceSchema} @public */
export type ControlPlaneServiceStatus = z.infer<
  typeof controlPlaneServiceSchema
>;

/** Answer of `GET /v1/providers/{id}/health`: how a control plane is doing, asked there and then. @public */
export const providerHealthSchema = z.object({
  provider: z.string(),
  /** version of the product, where it tells one */
  version: z.string().nullable(),
  services: z.array(controlPlaneServiceSchema),
  /** parts that could not be asked, one plain sentence each */
  problems: z.array(z.string()),
  checkedAt: isoDate,
});

/** {@inheritDoc providerHealthSchema} @public */
export type ProviderHealth = z.infer<typeof providerHealthSchema>;

/** Something that happened to a machine, as its provider recorded it. @public */
export const machineEventSchema = z.object({
  /** the provider's id; later events have a greater one */
  id: z.number(),
  at: isoDate,
  level: z.enum(['debug', 'info', 'warning', 'error']),
  /** what kind of thing: `Node changed status` */
  type: z.string(),
  description: z.string(),
  /** account at the provider; null when it was the provider itself */
  actor: z.string().nullable(),
});

/** {@inheritDoc machineEventSchema} @public */
export type MachineEventRow = z.infer<typeof machineEventSchema>;

/** Answer of `GET /v1/resources/{ref}/events`: the newest first. @public */
export const machineEventListSchema = z.object({
  items: z.array(machineEventSchema),
  /** `before` of the next page; null when this is the last */
  next: z.number().nullable(),
});

/** {@inheritDoc machineEventListSchema} @public */
export type MachineEventList = z.infer<typeof machineEventListSchema>;
