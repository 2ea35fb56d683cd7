import { Table } from '../kernel/Table';
import type { NodePortRow, NodeRow } from './baremetal/rows';
import type * as C from './compute/rows';
import type * as I from './identity/rows';
import type { ImageRow } from './image/rows';
import type * as N from './network/rows';
import type * as P from './placement/rows';
import type { VolumeRow } from './volume/rows';

function makeTables() {
  return {
    domains: new Table<I.DomainRow>({}),
    projects: new Table<I.ProjectRow, 'name'>({
      name: row => `${row.domainId}/${row.name}`,
    }),
    users: new Table<I.UserRow, 'name'>({
      name: row => `${row.domainId}/${row.name}`,
    }),
    groups: new Table<I.GroupRow>({}),
    roles: new Table<I.RoleRow, 'name'>({ name: row => row.name }),
    assignments: new Table<I.AssignmentRow, 'scope' | 'actor'>({
      scope: row => row.scopeId,
      actor: row => row.actorId,
    }),
    applicationCredentials: new Table<I.ApplicationCredentialRow, 'user'>({
      user: row => row.userId,
    }),
    flavors: new Table<C.FlavorRow>({}),
    servers: new Table<C.ServerRow, 'project' | 'host' | 'live'>({
      project: row => (row.gone ? undefined : row.projectId),
      host: row => (row.gone ? undefined : row.host ?? undefined),
      live: row => (row.gone ? undefined : 'yes'),
    }),
    keypairs: new Table<C.KeypairRow, 'user'>({ user: row => row.userId }),
    computeServices: new Table<C.ComputeServiceRow, 'host'>({
      host: row => row.host,
    }),
    hypervisors: new Table<C.HypervisorRow, 'hostname'>({
      hostname: row => row.hostname,
    }),
    aggregates: new Table<C.AggregateRow>({}),
    serverGroups: new Table<C.ServerGroupRow>({}),
    computeQuotas: new Table<C.QuotaRow>({}),
    providers: new Table<P.ProviderRow, 'root' | 'name'>({
      root: row => row.rootId,
      name: row => row.name,
    }),
    allocations: new Table<P.AllocationRow, 'project'>({
      project: row => row.projectId,
    }),
    networks: new Table<N.NetworkRow, 'project'>({
      project: row => row.projectId,
    }),
    subnets: new Table<N.SubnetRow, 'network' | 'project'>({
      network: row => row.networkId,
      project: row => row.projectId,
    }),
    ports: new Table<N.PortRow, 'network' | 'project' | 'device'>({
      network: row => row.networkId,
      project: row => row.projectId,
      device: row => row.deviceId || undefined,
    }),
    routers: new Table<N.RouterRow, 'project'>({
      project: row => row.projectId,
    }),
    securityGroups: new Table<N.SecurityGroupRow, 'project'>({
      project: row => row.projectId,
    }),
    securityGroupRules: new Table<N.SecurityGroupRuleRow, 'group' | 'project'>({
      group: row => row.securityGroupId,
      project: row => row.projectId,
    }),
    floatingIps: new Table<N.FloatingIpRow, 'project' | 'port'>({
      project: row => row.projectId,
      port: row => row.portId ?? undefined,
    }),
    networkQuotas: new Table<C.QuotaRow>({}),
    images: new Table<ImageRow>({}),
    volumes: new Table<VolumeRow, 'project'>({ project: row => row.projectId }),
    volumeQuotas: new Table<C.QuotaRow>({}),
    nodes: new Table<NodeRow, 'name'>({ name: row => row.name }),
    nodePorts: new Table<NodePortRow>({}),
  };
}

/** Tables that files of earlier versions lack: they begin empty. */
const LATER: readonly string[] = ['nodes', 'nodePorts'];

export type CloudTables = ReturnType<typeof makeTables>;

/** Everything the cloud remembers, by table. Tokens are not part of it. */
export class CloudState {
  readonly tables: CloudTables = makeTables();

  /** Rows of every table, ready for JSON. */
  dump(): Record<string, unknown[]> {
    const out: Record<string, unknown[]> = {};
    for (const [name, table] of Object.entries(this.tables)) {
      out[name] = [...table.all()];
    }
    return out;
  }

  /** Throws when the snapshot lacks a table or is shaped differently. */
  load(snapshot: unknown): void {
    const stored = snapshot as Record<string, unknown> | null;
    for (const [name, table] of Object.entries(this.tables)) {
      const rows = stored?.[name] ?? (LATER.includes(name) ? [] : undefined);
      if (!Array.isArray(rows)) {
        throw new Error(`table ${name} is missing`);
      }
      const target: { load(loaded: readonly never[]): void } = table;
      target.load(rows as never[]);
    }
  }
}
