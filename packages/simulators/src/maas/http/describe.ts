import { createHash } from 'node:crypto';
import type { Resource } from './resource';

const CRUD = [
  ['create', 'POST', 'create'],
  ['read', 'GET', 'read'],
  ['update', 'PUT', 'update'],
  ['delete', 'DELETE', 'remove'],
] as const;

function actionsOf(resource: Resource) {
  const crud = CRUD.filter(([, , key]) => resource[key]).map(
    ([name, method]) => ({ doc: '', method, name, op: null, restful: true }),
  );
  const ops = [
    ...Object.keys(resource.get ?? {}).map(name => ['GET', name] as const),
    ...Object.keys(resource.post ?? {}).map(name => ['POST', name] as const),
  ].map(([method, name]) => ({
    doc: '',
    method,
    name,
    op: name,
    restful: false,
  }));
  return [...crud, ...ops].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
}

/**
 * The API description: clients such as python-libmaas have no list of calls of
 * their own but build themselves from it.
 */
export function describeApi(resources: readonly Resource[], origin: string) {
  const seen = new Set<string>();
  const described = [];
  for (const resource of resources) {
    const short = resource.name.replace(/Handler$/, '');
    if (seen.has(short) || resource.path === 'describe/') {
      continue;
    }
    seen.add(short);
    const path = `/MAAS/api/2.0/${resource.path}`;
    const handler = {
      actions: actionsOf(resource),
      doc: '',
      name: resource.name,
      params: paramsOf(resource.path),
      path,
      uri: origin + path,
    };
    const open = resource.anonymous === 'open';
    described.push({
      anon: open ? handler : null,
      auth: open ? null : handler,
      name: resource.name,
    });
  }
  described.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { doc: 'MAAS API', hash: hashOf(resources), resources: described };
}

/** Changes with the description, as `X-MAAS-API-Hash` does. */
export function hashOf(resources: readonly Resource[]): string {
  const shape = resources.map(r => [r.name, r.path, actionsOf(r)]);
  return createHash('sha1').update(JSON.stringify(shape)).digest('hex');
}
