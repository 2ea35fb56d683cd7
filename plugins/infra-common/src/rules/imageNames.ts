import { z } from 'zod';

/** How golden images are named, and when one is too old. @public */
export const imageRulesSchema = z.object({
  /** regular expression that a name matches as a whole, with the groups `family` and `version` */
  convention: z.string(),
  /** the expression in words, with an example */
  hint: z.string(),
  /** an image that was published longer ago, in days, is too old to be used for something new */
  maxAgeDays: z.number(),
});

/** {@inheritDoc imageRulesSchema} @public */
export type ImageRules = z.infer<typeof imageRulesSchema>;

/** `eu-baseos-2025.01`: where it is for, what it is, and when it was made. @public */
export const DEFAULT_IMAGE_RULES: ImageRules = {
  convention:
    '(?<family>[a-z]{2,5}-[a-z][a-z0-9-]*?)-(?<version>\\d{4}\\.\\d{2}(?:\\.\\d+)?)',
  hint: 'region, what it is, and year.month, as in eu-baseos-2025.01',
  maxAgeDays: 365,
};

/** What a name says by the convention. @public */
export interface ImageName {
  family: string;
  version: string;
}

/**
 * Reads a name by the convention. Some clouds put a kind in front, `custom/eu-baseos-2025.01`, which is no part of it.
 *
 * @returns undefined for a name that does not follow it
 * @public
 */
export function parseImageName(
  name: string,
  rules: Pick<ImageRules, 'convention'>,
): ImageName | undefined {
  const own = name.slice(name.lastIndexOf('/') + 1);
  const { family, version } =
    new RegExp(`^(?:${rules.convention})$`, 'u').exec(own)?.groups ?? {};
  return family && version ? { family, version } : undefined;
}

/**
 * What is wrong with a convention, as a sentence about `infra.images.convention`.
 * @public
 */
export function checkImageConvention(convention: string): string | undefined {
  try {
    // with an empty alternative it matches nothing as well, and tells which groups it has
    const groups = new RegExp(`(?:${convention})|`, 'u').exec('')?.groups ?? {};
    const missing = ['family', 'version'].filter(name => !(name in groups));
    return missing.length > 0
      ? `it must name what it finds with ${missing
          .map(name => `(?<${name}>…)`)
          .join(' and ')}`
      : undefined;
  } catch (error) {
    return `it is not a regular expression: ${
      error instanceof Error ? error.message : error
    }`;
  }
}

/**
 * Puts versions in order, number by number: `2025.10` comes after `2025.9`.
 * @public
 */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * When a version says it was made, the first of its month: `2025.01` → 2025-01-01 UTC.
 *
 * @returns milliseconds since 1970; undefined for versions that are no dates
 * @public
 */
export function timeOfVersion(version: string): number | undefined {
  const [, year, month] = /^(\d{4})\.(\d{2})(?:\.|$)/.exec(version) ?? [];
  return Number(month) >= 1 && Number(month) <= 12
    ? Date.UTC(Number(year), Number(month) - 1)
    : undefined;
}
