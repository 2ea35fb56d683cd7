import { z } from 'zod';
import { infraPermissions } from '../permissions';
import { routes, type RouteContract, type RouteName } from './routes';
import { ANSWERS } from './testing/samples';

const all = Object.entries(routes) as Array<[RouteName, RouteContract]>;

/** Every value inside an answer, with a way to put another one in its place. */
function places(value: unknown, path: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') {
    return [path];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    places(inner, [...path, key]),
  );
}

function withValue(body: unknown, path: string[], value: unknown): unknown {
  if (path.length === 0) {
    return value;
  }
  const copy = structuredClone(body) as Record<string, unknown>;
  let inner = copy;
  for (const key of path.slice(0, -1)) {
    inner = inner[key] as Record<string, unknown>;
  }
  inner[path.at(-1)!] = value;
  return copy;
}

/** Parts whose content is the provider's or the requester's own. */
const FREE = ['attributes', 'input'];

describe.each(all)('%s', (name, route) => {
  it('takes an answer of the back end as it is', () => {
    expect(route.response.parse(ANSWERS[name])).toEqual(ANSWERS[name]);
  });

  it('notices every single value that is not what it should be', () => {
    const checked = places(ANSWERS[name]).filter(
      path => !FREE.some(free => path.includes(free)),
    );
    expect(checked.length).toBeGreaterThan(0);
    const unnoticed = checked.filter(
      path =>
        // a list of one symbol is right nowhere
        route.response.safeParse(withValue(ANSWERS[name], path, [Symbol('x')]))
          .success,
    );
    expect(unnoticed).toEqual([]);
  });

  it('notices every part that is missing', () => {
    const answer: unknown = ANSWERS[name];
    const parts = typeof answer === 'string' ? [] : Object.keys(ANSWERS[name]);
    const kept = parts.filter(
      key =>
        route.response.safeParse(withValue(ANSWERS[name], [key], undefined))
          .success,
    );
    expect(kept).toEqual([]);
  });

  it('can be described in an OpenAPI document', () => {
    const schemas = [route.query, route.body, route.response];
    for (const schema of schemas.filter(one => one !== undefined)) {
      expect(() => z.toJSONSchema(schema, { io: 'input' })).not.toThrow();
    }
    expect(route.summary).not.toBe('');
  });

  it('has a permission that exists, or says what decides instead', () => {
    expect([
      ...infraPermissions.map(permission => permission.name),
      'of the operation type',
      'service tokens only',
      'a token of the scope',
    ]).toContain(route.permission);
  });
});

it('no two routes have the same method and path', () => {
  const keys = all.map(([, { method, path }]) => `${method} ${path}`);
  expect(new Set(keys).size).toBe(keys.length);
});
