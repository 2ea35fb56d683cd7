import type {
  AuditorService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Knex } from 'knex';
import { createApprovals } from './approvals/createApprovals';
import { RuleBasedPolicy } from './approvals/RuleBasedPolicy';
import { createAudit } from './audit/createAudit';
import { createCapacity } from './capacity/createCapacity';
import type { InfraConfig } from './config/InfraConfig';
import { createDefinitions } from './createDefinitions';
import { createEvents } from './events/createEvents';
import { createHealth } from './health/createHealth';
import { findBusy } from './instances/guardrails/checkNotBusy';
import { InstanceLookup } from './instances/guardrails/InstanceLookup';
import { createCosts } from './costs/createCosts';
import { createImages } from './images/createImages';
import { createInventory } from './inventory/createInventory';
import { createLeaseJobs } from './leases/createLeaseJobs';
import { KnexLeaseStore } from './leases/KnexLeaseStore';
import { createMonitoring } from './monitoring/createMonitoring';
import { createNetworks } from './networks/createNetworks';
import { withinLimits } from './notifications/withinLimits';
import { createOperations } from './operations/createOperations';
import { KnexOperationStore } from './operations/KnexOperationStore';
import { askAgain } from './permissions/askAgain';
import { Gatekeeper } from './permissions/Gatekeeper';
import { PolicyService } from './policy/PolicyService';
import { createProjects } from './projects/createProjects';
import { createQuotas } from './quotas/createQuotas';
import { KnexQuotaStore } from './quotas/KnexQuotaStore';
import type { ProviderRegistry } from './providers/ProviderRegistry';
import { KnexSshKeyStore } from './sshKeys/KnexSshKeyStore';
import { createTrail } from './trail/createTrail';
import { createTenants } from './tenants/createTenants';
import { createTopology } from './topology/createTopology';

/** What the services of the plugin are made from. */
export interface ServiceParts {
  config: InfraConfig;
  knex: Knex;
  registry: ProviderRegistry;
  logger: LoggerService;
  auditor: AuditorService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  notifications: NotificationService;
  signals: SignalsService;
  triggerSync: (provider: string) => Promise<void>;
}

/** Puts the rooms of the plugin together, the lowest first: one of each, shared by routes and jobs. */
export function createServices(parts: ServiceParts) {
  const { audit, sealer } = createAudit(parts);
  const ground = {
    ...parts,
    notifications: withinLimits(parts.notifications),
    audit,
    gatekeeper: new Gatekeeper(
      askAgain(parts.permissions),
      parts.permissionsRegistry,
      audit,
    ),
  };
  const { knex, config, registry, gatekeeper } = ground;
  const sshKeys = new KnexSshKeyStore(knex);
  const operations = new KnexOperationStore(knex);
  const leases = new KnexLeaseStore(knex);
  const quotas = new KnexQuotaStore(knex);
  const inventory = createInventory(ground);
  const projects = createProjects({ ...ground, inventory, leases });
  const tenants = createTenants({
    ...ground,
    inventory: inventory.service,
    naming: config.naming,
  });
  const instances = new InstanceLookup(inventory.store, registry);
  const engine = createOperations({
    ...ground,
    store: operations,
    projects: projects.store,
    policy: new RuleBasedPolicy({ knex, config, projects: projects.store }),
    definitions: createDefinitions({
      config,
      registry,
      inventory: inventory.store,
      projects: projects.store,
      usage: projects.usage,
      operations,
      leases,
      sshKeys,
      instances,
      quotas,
      tenants: tenants.store,
      knex,
    }),
  });
  const trail = createTrail({ ...ground, sealer });
  const limits = createQuotas({ ...ground, quotas, projects });
  const health = createHealth(ground);
  const costs = createCosts(ground);
  const images = createImages({ ...ground, inventory });
  const networks = createNetworks({ ...ground, inventory });
  const topology = createTopology({ ...ground, inventory });
  const monitoring = createMonitoring({
    ...ground,
    projects: projects.store,
    racks: topology.racks,
  });
  const capacity = createCapacity({
    ...ground,
    inventory,
    projects: projects.store,
  });
  return {
    audit,
    engine,
    usage: projects.usage,
    inventory: inventory.service,
    overlay: topology.overlay,
    targets: monitoring.targets,
    hardware: inventory.hardware,
    states: inventory.states,
    stores: {
      inventory: inventory.store,
      projects: projects.store,
      operations,
      leases,
      sshKeys,
      quotas,
    },
    jobs: {
      runner: engine.runner,
      operations: engine.service,
      sync: inventory.sync,
      health: health.watch,
      trail: trail.keeper,
      images: images.store,
      quotas: limits.warner,
      costs: costs.jobs,
      capacity: capacity.keeper,
      ...createLeaseJobs({
        ...ground,
        leases,
        instances,
        findBusy,
        operations,
        engine,
      }),
    },
    guarded: {
      inventory: inventory.guarded,
      events: createEvents({
        registry,
        inventory: inventory.store,
        gatekeeper,
      }),
      health: health.guarded,
      trail: trail.guarded,
      images: images.guarded,
      costs: costs.guarded,
      quotas: limits.guarded,
      networks: networks.guarded,
      topology: topology.guarded,
      monitoring: monitoring.guarded,
      capacity: capacity.guarded,
      projects: projects.guarded,
      tenants: tenants.guarded,
      operations: engine.guarded,
      approvals: createApprovals({
        ...ground,
        inventory: inventory.store,
        projects,
        store: operations,
        operations: engine.guarded,
      }).guarded,
      policy: new PolicyService({
        config,
        registry,
        inventory: inventory.store,
        gatekeeper,
      }),
    },
  };
}

/** {@inheritDoc createServices} */
export type Services = ReturnType<typeof createServices>;
