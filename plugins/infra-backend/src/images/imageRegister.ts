import {
  compareVersions,
  parseImageName,
  timeOfVersion,
  type ImageRegister,
  type ImageRules,
  type ImageUser,
  type ImageVersion,
} from '@ironstage/plugin-infra-common';
import type { ImageCopy, ImageUse } from './ImageStore';

const DAY = 24 * 3600_000;

/** Users of one image that are named. */
const NAMED = 20;

interface Source {
  copies: ImageCopy[];
  uses: ImageUse[];
  rules: ImageRules;
  now: number;
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(key(item), [item]);
    }
  }
  return groups;
}

/** Adds up who runs an image, over all clouds. */
function usersOf(uses: ImageUse[]) {
  const users = [
    ...groupBy(uses, ({ project, owner }) =>
      JSON.stringify([project, owner]),
    ).values(),
  ].map((of): ImageUser => {
    const sum = (kind: ImageUse['kind']) =>
      of.reduce((n, one) => n + (one.kind === kind ? one.count : 0), 0);
    const [{ project, owner }] = of;
    return {
      project,
      owner,
      instances: sum('instance'),
      machines: sum('machine'),
    };
  });
  const size = (user: ImageUser) => user.instances + user.machines;
  users.sort(
    (a, b) =>
      size(b) - size(a) || (a.project ?? '').localeCompare(b.project ?? ''),
  );
  return {
    instances: users.reduce((n, user) => n + user.instances, 0),
    machines: users.reduce((n, user) => n + user.machines, 0),
    users: users.slice(0, NAMED),
    moreUsers: Math.max(0, users.length - NAMED),
  };
}

function publishedAt(
  copies: ImageCopy[],
  version: string | undefined,
): number | undefined {
  const times = copies.flatMap(({ createdAt }) =>
    createdAt ? Date.parse(createdAt) : [],
  );
  if (times.length > 0) {
    return Math.min(...times);
  }
  return version === undefined ? undefined : timeOfVersion(version);
}

/** Whether there is a newer one is not known yet. */
function stateOf(copies: ImageCopy[], ageDays: number | null, most: number) {
  if (copies.length === 0) {
    return 'gone';
  }
  return ageDays !== null && ageDays > most ? 'too-old' : 'newest';
}

/** One image of one name. */
function versionOf(
  name: string,
  copies: ImageCopy[],
  uses: ImageUse[],
  { rules, now }: Source,
): ImageVersion {
  const version = parseImageName(name, rules)?.version;
  const published = publishedAt(copies, version);
  const ageDays =
    published === undefined ? null : Math.floor((now - published) / DAY);
  return {
    name,
    version: version ?? null,
    state: stateOf(copies, ageDays, rules.maxAgeDays),
    publishedAt:
      published === undefined ? null : new Date(published).toISOString(),
    ageDays,
    copies: copies.map(({ ref, provider, status }) => ({
      ref,
      provider,
      status,
    })),
    missingAt: [],
    ...usersOf(uses),
  };
}

/** Puts the versions of a family in order, and tells which one is to be used. */
function asFamily(versions: ImageVersion[]): ImageVersion[] {
  const ordered = [...versions].sort((a, b) =>
    compareVersions(b.version ?? '', a.version ?? ''),
  );
  const newest = ordered.find(one => one.state !== 'gone');
  const providers = new Set(
    ordered.flatMap(one => one.copies.map(({ provider }) => provider)),
  );
  newest?.copies.forEach(({ provider }) => providers.delete(provider));
  return ordered.map(one => {
    if (one === newest) {
      return { ...one, missingAt: [...providers].sort() };
    }
    return one.state === 'newest' ? { ...one, state: 'superseded' } : one;
  });
}

/**
 * Puts the copies of all clouds together by their names: one image of one name is the same everywhere.
 *
 * @param source - what there is, and who runs what; a use names an image by its name or its id
 */
export function imageRegister(
  source: Source,
): Pick<ImageRegister, 'families' | 'others'> {
  const { copies, uses, rules } = source;
  const own = (name: string) => name.slice(name.lastIndexOf('/') + 1);
  const key = (name: string) =>
    parseImageName(name, rules) ? own(name) : name;
  const names = new Map(
    copies.flatMap(copy =>
      [copy.externalId, copy.name].map(said => [
        JSON.stringify([copy.provider, said]),
        key(copy.name),
      ]),
    ),
  );
  const used = groupBy(
    uses,
    ({ provider, image }) =>
      names.get(JSON.stringify([provider, image])) ?? key(image),
  );
  const there = groupBy(copies, copy => key(copy.name));
  const all = [...new Set([...there.keys(), ...used.keys()])]
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map(name =>
      versionOf(name, there.get(name) ?? [], used.get(name) ?? [], source),
    );
  const families = groupBy(
    all.filter(({ version }) => version !== null),
    ({ name }) => parseImageName(name, rules)?.family ?? '',
  );
  return {
    families: [...families]
      .map(([family, versions]) => ({ family, versions: asFamily(versions) }))
      .sort((a, b) => a.family.localeCompare(b.family, 'en')),
    others: all.filter(({ version }) => version === null),
  };
}
