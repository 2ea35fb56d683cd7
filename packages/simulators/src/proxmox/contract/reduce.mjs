/**
 * Makes contract.json out of the flat maps "METHOD /path" -> {parameters,
 * permissions, …} of the published API viewer data (see ORIGIN.md):
 *
 *     node reduce.mjs <contract-8.4.5.json> <contract-9.2.3.json>
 *
 * Kept are only the endpoints that the simulator serves, and of them only what
 * a request is checked against. Equal property schemas are stored once.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const served = readFileSync(new URL('served.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => line && !line.startsWith('#'))
  .flatMap(line => {
    const [path, ...methods] = line.split(/\s+/);
    return methods.map(method => `${method} ${path}`);
  });

const schemas = [];
const known = new Map();

function pooled(schema) {
  const { default: _unused, ...facts } = schema;
  const key = JSON.stringify(facts);
  if (!known.has(key)) {
    known.set(key, schemas.length);
    schemas.push(facts);
  }
  return known.get(key);
}

function reduced(endpoint) {
  const { parameters = {}, permissions, proxyto, allowtoken } = endpoint;
  return {
    parameters: Object.fromEntries(
      Object.entries(parameters.properties ?? {}).map(([name, schema]) => [
        name,
        pooled(schema),
      ]),
    ),
    ...(parameters.additionalProperties === 0 ? {} : { open: true }),
    ...(permissions ? { permissions } : {}),
    ...(proxyto ? { proxyto } : {}),
    ...(allowtoken ? {} : { ticketOnly: true }),
  };
}

const versions = {};
for (const file of process.argv.slice(2)) {
  const { endpoints, pveDocsVersion } = JSON.parse(readFileSync(file, 'utf8'));
  const release = pveDocsVersion.split('.').slice(0, 2).join('.');
  versions[release] = {};
  for (const name of served) {
    if (endpoints[name]) {
      versions[release][name] = reduced(endpoints[name]);
    }
  }
}
const line = value => JSON.stringify(value);
const block = (entries, indent) =>
  entries.map(([key, value]) => `${indent}${line(key)}: ${value}`).join(',\n');
writeFileSync(
  new URL('contract.json', import.meta.url),
  `{\n"schemas": [\n${schemas
    .map(line)
    .join(',\n')}\n],\n"versions": {\n${block(
    Object.entries(versions).map(([release, endpoints]) => [
      release,
      `{\n${block(
        Object.entries(endpoints).map(([name, value]) => [name, line(value)]),
        '',
      )}\n}`,
    ]),
    '',
  )}\n}\n}\n`,
);
