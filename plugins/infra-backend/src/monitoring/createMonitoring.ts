import type { Knex } from 'knex';
import type { AuditLog } from '../audit/AuditLog';
import { machineRole } from '../capacity/machineRole';
import type { InfraConfig } from '../config/InfraConfig';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProjectStore } from '../projects/ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { AuthorizedMonitoringService } from './AuthorizedMonitoringService';
import { DefaultMonitoringService } from './DefaultMonitoringService';
import { Discovery, type DiscoveryParts } from './targets/Discovery';
import { TargetReader, type TargetRow } from './targets/TargetReader';
import { DiscoveryTokens } from './tokens/DiscoveryTokens';
import { KnexTokenStore } from './tokens/KnexTokenStore';

const text = (value: unknown) => (typeof value === 'string' ? value : null);

function roleBy(rules: InfraConfig['machineRoles']) {
  return ({ kind, attributes }: TargetRow) =>
    kind === 'machine'
      ? machineRole(
          {
            role: text(attributes.role),
            pool: text(attributes.pool),
            tags: Array.isArray(attributes.tags) ? attributes.tags : [],
          },
          rules,
        )
      : text(attributes.role);
}

/** What monitoring systems are told, and by which tokens. */
export function createMonitoring(parts: {
  knex: Knex;
  config: InfraConfig;
  audit: AuditLog;
  gatekeeper: Gatekeeper;
  registry: ProviderRegistry;
  projects: ProjectStore;
  racks: DiscoveryParts['racks'];
}) {
  const { knex, config } = parts;
  const store = new KnexTokenStore(knex);
  const tokens = new DiscoveryTokens({ ...parts, store });
  const discovery = new Discovery({
    ...parts,
    reader: new TargetReader(knex),
    config: config.monitoring,
    roleOf: roleBy(config.machineRoles),
  });
  return {
    guarded: new AuthorizedMonitoringService(
      new DefaultMonitoringService({ ...parts, store, tokens, discovery }),
      parts.gatekeeper,
    ),
    /** for monitoring systems, which have tokens of their own and are nobody who signs in */
    targets: {
      /** @throws AuthenticationError, ServiceUnavailableError */
      async read(secret: string | undefined, scope: string) {
        await tokens.demand(secret, scope);
        return discovery.targets(scope);
      },
    },
  };
}

/** Lists of targets, for whoever has a token of the scope. */
export type TargetsForTokens = ReturnType<typeof createMonitoring>['targets'];
