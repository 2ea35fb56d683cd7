import type { Knex } from 'knex';
import { Fit } from './capacity/Fit';
import type { InfraConfig } from './config/InfraConfig';
import { gpuRequest } from './gpus/gpuRequest';
import { InstanceGuardrails } from './instances/guardrails/InstanceGuardrails';
import type { InstanceLookup } from './instances/guardrails/InstanceLookup';
import { Lookup } from './instances/guardrails/Lookup';
import { instanceDefinitions } from './instances/instanceDefinitions';
import type { InventoryStore } from './inventory/InventoryStore';
import { leaseExtend } from './leases/leaseExtend';
import type { LeaseStore } from './leases/LeaseStore';
import { HostedInstances } from './machines/guardrails/HostedInstances';
import { MachineLookup } from './machines/guardrails/MachineLookup';
import { machineDefinitions } from './machines/machineDefinitions';
import type { AnyOperationDefinition } from './operations/OperationDefinition';
import type { OperationStore } from './operations/OperationStore';
import { projectCreate } from './projects/projectCreate';
import type { ProjectStore } from './projects/ProjectStore';
import { Quota } from './projects/Quota';
import type { UsageCalculator } from './projects/UsageCalculator';
import { BudgetTree } from './quotas/BudgetTree';
import { quotaChange } from './quotas/quotaChange';
import type { QuotaStore } from './quotas/QuotaStore';
import type { ProviderRegistry } from './providers/ProviderRegistry';
import type { KnexSshKeyStore } from './sshKeys/KnexSshKeyStore';
import { projectAdopt } from './tenants/projectAdopt';
import type { TenantStore } from './tenants/TenantStore';

/** Every type of operation there is. */
export function createDefinitions(parts: {
  config: InfraConfig;
  registry: ProviderRegistry;
  inventory: InventoryStore;
  projects: ProjectStore;
  operations: OperationStore;
  usage: UsageCalculator;
  leases: LeaseStore;
  sshKeys: KnexSshKeyStore;
  instances: InstanceLookup;
  quotas: QuotaStore;
  tenants: TenantStore;
  knex: Knex;
}): AnyOperationDefinition[] {
  const { registry, inventory, projects, usage } = parts;
  const services = {
    ...parts,
    lookup: new Lookup(projects, inventory, registry),
    fit: new Fit(inventory, projects),
    quota: new Quota(projects, usage),
    budget: new BudgetTree(parts.knex, parts.config.budgets),
  };
  const guardrails = new InstanceGuardrails(services.lookup, services);
  return [
    projectCreate({ ...services, providers: registry }),
    projectAdopt({ ...services, providers: registry }),
    quotaChange({ ...services, providers: registry }),
    ...instanceDefinitions(guardrails, services),
    leaseExtend(services),
    gpuRequest(guardrails, services),
    ...machineDefinitions({
      ...services,
      machines: new MachineLookup(inventory, registry),
      hosted: new HostedInstances(inventory),
    }),
  ];
}
