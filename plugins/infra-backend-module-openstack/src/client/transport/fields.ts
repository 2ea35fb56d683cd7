import { z } from 'zod';

/**
 * A field that a service leaves out or sends as null where it knows nothing. Older and newer releases of
 * one service differ in which of the two they do.
 */
export const orElse = <S extends z.ZodType>(schema: S, fallback: z.output<S>) =>
  schema.nullish().transform(value => value ?? fallback);

/** A text that may be left out or null. */
export const someText = () =>
  z
    .string()
    .nullish()
    .transform(value => value ?? undefined);
