import type { InfraConfig } from '../../config/InfraConfig';
import type { LeaseStore } from '../../governance/leases/LeaseStore';
import type { KnexSshKeyStore } from '../../governance/sshKeys/KnexSshKeyStore';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProjectStore } from '../../projects/ProjectStore';
import type { UsageCalculator } from '../../projects/UsageCalculator';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import { Fit } from '../guardrails/Fit';
import { HostedInstances } from '../guardrails/HostedInstances';
import type { InstanceLookup } from '../guardrails/InstanceLookup';
import { Lookup } from '../guardrails/Lookup';
import { MachineLookup } from '../guardrails/MachineLookup';
import { Quota } from '../guardrails/Quota';
import type { AnyOperationDefinition } from '../OperationDefinition';
import type { OperationStore } from '../OperationStore';
import { gpuRequest } from './gpuRequest';
import { instanceCreate } from './instanceCreate';
import { instanceDelete } from './instanceDelete';
import { InstanceGuardrails } from './InstanceGuardrails';
import { instanceReboot } from './instanceReboot';
import { instanceRebuild } from './instanceRebuild';
import { instanceResize } from './instanceResize';
import { instanceSnapshot } from './instanceSnapshot';
import { instanceStart } from './instanceStart';
import { instanceStop } from './instanceStop';
import { leaseExtend } from './leaseExtend';
import { machineDefinitions } from './machines';
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
  instances: InstanceLookup;
}): AnyOperationDefinition[] {
  const { registry, inventory, projects, usage } = services;
  const lookup = new Lookup(projects, inventory, registry);
  const fit = new Fit(inventory, projects);
  const quota = new Quota(projects, usage);
  const guardrails = new InstanceGuardrails(lookup, {
    ...services,
    fit,
    quota,
  });
  return [
    projectCreate({ ...services, providers: registry }),
    instanceCreate(guardrails, services),
    instanceStart(services),
    instanceStop(services),
    instanceReboot(services),
    instanceResize({ ...services, lookup, fit, quota }),
    instanceSnapshot(services),
    instanceRebuild({ ...services, lookup }),
    instanceDelete(services),
    leaseExtend(services),
    gpuRequest(guardrails, services),
    ...machineDefinitions({
      ...services,
      machines: new MachineLookup(inventory, registry),
      hosted: new HostedInstances(inventory),
    }),
  ];
}
