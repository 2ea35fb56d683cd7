import { FieldErrors, list, words } from '../http/values';
import { pyRepr } from '../../kernel/json';
import type { MaasContext } from '../MaasContext';
import type { NodeRow } from '../rows';
import { simpleStatusNames, statusFilterNames } from '../status';
import {
  fitStorage,
  hasDevice,
  isDeviceWish,
  leastOf,
  readStorage,
  valuesOf,
  type DiskWish,
  type LeastName,
  type SetName,
} from './criteria';

/** Sets that a machine must be in, and the names of their opposites. */
const shared: Partial<Record<SetName, string>> = {
  arch: 'not_arch',
  tags: 'not_tags',
  fabrics: 'not_fabrics',
  fabric_classes: 'not_fabric_classes',
  subnets: 'not_subnets',
  vlans: 'not_vlans',
  zone: 'not_in_zone',
  pool: 'not_in_pool',
  pod: 'not_pod',
  pod_type: 'not_pod_type',
  owner: 'not_owner',
  power_state: 'not_power_state',
  system_id: 'not_system_id',
};

const listOnly: Partial<Record<SetName, string>> = {
  id: 'not_id',
  hostname: 'not_hostname',
  mac_address: '',
  domain: 'not_domain',
  agent_name: 'not_agent_name',
  status: 'not_status',
  simple_status: 'not_simple_status',
};

/** Of these a machine must have every value, not just one. */
const needsAll = new Set<string>(['tags', 'subnets']);

const noConstraints = new Set([
  'comment',
  'bridge_all',
  'bridge_type',
  'bridge_stp',
  'bridge_fd',
  'dry_run',
  'verbose',
  'agent_name',
]);

const numberWords: Record<LeastName, string> = {
  cpu_count: 'Invalid CPU count: number required.',
  cpu_speed: 'Invalid CPU speed: number required.',
  mem: 'Invalid memory: number of MiB required.',
  link_speed: 'Invalid link speed: number required.',
};

const choices: Record<string, readonly string[]> = {
  status: statusFilterNames,
  simple_status: simpleStatusNames,
  power_state: ['on', 'off', 'unknown', 'error'],
};

/** A float as Python prints it. */
function pyFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function known(name: SetName, context: MaasContext) {
  const { tags, zones, pools, users } = context.tables;
  switch (name) {
    case 'tags':
      return (value: string) => tags.get(value) !== undefined;
    case 'zone':
      return (value: string) => zones.by('name', value).length > 0;
    case 'pool':
      return (value: string) => pools.by('name', value).length > 0;
    case 'owner':
      return (value: string) => users.get(value) !== undefined;
    default:
      return undefined;
  }
}

function unknownText(name: SetName, values: string[]): string {
  if (name === 'tags') {
    return `No such tag(s): ${values.map(value => `'${value}'`).join(', ')}.`;
  }
  return name === 'owner'
    ? `No such owner: '${values[0]}'.`
    : `No such ${name}(s): ${values.join(', ')}.`;
}

/**
 * The machines that a list or an allocation asks for. Every parameter is
 * checked; one that MAAS doesn't know is refused.
 */
export class Selection {
  readonly #wanted = new Map<SetName, string[]>();
  readonly #unwanted = new Map<SetName, string[]>();
  readonly #least = new Map<LeastName, number>();
  #devices: string | undefined;
  #storageText: string | undefined;
  #storage: DiskWish[] = [];
  #interfaces: string | undefined;

  constructor(
    private readonly params: URLSearchParams,
    private readonly context: MaasContext,
    purpose: 'list' | 'allocate',
  ) {
    const sets: Partial<Record<SetName, string>> =
      purpose === 'list' ? { ...shared, ...listOnly } : { ...shared, name: '' };
    const errors = new FieldErrors();
    const taken = new Set<string>(['devices', 'storage', 'interfaces', 'op']);
    for (const [name, opposite] of Object.entries(sets)) {
      taken.add(name);
      this.#readSet(name as SetName, name, this.#wanted, errors);
      if (opposite) {
        taken.add(opposite);
        this.#readSet(name as SetName, opposite, this.#unwanted, errors);
      }
    }
    for (const name of Object.keys(leastOf) as LeastName[]) {
      taken.add(name);
      this.#readNumber(name, errors);
    }
    this.#readOthers(errors);
    for (const name of new Set(params.keys())) {
      if (!taken.has(name) && !noConstraints.has(name)) {
        errors.add(name, 'No such constraint.');
      }
    }
    errors.throwIfAny();
  }

  /** Those of the machines that fit everything. */
  of(nodes: readonly NodeRow[]): NodeRow[] {
    return nodes.filter(node => this.#fits(node));
  }

  /** The disks chosen by `storage`, for the answer to an allocation. */
  storageOf(node: NodeRow): Record<string, number[]> {
    return fitStorage(node, this.#storage) ?? {};
  }

  get labelsInterfaces(): string[] {
    return (this.#interfaces ?? '')
      .split(';')
      .map(part => part.split(':')[0])
      .filter(Boolean);
  }

  /** As MAAS repeats what it understood: `cpu_count=1000.0 tags=dgx`. */
  describe(): string {
    const parts = new Map<string, string>();
    this.#wanted.forEach((values, name) =>
      parts.set(
        name,
        (name === 'tags' ? [...values].sort() : values).join(','),
      ),
    );
    this.#unwanted.forEach((values, name) =>
      parts.set(shared[name] || listOnly[name] || name, values.join(',')),
    );
    this.#least.forEach((value, name) => parts.set(name, pyFloat(value)));
    const texts = {
      devices: this.#devices,
      storage: this.#storageText,
      interfaces: this.#interfaces,
    };
    for (const [name, value] of Object.entries(texts)) {
      if (value) {
        parts.set(name, value);
      }
    }
    return [...parts.keys()]
      .sort()
      .map(name => `${name}=${parts.get(name)}`)
      .join(' ');
  }

  /** The parameters as Python shows them: `[('tags', ['dgx'])]`. */
  describeInput(): string {
    const names = [...new Set(this.params.keys())];
    const tuples = names.map(
      name => `(${pyRepr(name)}, ${pyRepr(this.params.getAll(name))})`,
    );
    return `[${tuples.join(', ')}]`;
  }

  #fits(node: NodeRow): boolean {
    const { context } = this;
    for (const [name, values] of this.#wanted) {
      const own = valuesOf[name](node, context);
      const has = (value: string) => own.includes(value);
      if (needsAll.has(name) ? !values.every(has) : !values.some(has)) {
        return false;
      }
    }
    for (const [name, values] of this.#unwanted) {
      const own = valuesOf[name](node, context);
      if (values.some(value => own.includes(value))) {
        return false;
      }
    }
    for (const [name, least] of this.#least) {
      if (leastOf[name](node) < least) {
        return false;
      }
    }
    if (this.#devices && !hasDevice(node, this.#devices)) {
      return false;
    }
    if (this.#interfaces && !this.#fitsInterfaces(node)) {
      return false;
    }
    return !this.#storageText || fitStorage(node, this.#storage) !== undefined;
  }

  #fitsInterfaces(node: NodeRow): boolean {
    const pairs = (this.#interfaces ?? '')
      .split(';')
      .flatMap(part => part.slice(part.indexOf(':') + 1).split(','));
    return pairs.every(pair => {
      const [key, value] = pair.split('=');
      return node.nics.some(nic => {
        const subnet =
          nic.subnetId && this.context.tables.subnets.get(nic.subnetId);
        return (
          (key === 'subnet_cidr' && subnet && subnet.cidr === value) ||
          (key === 'subnet' && subnet && subnet.name === value) ||
          (key === 'mac_address' && nic.mac === value) ||
          (key === 'name' && nic.name === value)
        );
      });
    });
  }

  #readSet(
    name: SetName,
    param: string,
    into: Map<SetName, string[]>,
    errors: FieldErrors,
  ): void {
    const values = (name === 'tags' ? words : list)(this.params, param);
    if (values.length === 0) {
      return;
    }
    const allowed = choices[name];
    const wrong = values.find(value => allowed && !allowed.includes(value));
    if (wrong !== undefined) {
      errors.add(
        param,
        `Select a valid choice. ${wrong} is not one of the available choices.`,
      );
    }
    const isKnown = known(name, this.context);
    const strangers = isKnown ? values.filter(value => !isKnown(value)) : [];
    if (strangers.length > 0) {
      errors.add(param, unknownText(name, strangers));
    }
    into.set(
      name,
      name === 'mac_address' ? values.map(mac => mac.toLowerCase()) : values,
    );
  }

  #readNumber(name: LeastName, errors: FieldErrors): void {
    const values = list(this.params, name).map(Number);
    if (values.some(Number.isNaN)) {
      errors.add(name, numberWords[name]);
    } else if (values.length > 0) {
      this.#least.set(name, Math.min(...values));
    }
  }

  #readOthers(errors: FieldErrors): void {
    this.#devices = this.params.get('devices') || undefined;
    if (this.#devices && !isDeviceWish(this.#devices)) {
      errors.add(
        'devices',
        this.context.release.modern
          ? `Unknown devices constraint: '${this.#devices}`
          : `Malformed devices constraint: ${this.#devices}.`,
      );
    }
    this.#interfaces = this.params.get('interfaces') || undefined;
    this.#storageText = this.params.get('storage') || undefined;
    if (this.#storageText) {
      const wishes = readStorage(this.#storageText);
      if (!wishes) {
        errors.add(
          'storage',
          this.context.release.modern
            ? `Malformed storage constraint, "${this.#storageText}".`
            : 'Malformed storage constraint',
        );
      }
      this.#storage = wishes ?? [];
    }
  }
}
