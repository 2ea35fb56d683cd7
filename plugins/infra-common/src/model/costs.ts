import { z } from 'zod';

/** What things cost. @public */
export const rateCardSchema = z.object({
  /** as it is shown: `EUR`, `CHF`, `credits` */
  currency: z.string(),
  vcpuHour: z.number(),
  memoryGiBHour: z.number(),
  storageGiBHour: z.number(),
  /** by model */
  gpuHour: z.record(z.string(), z.number()),
  /** of models that are not listed */
  otherGpuHour: z.number(),
  machineDay: z.number(),
});

/** {@inheritDoc rateCardSchema} @public */
export type RateCard = z.infer<typeof rateCardSchema>;

/** What was held, and for how long. @public */
export const usedAmountsSchema = z.object({
  vcpuHours: z.number(),
  memoryGiBHours: z.number(),
  storageGiBHours: z.number(),
  /** by model */
  gpuHours: z.record(z.string(), z.number()),
  machineDays: z.number(),
});

/** {@inheritDoc usedAmountsSchema} @public */
export type UsedAmounts = z.infer<typeof usedAmountsSchema>;

const costFiguresSchema = z.object({
  used: usedAmountsSchema,
  /** of the month, as far as it has come; null without a rate card */
  cost: z.number().nullable(),
  /** of the whole month, when what is held now is held to its end */
  forecast: z.number().nullable(),
  /** of the month before */
  previous: z.number().nullable(),
});

/** {@inheritDoc costFiguresSchema} @public */
export type CostFigures = z.infer<typeof costFiguresSchema>;

/** What one project cost. @public */
export const projectCostsSchema = costFiguresSchema.extend({
  /** null: of a team, and of none of its projects */
  project: z.string().nullable(),
  owner: z.string().nullable(),
});

/** {@inheritDoc projectCostsSchema} @public */
export type ProjectCosts = z.infer<typeof projectCostsSchema>;

/** Answer of `GET /v1/costs`: what a month cost, project by project and team by team. @public */
export const costsSchema = z.object({
  /** `2026-11`; days and months are those of UTC */
  month: z.string(),
  /** ISO time until which it is counted: now, or the end of the month */
  until: z.string(),
  /** whether the month is over */
  isOver: z.boolean(),
  /** null: the portal has none, and counts hours only */
  rates: rateCardSchema.nullable(),
  total: costFiguresSchema,
  /** the dearest first */
  projects: z.array(projectCostsSchema),
  teams: z.array(costFiguresSchema.extend({ owner: z.string().nullable() })),
  /** each day of the month that has begun */
  days: z.array(z.object({ day: z.string(), cost: z.number().nullable() })),
});

/** {@inheritDoc costsSchema} @public */
export type Costs = z.infer<typeof costsSchema>;

/** Query of `GET /v1/costs` and of its export. @public */
export const costsQuerySchema = z.strictObject({
  /** the current one when left out */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, {
      error: 'month must be a year and a month, such as 2026-11.',
    })
    .optional(),
});

/** {@inheritDoc costsQuerySchema} @public */
export type CostsQuery = z.infer<typeof costsQuerySchema>;
