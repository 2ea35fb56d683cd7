import { z } from 'zod';

/** A key pair of Nova in lists, and in the answer to its creation. */
export const keypairSchema = z.object({
  name: z.string(),
  /** MD5 of the key's blob, in pairs of digits */
  fingerprint: z.string(),
});

/** A key pair by itself: only there its time of birth is told. */
export const keypairDetailSchema = keypairSchema.extend({
  created_at: z.string().nullish(),
});

/** {@inheritDoc keypairDetailSchema} */
export type WireKeypair = z.infer<typeof keypairDetailSchema>;
