import type { Knex } from 'knex';
import { Fit } from '../capacity/Fit';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { OperationsService } from '../operations/OperationsService';
import type { OperationStore } from '../operations/OperationStore';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProjectStore } from '../projects/ProjectStore';
import type { UsageCalculator } from '../projects/UsageCalculator';
import { ApprovalHistoryReader } from './ApprovalHistoryReader';
import { AuthorizedApprovalsService } from './AuthorizedApprovalsService';
import { DecisionContextReader } from './DecisionContextReader';
import { DefaultApprovalsService } from './DefaultApprovalsService';
import { KnexInboxStore } from './KnexInboxStore';

/** What approvers work with: their inbox, and what they have to know. */
export function createApprovals(parts: {
  knex: Knex;
  config: InfraConfig;
  gatekeeper: Gatekeeper;
  inventory: InventoryStore;
  projects: { store: ProjectStore; usage: UsageCalculator };
  store: OperationStore;
  /** the guarded one */
  operations: OperationsService;
}) {
  const { knex, inventory, projects } = parts;
  return {
    guarded: new AuthorizedApprovalsService(
      new DefaultApprovalsService({
        ...parts,
        inbox: new KnexInboxStore(knex),
        context: new DecisionContextReader({
          ...parts,
          projects: projects.store,
          usage: projects.usage,
          fit: new Fit(inventory, projects.store),
          history: new ApprovalHistoryReader(knex),
        }),
      }),
      parts.gatekeeper,
    ),
  };
}
