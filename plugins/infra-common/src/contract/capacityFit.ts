import { z } from 'zod';
import { providerErrorSchema } from '../model/resource';
import { resourceVectorSchema } from '../model/vector';

const many = z.preprocess(
  value => (value === undefined || Array.isArray(value) ? value : [value]),
  z.array(z.string()).max(50).optional(),
);

/** Query of `GET /v1/capacity/fit`. @public */
export const capacityFitQuerySchema = z.strictObject({
  /** name, id or ref of a flavor */
  flavor: z.string().min(1).max(500),
  /** every provider that has such a flavor when none is named */
  provider: many,
});

/** {@inheritDoc capacityFitQuerySchema} @public */
export type CapacityFitQuery = z.infer<typeof capacityFitQuerySchema>;

const count = z.number().int();

/** How many more instances of a flavor a provider has room for, as far as the inventory knows. @public */
export const capacityFitSchema = z.object({
  provider: z.string(),
  flavor: z.object({ ref: z.string(), name: z.string() }),
  takes: resourceVectorSchema,
  /** with what open requests were promised set aside; 0 exactly when a request for one is refused now */
  fits: count,
  /** what the sum of all that is free would have room for, if no host had an end */
  fitsInTotal: count,
  /** room that is lost since it lies in pieces on many hosts */
  fragmentation: count,
  /** at most so many, when the host goes whose loss is worst and what it holds moves to the others */
  fitsWithoutAHost: count,
  /** where, the roomiest first, twenty at most; null when the caller may not see single hosts */
  hosts: z
    .array(z.object({ ref: z.string(), name: z.string(), fits: count }))
    .nullable(),
});

/** {@inheritDoc capacityFitSchema} @public */
export type CapacityFit = z.infer<typeof capacityFitSchema>;

/** Answer of `GET /v1/capacity/fit`. @public */
export const capacityFitListSchema = z.object({
  /** one for each provider that has the flavor */
  items: z.array(capacityFitSchema),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc capacityFitListSchema} @public */
export type CapacityFitList = z.infer<typeof capacityFitListSchema>;
