import { z } from 'zod';

/**
 * What a network segment is for: `oob` out-of-band consoles of machines, `mgmt` their operating systems, `backup`, `storage`,
 * `public` reachable from outside, `tenant` what instances talk over.
 * @public
 */
export const SEGMENT_ROLES = [
  'oob',
  'mgmt',
  'backup',
  'storage',
  'public',
  'tenant',
] as const;

/** {@inheritDoc SEGMENT_ROLES} @public */
export type SegmentRole = (typeof SEGMENT_ROLES)[number];

/** How segments are told apart by what they are called, and which there should be. @public */
export const segmentRulesSchema = z.object({
  /** by role the words that stand for it; `*` at the end of one stands for any letters */
  words: z.record(z.enum(SEGMENT_ROLES), z.array(z.string())),
  /** roles that each site should have a segment of */
  expected: z.array(z.enum(SEGMENT_ROLES)),
});

/** {@inheritDoc segmentRulesSchema} @public */
export type SegmentRules = z.infer<typeof segmentRulesSchema>;

/** Words that most name their segments by. @public */
export const DEFAULT_SEGMENT_RULES: SegmentRules = {
  words: {
    oob: ['oob', 'ipmi', 'bmc', 'ilo', 'idrac', 'redfish', 'console*'],
    mgmt: ['mgmt', 'management', 'admin', 'pxe', 'provision*', 'deploy*'],
    backup: ['backup*', 'bkp', 'bck'],
    storage: ['storage', 'stor', 'ceph', 'iscsi', 'nfs', 'san'],
    public: ['public', 'pub', 'external', 'ext', 'dmz', 'floating', 'internet'],
    tenant: ['tenant*', 'app*', 'private', 'vm', 'vms', 'workload*'],
  },
  expected: [...SEGMENT_ROLES],
};

/** What is known of a segment that may tell its role. @public */
export interface SegmentHints {
  /** what it is called, and what is written about it; the first that tells a role counts */
  texts: Array<string | undefined>;
  /** whether the cloud says that it leads outside */
  external: boolean;
  /** whether it belongs to one tenant */
  ofTenant: boolean;
}

/** Letters that stand together; numbers at their end are not part of a word: `storage2` is storage. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z]+/g) ?? []).filter(Boolean);
}

function matches(word: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase();
  return wanted.endsWith('*')
    ? word.startsWith(wanted.slice(0, -1))
    : word === wanted;
}

/**
 * The role of a segment: what its name says, else what the cloud says.
 *
 * @returns null when nothing tells
 * @public
 */
export function segmentRole(
  { texts, external, ofTenant }: SegmentHints,
  rules: SegmentRules,
): SegmentRole | null {
  for (const text of texts) {
    const words = wordsOf(text ?? '');
    const role = SEGMENT_ROLES.find(one =>
      rules.words[one].some(pattern =>
        words.some(word => matches(word, pattern)),
      ),
    );
    if (role) {
      return role;
    }
  }
  if (external) {
    return 'public';
  }
  return ofTenant ? 'tenant' : null;
}
