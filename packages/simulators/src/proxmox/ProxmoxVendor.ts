import { randomBytes } from 'node:crypto';
import type { Workload } from '../estate/model';
import type { Vendor, VendorWorld } from '../kernel/Vendor';
import { demoProxmox } from './demo';
import { describeClusters, type ProxmoxStats } from './describeClusters';
import {
  fingerprintOf,
  makeCertificate,
  type KeyAndCertificate,
} from './http/certificate';
import { ListeningCluster } from './http/ListeningCluster';
import { ProxmoxCluster } from './ProxmoxCluster';
import { planClusters, type ClusterPlan } from './seed/planClusters';
import { seedAccess, seedBasics } from './seed/seedAccess';
import { seedGuests } from './seed/seedGuests';
import { seedNodes } from './seed/seedNodes';
import { seedTemplates } from './seed/seedTemplates';

/** Where one cluster is, and who may enter. */
export interface ProxmoxEndpoint {
  /** `pve-eu1`; also the name of its service in faults and statistics. */
  readonly name: string;
  /** `9.2.11` */
  readonly version: string;
  /** `https://127.0.0.1:<port>`, without `/api2/json`. */
  readonly url: string;
  /** The same over plain HTTP, for clients that cannot trust a certificate. */
  readonly httpUrl: string;
  /** SHA-256 of the certificate, as in `GET /nodes`. */
  readonly fingerprint: string;
  /** The self-signed certificate, which is its own authority. */
  readonly caPem: string;
  readonly credentials: typeof demoProxmox;
}

interface StoredCluster extends KeyAndCertificate {
  name: string;
  secret: string;
  httpsPort: number;
  httpPort: number;
  tables: unknown;
}

/** Workloads in turn, more on clusters with more nodes. */
function share(
  workloads: readonly Workload[],
  plans: readonly ClusterPlan[],
): Map<string, Workload[]> {
  const slots = plans.flatMap(plan => plan.machines.map(() => plan.name));
  const out = new Map<string, Workload[]>(plans.map(({ name }) => [name, []]));
  workloads.forEach((workload, i) => {
    out.get(slots[i % slots.length])?.push(workload);
  });
  return out;
}

/** Proxmox VE clusters over the estate's machines, each on ports of its own. */
export class ProxmoxVendor implements Vendor<ProxmoxStats> {
  readonly name = 'proxmox';
  readonly #clusters: ListeningCluster[];

  constructor(private readonly world: VendorWorld, stored?: unknown) {
    const known = (stored as { clusters?: StoredCluster[] } | undefined)
      ?.clusters;
    const plans = planClusters(world.estate.machines);
    const workloads = world.estate.workloads.filter(
      workload => workload.platform === 'proxmox',
    );
    const shares = share(workloads, plans);
    this.#clusters = plans.map((plan, i) =>
      this.#make(
        plan,
        i,
        shares.get(plan.name) ?? [],
        known?.find(cluster => cluster.name === plan.name),
      ),
    );
  }

  /** The clusters themselves, for tests. */
  get clusters(): readonly ProxmoxCluster[] {
    return this.#clusters.map(({ cluster }) => cluster);
  }

  get endpoints(): ProxmoxEndpoint[] {
    return this.#clusters.map(({ cluster, url, httpUrl, keys }) => ({
      name: cluster.facts.name,
      version: cluster.facts.version,
      url,
      httpUrl,
      fingerprint: cluster.facts.fingerprint ?? '',
      caPem: keys.certPem,
      credentials: demoProxmox,
    }));
  }

  async listen(): Promise<void> {
    await Promise.all(this.#clusters.map(cluster => cluster.listen()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#clusters.map(cluster => cluster.close()));
  }

  stats(): ProxmoxStats {
    return describeClusters(this.clusters);
  }

  resetStats(): void {
    for (const { sessions, refusals } of this.clusters) {
      sessions.refused = 0;
      refusals.length = 0;
    }
  }

  expireTokens(): number {
    return this.clusters.reduce(
      (sum, { sessions }) => sum + sessions.expireAll(),
      0,
    );
  }

  setHostAlive(host: string, alive: boolean): boolean {
    const nodes = this.clusters
      .map(({ state }) => state.tables.nodes.get(host))
      .filter(node => node !== undefined);
    nodes.forEach(node => {
      node.online = alive;
    });
    return nodes.length > 0;
  }

  dump(): unknown {
    return {
      clusters: this.#clusters.map(
        ({ cluster, keys, httpsPort, httpPort }): StoredCluster => ({
          name: cluster.facts.name,
          ...keys,
          secret: cluster.facts.secret,
          httpsPort,
          httpPort,
          tables: cluster.state.dump(),
        }),
      ),
    };
  }

  #make(
    plan: ClusterPlan,
    index: number,
    workloads: readonly Workload[],
    stored: StoredCluster | undefined,
  ): ListeningCluster {
    const { world } = this;
    const keys = stored ?? makeCertificate(plan.name);
    const { keyPem, certPem } = keys;
    const cluster = new ProxmoxCluster(
      {
        name: plan.name,
        release: plan.release,
        version: plan.version,
        clustered: plan.machines.length > 1,
        fingerprint: fingerprintOf(certPem),
        secret: stored?.secret ?? randomBytes(32).toString('base64'),
      },
      world,
    );
    if (stored) {
      cluster.state.load(stored.tables);
    } else {
      this.#seed(cluster, plan, workloads);
    }
    cluster.resume();
    const base = world.options.proxmoxPort;
    return new ListeningCluster(
      cluster,
      { keyPem, certPem },
      {
        https: base > 0 ? base + 2 * index : stored?.httpsPort ?? 0,
        http: base > 0 ? base + 2 * index + 1 : stored?.httpPort ?? 0,
        fixed: base > 0,
      },
    );
  }

  #seed(
    cluster: ProxmoxCluster,
    plan: ClusterPlan,
    workloads: readonly Workload[],
  ) {
    const { context } = cluster;
    const { tables } = context;
    const now = this.world.clock.now();
    seedBasics(tables, context.major);
    seedAccess(tables, context.major);
    seedNodes(tables, plan.machines, now);
    for (const id of this.world.estate.projects) {
      tables.pools.insert({ id, storages: [] });
    }
    seedTemplates(context, now);
    seedGuests(context, workloads, now);
  }
}
