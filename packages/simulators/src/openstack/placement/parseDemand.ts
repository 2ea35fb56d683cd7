import { ApiError } from '../../kernel/http/types';
import type { CloudTables } from '../CloudState';
import type { Demand } from './candidates';

/** Resource classes and traits somebody has ever declared, plus the standard. */
export function knownNames(tables: CloudTables): {
  classes: Set<string>;
  traits: Set<string>;
} {
  const classes = new Set([
    'VCPU',
    'MEMORY_MB',
    'DISK_GB',
    'PCPU',
    'VGPU',
    'PCI_DEVICE',
    'SRIOV_NET_VF',
  ]);
  const traits = new Set(['COMPUTE_STATUS_DISABLED', 'COMPUTE_NODE']);
  for (const provider of tables.providers.all()) {
    Object.keys(provider.inventories).forEach(name => classes.add(name));
    provider.traits.forEach(name => traits.add(name));
  }
  return { classes, traits };
}

export function checkedResources(
  text: string,
  classes: Set<string>,
): Demand['resources'] {
  const out: Demand['resources'] = {};
  for (const part of text.split(',')) {
    const [name, amount] = part.split(':');
    if (!name || !/^\d+$/.test(amount ?? '') || Number(amount) < 1) {
      throw new ApiError(
        400,
        `Badly formed resources parameter. Expected resources query string parameter in form: ?resources=VCPU:2,MEMORY_MB:1024. Got: "${part}".`,
      );
    }
    if (!classes.has(name)) {
      throw new ApiError(
        400,
        `Invalid resource class in resources parameter: No such resource class ${name}.`,
      );
    }
    out[name] = Number(amount);
  }
  return out;
}

/** The query of `GET /allocation_candidates`. */
export function parseDemand(
  query: URLSearchParams,
  tables: CloudTables,
): Demand {
  const { classes, traits } = knownNames(tables);
  const text = query.get('resources');
  if (!text) {
    throw new ApiError(
      400,
      "All traits, member_of and in_tree must be associated with resources; 'resources' is a required property",
    );
  }
  const demand: Demand = {
    resources: checkedResources(text, classes),
    required: [],
    forbidden: [],
    memberOf: query
      .getAll('member_of')
      .map(value => value.replace(/^in:/, '').split(',')),
  };
  for (const value of query.getAll('required')) {
    for (const item of value.split(',')) {
      const name = item.replace(/^!/, '');
      if (!traits.has(name)) {
        throw new ApiError(400, `No such trait(s): ${name}.`);
      }
      (item.startsWith('!') ? demand.forbidden : demand.required).push(name);
    }
  }
  return demand;
}
