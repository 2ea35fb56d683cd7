import { z } from 'zod';

const isoDate = z.iso.datetime({ offset: true });

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
