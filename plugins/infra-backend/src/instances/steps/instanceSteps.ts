import {
  formatResourceRef,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InstanceManager } from '@ironstage/plugin-infra-node';
import type { InfraConfig } from '../../config/InfraConfig';
import { buildUserData } from '../baseline/cloudInit';
import { DAY_MS, leaseDates } from '../../leases/leaseDates';
import type { LeaseStore } from '../../leases/LeaseStore';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type {
  StepContext,
  StepDefinition,
  StepOutcome,
} from '../../operations/OperationDefinition';
import { OperationFailure } from '../../operations/OperationFailure';

/** Everything that is decided about a new instance at admission. */
export interface InstancePlan extends Record<string, unknown> {
  name: string;
  projectExternalId: string;
  flavor: { externalId: string; name: string };
  image: { externalId: string; name: string };
  networkExternalIds: string[];
  sshPublicKey: string;
  /** days from the moment the instance is there */
  leaseDays: number;
  vector: ResourceVector;
}

/** What the steps need besides the provider. */
export interface InstanceStepServices {
  inventory: InventoryStore;
  leases: LeaseStore;
  config: InfraConfig;
  now?: () => Date;
}

type Context = StepContext<InstancePlan>;

function managerOf(context: Pick<Context, 'provider'>): InstanceManager {
  if (!context.provider.instances) {
    throw new OperationFailure(
      'provider',
      `The portal may no longer create instances at ${context.provider.title}.`,
    );
  }
  return context.provider.instances;
}

function targetOf(context: Context) {
  return {
    externalId: String(context.output('create').externalId),
    projectExternalId: context.plan.projectExternalId,
  };
}

async function removeAll(
  context: Context,
  pollMs: number,
): Promise<StepOutcome> {
  const manager = managerOf(context);
  const found = await manager.findByOperation(
    {
      operationId: context.operation.id,
      projectExternalId: context.plan.projectExternalId,
    },
    context,
  );
  if (found.length === 0) {
    return { done: true, message: 'Nothing of it is left' };
  }
  for (const target of found) {
    await manager.remove(target, context);
  }
  return {
    done: false,
    message: `Waiting for ${context.plan.name} to be gone`,
    retryAfterMs: pollMs,
  };
}

/** Steps that make an instance, wait for it and put it on record. */
export function instanceSteps(
  services: InstanceStepServices,
): Array<StepDefinition<InstancePlan>> {
  const now = services.now ?? (() => new Date());
  const pollMs = services.config.operations.pollSeconds * 1000;
  return [
    {
      name: 'create',
      title: 'Create the instance',
      async run(context) {
        const { plan, operation } = context;
        const { externalId, underWay } = await managerOf(
          context,
        ).ensureInstance(
          {
            operationId: operation.id,
            name: plan.name,
            projectExternalId: plan.projectExternalId,
            flavorExternalId: plan.flavor.externalId,
            imageExternalId: plan.image.externalId,
            networkExternalIds: plan.networkExternalIds,
            userData: buildUserData({
              hostname: plan.name,
              sshPublicKey: plan.sshPublicKey,
              baseline: services.config.baseline,
            }),
            sshPublicKey: plan.sshPublicKey,
            metadata: {
              'ironstage-operation': operation.id,
              'ironstage-project': operation.project ?? '',
              'ironstage-requester': operation.requester,
              'ironstage-baseline': services.config.baseline.version,
            },
          },
          context,
        );
        if (underWay) {
          return { done: false, message: underWay, retryAfterMs: pollMs };
        }
        return {
          done: true,
          message: `${context.provider.title} accepted the request`,
          output: { externalId },
        };
      },
      undo: context => removeAll(context, pollMs),
      leftover: context =>
        `The instance ${context.plan.name} may still be at ${context.provider.title}; the platform team must delete it there.`,
    },
    {
      name: 'wait-active',
      title: 'Wait until it is active',
      async run(context) {
        const state = await managerOf(context).getState(
          targetOf(context),
          context,
        );
        if (!state) {
          throw new OperationFailure(
            'provider',
            `The instance ${context.plan.name} disappeared at ${context.provider.title} while it was being built.`,
          );
        }
        if (state.status === 'error') {
          throw new OperationFailure(
            state.fault?.class ?? 'provider',
            state.fault?.message ??
              `${context.provider.title} could not build ${context.plan.name}.`,
            state.fault?.detail,
          );
        }
        if (state.status === 'active' && state.settled) {
          return { done: true, message: `${context.plan.name} is active` };
        }
        return {
          done: false,
          message: [`${context.provider.title} is building it`, state.progress]
            .filter(Boolean)
            .join(': '),
          retryAfterMs: pollMs,
        };
      },
    },
    {
      name: 'register',
      title: 'Put it on record',
      async run(context) {
        const { plan, operation, provider } = context;
        const state = await managerOf(context).getState(
          targetOf(context),
          context,
        );
        if (!state) {
          throw new OperationFailure(
            'provider',
            `The instance ${plan.name} disappeared at ${provider.title} right after it was built.`,
          );
        }
        const ref = formatResourceRef({
          kind: 'instance',
          provider: provider.id,
          externalId: state.item.externalId,
        });
        const item = {
          ...state.item,
          vector: state.item.vector ?? plan.vector,
          attributes: { ...state.item.attributes, operationId: operation.id },
        };
        await services.inventory.upsert(
          { provider: provider.id, site: provider.site },
          [item],
        );
        const start = now();
        await services.leases.begin({
          ref,
          name: plan.name,
          project: operation.project ?? '',
          requester: operation.requester,
          operationId: operation.id,
          startedAt: start.toISOString(),
          ...leaseDates(
            start.getTime() + plan.leaseDays * DAY_MS,
            start,
            services.config.lease,
          ),
          state: 'active',
        });
        return {
          done: true,
          message: 'It is in the inventory, with its lease',
          output: { ref },
        };
      },
      async undo(context) {
        const ref = context.output('register').ref;
        if (typeof ref === 'string') {
          await services.leases.end(ref);
          await services.inventory.remove([ref]);
        }
        return { done: true, message: 'It is off the record' };
      },
    },
  ];
}

/** What came out of an operation that made an instance. */
export function instanceResult(operation: {
  outputs: Record<string, Record<string, unknown>>;
  project: string | null;
}) {
  const ref = operation.outputs.register?.ref;
  return {
    resources: typeof ref === 'string' ? [ref] : [],
    project: operation.project,
  };
}
