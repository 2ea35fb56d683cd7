import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, gzip as gzipCallback } from 'node:zlib';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  projectOfScope,
  type DiscoveryState,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../../config/InfraConfig';
import type { ProjectStore } from '../../projects/ProjectStore';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import { addressIn } from './addresses';
import { TargetList, type TargetFacts } from './buildTargets';
import { TARGET_KINDS, type TargetReader } from './TargetReader';

const gzip = promisify(gzipCallback);

/** Scopes whose lists are kept. */
const KEPT = 100;

/** After this time a list is made anew even when nothing seems to have changed, in ms. */
const MAX_AGE_MS = 120_000;

/** A list of targets, ready to be sent. */
export interface BuiltTargets {
  /** of the content: the same targets have the same */
  etag: string;
  /** JSON in UTF-8, compressed by gzip */
  gzipped: Buffer;
  state: Omit<DiscoveryState, 'scope' | 'waitingFor'>;
}

interface Kept {
  key: string;
  builtAt: number;
  built: Promise<BuiltTargets>;
}

/** What has to be known of the rooms above, or beside. */
export interface DiscoveryParts {
  reader: TargetReader;
  projects: Pick<ProjectStore, 'find'>;
  registry: Pick<ProviderRegistry, 'list'>;
  config: InfraConfig['monitoring'];
  roleOf: TargetFacts['roleOf'];
  /** racks of machines by ref, and what changes when they do */
  racks(): Promise<{ of: ReadonlyMap<string, string>; version: number }>;
}

/** The targets of each scope, kept until something in the inventory changes. */
export class Discovery {
  private readonly kept = new Map<string, Kept>();
  private readonly addressOf;

  constructor(
    private readonly parts: DiscoveryParts,
    private readonly now: () => number = Date.now,
  ) {
    this.addressOf = addressIn(parts.config.networks);
  }

  /**
   * The list of a scope. Rows of a provider that can't be read stay in it as they were.
   *
   * @throws ServiceUnavailableError while a provider was never read: its targets would seem to be gone, and
   * Prometheus takes a list at its word, but keeps what it has when it gets none
   */
  async targets(scope: string): Promise<BuiltTargets> {
    const missing = await this.waitingFor(scope);
    if (missing.length > 0) {
      throw new ServiceUnavailableError(
        `There is no list yet: ${missing.join(
          ', ',
        )} was never read as a whole. Keep the targets that you have.`,
      );
    }
    return this.current(scope);
  }

  /** What a list comes to, in figures. */
  async state(scope: string): Promise<DiscoveryState> {
    const { state } = await this.current(scope);
    return { scope, ...state, waitingFor: await this.waitingFor(scope) };
  }

  private async current(scope: string): Promise<BuiltTargets> {
    const racks = await this.parts.racks();
    const key = `${await this.parts.reader.position()} ${racks.version}`;
    const known = this.kept.get(scope);
    if (known && known.key === key && this.now() - known.builtAt < MAX_AGE_MS) {
      return known.built;
    }
    const built = this.build(scope, racks.of);
    const entry = { key, builtAt: this.now(), built };
    this.kept.delete(scope);
    this.kept.set(scope, entry);
    if (this.kept.size > KEPT) {
      this.kept.delete([...this.kept.keys()][0]);
    }
    built.catch(() => {
      if (this.kept.get(scope) === entry) {
        this.kept.delete(scope);
      }
    });
    return built;
  }

  private async build(
    scope: string,
    racks: ReadonlyMap<string, string>,
  ): Promise<BuiltTargets> {
    const { reader, config, roleOf } = this.parts;
    const list = new TargetList({
      ports: config.ports,
      addressOf: this.addressOf,
      roleOf,
      racks,
      environments: await reader.environments(),
    });
    const { exceptProviders } = config;
    const project = projectOfScope(scope);
    for await (const rows of reader.pages({ project, exceptProviders })) {
      rows.forEach(row => list.add(row));
    }
    const body = Buffer.from(list.toJson());
    const { targets, jobs, notRunning, withoutAddress } = list;
    return {
      etag: `W/"${createHash('sha256').update(body).digest('base64url')}"`,
      gzipped: await gzip(body, { level: constants.Z_BEST_SPEED }),
      state: { targets, jobs, notRunning, withoutAddress },
    };
  }

  private async waitingFor(scope: string): Promise<string[]> {
    const { registry, config, projects, reader } = this.parts;
    const name = projectOfScope(scope);
    const project = name === undefined ? undefined : await projects.find(name);
    const isOf = (id: string) =>
      name === undefined ||
      Boolean(project?.bindings.some(({ provider }) => provider === id));
    const read = await reader.readKinds();
    return registry
      .list()
      .filter(
        ({ id, inventory }) =>
          isOf(id) &&
          !config.exceptProviders.includes(id) &&
          TARGET_KINDS.some(
            kind => inventory.kinds.includes(kind) && !read.get(id)?.has(kind),
          ),
      )
      .map(({ id }) => id);
  }
}
