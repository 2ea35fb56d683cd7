import { z } from 'zod';

/** Perl's scalars leak: a number may come as a text. */
export const amount = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)])
  .transform(Number);

/** 0, 1, "0", "1", true, false. */
export const flag = z
  .union([z.boolean(), z.number(), z.string()])
  .transform(value => value === true || Number(value) === 1);

/** A text that may come as a number, such as a name made of digits. */
export const text = z.union([z.string(), z.number()]).transform(String);

/** What may be missing may also come as null. */
export const maybe = <T extends z.ZodType>(value: T) =>
  value
    .nullish()
    .transform(found => found ?? undefined)
    .optional();

/** Lists come as null when there is nothing. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);
