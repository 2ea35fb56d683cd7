import type { Answer } from './client';

export interface Recorded {
  response: {
    status: number;
    headers?: Record<string, string>;
    body: unknown;
  };
}

const idLike = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
/** Objects used as maps: their keys are data, not structure. */
const maps = new Set([
  'hosts',
  'metadata',
  'addresses',
  'extra_specs',
  'provider_summaries',
  'mappings',
  'resources',
  'inventories',
  'usages',
  'owner_data',
  'workload_annotations',
]);

type Shape = string | { [key: string]: Shape } | Shape[];

function isMap(key: string, value: object): boolean {
  const keys = Object.keys(value);
  return maps.has(key) || (keys.length > 0 && keys.every(k => idLike.test(k)));
}

/** The structure of a body: member names and types, without the values. */
export function shapeOf(value: unknown, key = ''): Shape {
  if (Array.isArray(value)) {
    return value.length === 0 ? [] : [shapeOf(value[0])];
  }
  if (typeof value === 'object' && value !== null) {
    if (isMap(key, value)) {
      return 'map';
    }
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, item]) => [name, shapeOf(item, name)]),
    );
  }
  return value === null ? 'null' : typeof value;
}

/** Where one side has null or an empty list, the other may have anything. */
function loosen(mine: Shape, theirs: Shape): Shape {
  if (mine === 'null' || theirs === 'null') {
    return theirs;
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return mine.length === 0 || theirs.length === 0
      ? theirs
      : [loosen(mine[0], theirs[0])];
  }
  if (
    typeof mine === 'object' &&
    typeof theirs === 'object' &&
    !Array.isArray(mine) &&
    !Array.isArray(theirs)
  ) {
    return Object.fromEntries(
      Object.entries(mine).map(([key, shape]) => [
        key,
        key in theirs ? loosen(shape, theirs[key]) : shape,
      ]),
    );
  }
  return mine;
}

/** Same status, same header names, same structure as what was recorded. */
export function expectLikeRecorded(answer: Answer, recorded: Recorded): void {
  const { status, headers, body } = recorded.response;
  const theirs = shapeOf(body ?? null);
  const names = Object.keys(headers ?? {}).map(name => name.toLowerCase());
  expect({
    status: answer.status,
    missingHeaders: names.filter(name => !answer.headers.has(name)),
    shape: loosen(shapeOf(answer.body ?? null), theirs),
  }).toEqual({ status, missingHeaders: [], shape: theirs });
}
