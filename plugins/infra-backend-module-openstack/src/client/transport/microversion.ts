import { z } from 'zod';

/**
 * A microversion a call wants: the lowest that has what we read or send.
 * With `better`, that one is used where the service has it.
 */
export interface Microversion {
  at: string;
  better?: string;
}

/** What a service offers. */
export interface VersionRange {
  min: string;
  max: string;
}

function compare(a: string, b: string): number {
  const [majorA, minorA] = a.split('.').map(Number);
  const [majorB, minorB] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/**
 * The version to send.
 * @returns undefined when the service is too old (or so new that it dropped ours)
 */
export function chooseVersion(
  wanted: Microversion,
  range: VersionRange,
): string | undefined {
  const within = (version: string) =>
    compare(version, range.min) >= 0 && compare(version, range.max) <= 0;
  return [wanted.better, wanted.at].find(
    (version): version is string => version !== undefined && within(version),
  );
}

const entry = z.object({
  id: z.string(),
  version: z.string().optional(),
  max_version: z.string().optional(),
  min_version: z.string().optional(),
});

/** Version document: one version under its own path, or a list of them at the root. */
const documentSchema = z.union([
  z.object({ version: entry }),
  z.object({ versions: z.array(entry).min(1) }),
]);

/**
 * Reads a version document of Nova, Placement or Cinder.
 * @returns undefined when it is none, or has no microversions
 */
export function readVersionDocument(body: unknown): VersionRange | undefined {
  const parsed = documentSchema.safeParse(body);
  if (!parsed.success) {
    return undefined;
  }
  const entries =
    'version' in parsed.data ? [parsed.data.version] : parsed.data.versions;
  for (const one of entries) {
    const max = one.max_version || one.version;
    if (max && one.min_version) {
      return { min: one.min_version, max };
    }
  }
  return undefined;
}
