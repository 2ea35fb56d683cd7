import { z } from 'zod';
import { providerErrorSchema } from '../model/resource';

const isoDate = z.iso.datetime({ offset: true });

const many = z.preprocess(
  value => (value === undefined || Array.isArray(value) ? value : [value]),
  z.array(z.string()).max(50).optional(),
);

/** Parts of the estate; of several values of one a series has to have one. */
const place = {
  provider: many,
  site: many,
  zone: many,
  /** of machines only */
  role: many,
};

/** What history is kept of: `vcpus`, `memoryBytes`, `storageBytes`, `machines` or `gpus.<model>`. @public */
export const capacityClassSchema = z
  .string()
  .max(200)
  .regex(/^(vcpus|memoryBytes|storageBytes|machines|gpus\.[^\s]+)$/, {
    error:
      'class must be vcpus, memoryBytes, storageBytes, machines or gpus.<model>.',
  });

/** Lengths that history can be asked in, in seconds: five minutes, an hour, six, a day, a week. @public */
export const HISTORY_STEPS = [300, 3600, 21_600, 86_400, 604_800] as const;

/** Points of one answer at most: none is larger than 100 kB. @public */
export const MAX_POINTS = 500;

/** Query of `GET /v1/capacity/history`. @public */
export const capacityHistoryQuerySchema = z.strictObject({
  class: capacityClassSchema,
  ...place,
  /** the last thirty days when nothing is said */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** seconds that a point stands for; as fine as the answer has room for when nothing is said */
  step: z.coerce
    .number()
    .refine(one => HISTORY_STEPS.some(step => step === one), {
      error: `step must be one of ${HISTORY_STEPS.join(', ')} seconds.`,
    })
    .optional(),
});

/** {@inheritDoc capacityHistoryQuerySchema} @public */
export type CapacityHistoryQuery = z.infer<typeof capacityHistoryQuerySchema>;

const amount = z.number().finite();

/** Amounts of one class, averaged over a step, in pieces or bytes. @public */
export const capacityPointSchema = z.object({
  /** beginning of the step */
  at: isoDate,
  total: amount,
  deliverable: amount,
  allocated: amount,
  /** sum of quotas, which are of a provider as a whole: null where only a zone or a role is looked at */
  granted: amount.nullable(),
  /** measured or known to be in use; null where nobody measures */
  used: amount.nullable(),
});

/** {@inheritDoc capacityPointSchema} @public */
export type CapacityPoint = z.infer<typeof capacityPointSchema>;

/** Answer of `GET /v1/capacity/history`. @public */
export const capacityHistorySchema = z.object({
  class: z.string(),
  from: isoDate,
  to: isoDate,
  step: z.number().int(),
  /** oldest first; steps without samples are left out */
  points: z.array(capacityPointSchema),
  /** deliverable of total at the last point: above 1 more is promised than there is; null when there is nothing */
  overcommit: amount.nullable(),
  /** what is older was not measured but worked out of the creation dates of instances; null when nothing was */
  reconstructedBefore: isoDate.nullable(),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc capacityHistorySchema} @public */
export type CapacityHistory = z.infer<typeof capacityHistorySchema>;

/** Query of `GET /v1/capacity/forecast`. @public */
export const capacityForecastQuerySchema = z.strictObject({
  /** every class that there is history of when nothing is said */
  class: capacityClassSchema.optional(),
  ...place,
});

/** {@inheritDoc capacityForecastQuerySchema} @public */
export type CapacityForecastQuery = z.infer<typeof capacityForecastQuerySchema>;

/** How what was allocated is carried on; the names stand in the answer. @public */
export const FORECAST_MODELS = ['level', 'trend', 'weekly'] as const;

/** {@inheritDoc FORECAST_MODELS} @public */
export type ForecastModel = (typeof FORECAST_MODELS)[number];

/**
 * What becomes of one class.
 *
 * - `growing`: it fills up, or comes closer to it
 * - `steady`: it does not grow within what can be told
 * - `full`: nothing is left now
 * - `too-little-history`: nobody can tell yet
 * @public
 */
export const capacityForecastSchema = z.object({
  class: z.string(),
  state: z.enum(['growing', 'steady', 'full', 'too-little-history']),
  /** the same in one plain sentence */
  sentence: z.string(),
  /** days of history that it rests on, and how many it takes at least */
  days: z.number().int(),
  daysNeeded: z.number().int(),
  deliverable: amount,
  allocated: amount,
  /** days until what is allocated reaches what is deliverable; null for not within the horizon */
  daysToFull: z.object({
    expected: amount.nullable(),
    /** at the upper and the lower edge of the band */
    earliest: amount.nullable(),
    latest: amount.nullable(),
  }),
  horizonDays: z.number().int(),
  /** null when there is too little history */
  model: z.enum(FORECAST_MODELS).nullable(),
  /** what each model was off by on days that were kept from it, on average, in pieces or bytes; the least first */
  backtest: z.array(
    z.object({
      model: z.enum(FORECAST_MODELS),
      error: amount,
      /** the same as part of what is deliverable, 0.01 for a hundredth; null when nothing is */
      errorOfDeliverable: amount.nullable(),
      heldOutDays: z.number().int(),
    }),
  ),
  /** what is expected, and between what nine of ten held-out days would have lain */
  points: z.array(
    z.object({ at: isoDate, expected: amount, low: amount, high: amount }),
  ),
  /** see history */
  reconstructedBefore: isoDate.nullable(),
});

/** {@inheritDoc capacityForecastSchema} @public */
export type CapacityForecast = z.infer<typeof capacityForecastSchema>;

/** Answer of `GET /v1/capacity/forecast`. @public */
export const capacityForecastListSchema = z.object({
  /** what is full first comes first */
  items: z.array(capacityForecastSchema),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc capacityForecastListSchema} @public */
export type CapacityForecastList = z.infer<typeof capacityForecastListSchema>;
