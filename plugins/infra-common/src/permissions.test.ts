import * as everything from './permissions';
import { infraPermissions } from './permissions';

it('every permission that is exported is in the list of all, once, under a name of its own', () => {
  const exported = Object.entries(everything)
    .filter(([name]) => name.endsWith('Permission'))
    .map(([, permission]) => permission);
  expect(exported.length).toBeGreaterThan(10);
  expect(new Set(infraPermissions)).toEqual(new Set(exported));
  expect(infraPermissions).toHaveLength(exported.length);
  const names = infraPermissions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every(name => /^infra\.[a-z]+\.[a-z-]+$/.test(name))).toBe(true);
});
