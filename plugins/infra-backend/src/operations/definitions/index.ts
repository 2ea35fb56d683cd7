import type { InfraConfig } from '../../config/InfraConfig';
import type { LeaseStore } from '../../governance/leases/LeaseStore';
import type { KnexSshKeyStore } from '../../governance/sshKeys/KnexSshKeyStore';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProjectStore } from '../../projects/ProjectStore';
import type { UsageCalculator } from '../../projects/UsageCalculator';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import { Fit } from '../guardrails/Fit';
import { Lookup } from '../guardrails/Lookup';
import { Quota } from '../guardrails/Quota';
import type { AnyOperationDefinition } from '../OperationDefinition';
import type { OperationStore } from '../OperationStore';
import { gpuRequest } from './gpuRequest';
import { instanceCreate } from './instanceCreate';
import { instanceDelete } from './instanceDelete';
import { InstanceGuardrails } from './InstanceGuardrails';
import { projectCreate } from './projectCreate';

/** Every type of operation there is. */
export function createDefinitions(services: {
  config: InfraConfig;
  registry: ProviderRegistry;
  inventory: InventoryStore;
  projects: ProjectStore;
  operations: OperationStore;
  usage: UsageCalculator;
  leases: LeaseStore;
  sshKeys: KnexSshKeyStore;
}): AnyOperationDefinition[] {
  const { registry, inventory, projects, usage } = services;
  const guardrails = new InstanceGuardrails(
    new Lookup(projects, inventory, registry),
    {
      ...services,
      fit: new Fit(inventory, projects),
      quota: new Quota(projects, usage),
    },
  );
  return [
    projectCreate({ ...services, providers: registry }),
    instanceCreate(guardrails, services),
    instanceDelete({ ...services, providers: registry }),
    gpuRequest(guardrails, services),
  ];
}
