import { z } from 'zod';
import { imageRulesSchema } from '../rules/imageNames';
import { providerErrorSchema } from './resource';

/** Whoever runs an image: what stands for a project, or for what belongs to none. @public */
export const imageUserSchema = z.object({
  /** null: of no project that the portal knows */
  project: z.string().nullable(),
  /** entity ref of the team */
  owner: z.string().nullable(),
  instances: z.number().int(),
  machines: z.number().int(),
});

/** {@inheritDoc imageUserSchema} @public */
export type ImageUser = z.infer<typeof imageUserSchema>;

/**
 * States of a version: `newest` of its family, `superseded` by another, `too-old` to be used for something new,
 * `gone` from the clouds while something still runs it.
 * @public
 */
export const IMAGE_VERSION_STATES = [
  'newest',
  'superseded',
  'too-old',
  'gone',
] as const;

/** One image under one name, in as many clouds as have it. @public */
export const imageVersionSchema = z.object({
  name: z.string(),
  /** null for a name that does not follow the convention */
  version: z.string().nullable(),
  state: z.enum(IMAGE_VERSION_STATES),
  /** ISO time: when the first cloud got it, else what the version says; null when nobody knows */
  publishedAt: z.string().nullable(),
  /** whole days since then */
  ageDays: z.number().int().nullable(),
  /** one for each cloud that has it */
  copies: z.array(
    z.object({ ref: z.string(), provider: z.string(), status: z.string() }),
  ),
  /** ids of the providers that have an older one of the family, and not this newest */
  missingAt: z.array(z.string()),
  /** how many the caller may see that run it */
  instances: z.number().int(),
  machines: z.number().int(),
  /** who runs it, the most first; the first twenty */
  users: z.array(imageUserSchema),
  /** users beyond those */
  moreUsers: z.number().int(),
});

/** {@inheritDoc imageVersionSchema} @public */
export type ImageVersion = z.infer<typeof imageVersionSchema>;

/** Answer of `GET /v1/images`: golden images over all clouds. @public */
export const imageRegisterSchema = z.object({
  rules: imageRulesSchema,
  families: z.array(
    z.object({
      family: z.string(),
      /** the newest first */
      versions: z.array(imageVersionSchema),
    }),
  ),
  /** images whose names do not follow the convention, by name */
  others: z.array(imageVersionSchema),
  /** whether it counts who runs what of the whole estate, or only of what the caller may see */
  usesOf: z.enum(['estate', 'caller']),
  /** snapshots of instances, which are no golden images */
  snapshots: z.number().int(),
  /** false when there are more images than are read while somebody waits */
  isComplete: z.boolean(),
  errors: z.array(providerErrorSchema),
});

/** {@inheritDoc imageRegisterSchema} @public */
export type ImageRegister = z.infer<typeof imageRegisterSchema>;
