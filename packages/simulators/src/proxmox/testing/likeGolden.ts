type Json = any;

/** Members that are there or not for reasons the simulator does not have. */
const OPTIONAL = new Set(['cgroup-mode', 'host-arch', 'secureboot']);

function typeOf(value: Json): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}

function keyOf(row: Json): string | undefined {
  for (const name of [
    'id',
    'vmid',
    'volid',
    'key',
    'upid',
    'storage',
    'roleid',
  ]) {
    if (row && typeof row === 'object' && name in row && row[name] !== '') {
      return name === 'upid' ? undefined : `${name}=${row[name]}`;
    }
  }
  return undefined;
}

function compareLists(path: string, theirs: Json[], mine: Json[]): string[] {
  if (theirs.length === 0) {
    return mine.length === 0 ? [] : [`${path}: should be empty`];
  }
  const byKey = new Map(mine.map(row => [keyOf(row), row]));
  return theirs.flatMap((row, i) => {
    const key = keyOf(row);
    const other = key === undefined ? mine[i] ?? mine[0] : byKey.get(key);
    return other === undefined
      ? [`${path}[${key ?? i}]: missing`]
      : compare(`${path}[${key ?? i}]`, row, other);
  });
}

function compare(path: string, theirs: Json, mine: Json): string[] {
  const [a, b] = [typeOf(theirs), typeOf(mine)];
  if (a !== b) {
    return a === 'null' ? [] : [`${path}: ${b} instead of ${a}`];
  }
  if (a === 'array') {
    return compareLists(path, theirs, mine);
  }
  if (a !== 'object') {
    return [];
  }
  const missing = Object.keys(theirs).filter(
    key => !(key in mine) && theirs[key] !== null,
  );
  // The recording had no statistics for most guests and storages.
  const unknown = theirs.status === 'unknown';
  const extra = Object.keys(mine).filter(
    key => !(key in theirs) && !unknown && !OPTIONAL.has(key),
  );
  return [
    ...missing.map(key => `${path}.${key}: missing`),
    ...extra.map(key => `${path}.${key}: not in the recording`),
    ...Object.keys(theirs)
      .filter(key => key in mine)
      .flatMap(key => compare(`${path}.${key}`, theirs[key], mine[key])),
  ];
}

/**
 * How an answer differs from the recorded one: texts of refusals have to be the
 * same, data has to have the same structure.
 */
export function differences(name: string, theirs: Json, mine: Json): string[] {
  const texts = ['message', 'errors', 'success', 'status'].filter(
    member =>
      JSON.stringify(sorted(theirs[member])) !==
      JSON.stringify(sorted(mine?.[member])),
  );
  const last = (log: Json) =>
    Array.isArray(log) ? log[log.length - 1]?.t : undefined;
  const isLog = /task log$/.test(name);
  const end =
    isLog && last(theirs.data) !== last(mine?.data)
      ? [`log ends ${last(mine?.data)}`]
      : [];
  const exit =
    theirs.data?.exitstatus !== mine?.data?.exitstatus
      ? [`exitstatus ${mine?.data?.exitstatus}`]
      : [];
  return [
    ...texts.map(member => `${member}: ${JSON.stringify(mine?.[member])}`),
    ...end,
    ...exit,
    ...compare('data', theirs.data, mine?.data),
  ];
}

function sorted(value: Json): Json {
  return typeOf(value) === 'object'
    ? Object.fromEntries(
        Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;
}
