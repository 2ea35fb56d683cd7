import contractData from './contract.json';

/** A property of a request, as the published schema describes it. */
export interface Schema {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  optional?: 0 | 1;
  enum?: string[];
  minimum?: number | string;
  maximum?: number | string;
  minLength?: number;
  maxLength?: number;
  /** A Perl regular expression. */
  pattern?: string;
  /** A named format, or the members of a property string. */
  format?: string | Record<string, Schema>;
  items?: Schema;
  /** Another parameter that has to be there with this one. */
  requires?: string;
  default_key?: 0 | 1;
  /** This key of a property string stands for another one … */
  alias?: string;
  /** … and its own name is the value of that one. */
  keyAlias?: string;
}

/** `['perm', path, privileges, …]`, `['and', …]`, `['userid-param', …]` … */
export type Check = readonly [string, ...unknown[]];

export interface Permissions {
  user?: 'all' | 'world';
  check?: Check;
}

export interface Endpoint {
  /** `GET /nodes/{node}/qemu` */
  readonly name: string;
  readonly method: string;
  /** Path template split at `/`. */
  readonly segments: readonly string[];
  readonly parameters: ReadonlyMap<string, Schema>;
  /** Parameters beyond the listed ones are allowed. */
  readonly open: boolean;
  /** Without any, only root@pam itself may call. */
  readonly permissions?: Permissions;
  /** The parameter that names the node which answers. */
  readonly proxyto?: string;
  /** API tokens are refused. */
  readonly ticketOnly: boolean;
}

interface ReducedEndpoint {
  parameters: Record<string, number>;
  open?: boolean;
  permissions?: Permissions;
  proxyto?: string;
  ticketOnly?: boolean;
}

interface ContractFile {
  schemas: Schema[];
  versions: Record<string, Record<string, ReducedEndpoint>>;
}

const file = contractData as unknown as ContractFile;

/** Options with a number: how many there are. The schema writes them once. */
const COUNTS: Record<string, number> = {
  ide: 4,
  sata: 6,
  scsi: 31,
  virtio: 16,
  parallel: 3,
  serial: 4,
  usb: 14,
  numa: 8,
  virtiofs: 10,
  hostpci: 16,
  net: 32,
  ipconfig: 32,
  mp: 256,
  unused: 256,
  dev: 256,
};

function expand(parameters: Record<string, number>): Map<string, Schema> {
  const out = new Map<string, Schema>();
  for (const [name, index] of Object.entries(parameters)) {
    const schema = file.schemas[index];
    const numbered = /^(.+)\[n\]$/.exec(name);
    if (numbered) {
      const count = COUNTS[numbered[1]] ?? 32;
      for (let i = 0; i < count; i += 1) {
        out.set(`${numbered[1]}${i}`, schema);
      }
    } else {
      out.set(name, schema);
    }
  }
  return out;
}

/** `{volume}` stands for the rest of the path: volume ids contain slashes. */
const GREEDY = '{volume}';

function matches(template: readonly string[], path: readonly string[]) {
  const greedy = template[template.length - 1] === GREEDY;
  if (
    greedy ? path.length < template.length : path.length !== template.length
  ) {
    return false;
  }
  return template.every((part, i) => part.startsWith('{') || part === path[i]);
}

export interface Found {
  readonly endpoint: Endpoint;
  /** Parameters that are part of the path. */
  readonly path: Readonly<Record<string, string>>;
}

/** What one release of Proxmox VE accepts, of the endpoints served here. */
export class Contract {
  readonly #byMethod = new Map<string, Endpoint[]>();

  /** @param release - `8.4` or `9.2` */
  constructor(readonly release: string) {
    for (const [name, reduced] of Object.entries(file.versions[release])) {
      const [method, path] = name.split(' ');
      const endpoints = this.#byMethod.get(method) ?? [];
      this.#byMethod.set(method, endpoints);
      endpoints.push({
        name,
        method,
        segments: path.split('/').slice(1),
        parameters: expand(reduced.parameters),
        open: reduced.open === true,
        permissions: reduced.permissions,
        proxyto: reduced.proxyto,
        ticketOnly: reduced.ticketOnly === true,
      });
    }
  }

  names(): string[] {
    return [...this.#byMethod.values()].flat().map(endpoint => endpoint.name);
  }

  /** Names of what lies directly below a path, for its index. */
  children(segments: readonly string[]): string[] {
    const below = [...this.#byMethod.values()]
      .flat()
      .filter(
        ({ segments: own }) =>
          own.length > segments.length &&
          segments.every((part, i) => part === own[i]),
      )
      .map(endpoint => endpoint.segments[segments.length]);
    return [...new Set(below)].filter(name => !name.startsWith('{'));
  }

  /** @param path - decoded, without `/api2/json` and without a slash at the end */
  find(method: string, path: string): Found | undefined {
    const parts = path.split('/').slice(1);
    const candidates = (this.#byMethod.get(method) ?? []).filter(endpoint =>
      matches(endpoint.segments, parts),
    );
    // A literal segment wins over a placeholder.
    const endpoint = candidates.sort(
      (a, b) => literals(b.segments) - literals(a.segments),
    )[0];
    if (!endpoint) {
      return undefined;
    }
    const inPath: Record<string, string> = {};
    endpoint.segments.forEach((part, i) => {
      if (part === GREEDY) {
        inPath.volume = parts.slice(i).join('/');
      } else if (part.startsWith('{')) {
        inPath[part.slice(1, -1)] = parts[i];
      }
    });
    return { endpoint, path: inPath };
  }
}

function literals(segments: readonly string[]): number {
  return segments.filter(part => !part.startsWith('{')).length;
}
