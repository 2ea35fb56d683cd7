import {
  growth,
  shortfalls,
  subtractVectors,
  sumVectors,
  type DecisionContext,
  type DecisionRoom,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Fit } from '../capacity/Fit';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { StoredOperation } from '../operations/OperationStore';
import type { ProjectStore, Reservation } from '../projects/ProjectStore';
import type { UsageCalculator } from '../projects/UsageCalculator';
import type { ApprovalHistoryReader } from './ApprovalHistoryReader';
import { monthlyPrice } from './monthlyPrice';

const DAYS_OF_MONTH = 365 / 12;

/** A change of a quota, as its plan has it. */
function quotaOf({ type, plan }: StoredOperation): DecisionContext['quota'] {
  return type === 'quota.change'
    ? {
        before: plan.before as ResourceVector,
        after: plan.after as ResourceVector,
      }
    : null;
}

/** Days until it ends; null when it has no end. */
function daysOf({ plan }: StoredOperation, now: Date): number | null {
  if (typeof plan.leaseDays === 'number') {
    return plan.leaseDays;
  }
  if (typeof plan.endsAt === 'string') {
    return (new Date(plan.endsAt).getTime() - now.getTime()) / (24 * 3600_000);
  }
  return null;
}

/** Puts together what an approver has to know: size, room, price, use, history. */
export class DecisionContextReader {
  constructor(
    private readonly services: {
      inventory: InventoryStore;
      projects: ProjectStore;
      usage: UsageCalculator;
      fit: Fit;
      history: ApprovalHistoryReader;
      config: InfraConfig;
      now?: () => Date;
    },
  ) {}

  async of(operation: StoredOperation): Promise<DecisionContext> {
    const { projects, usage, history } = this.services;
    const now = this.services.now?.() ?? new Date();
    const { id, project: name, provider, requester } = operation;
    const project = name === null ? undefined : await projects.find(name);
    const quota = quotaOf(operation);
    const reserved = provider
      ? (await projects.reservations({ provider })).find(
          one => one.operationId === id,
        )
      : undefined;
    const takes = quota
      ? growth(quota.before, quota.after)
      : await this.taken(reserved);
    const holds = takes ?? (await this.held(operation));
    return {
      id,
      at: now.toISOString(),
      takes,
      quota,
      room:
        provider && takes
          ? await this.room(provider, takes, reserved !== undefined)
          : null,
      usage: project
        ? (await usage.usage([project])).get(project.name) ?? null
        : null,
      granted: quota && provider ? await this.granted(provider) : null,
      price: this.price(holds, daysOf(operation, now)),
      history: {
        project: name === null ? null : await history.of({ project: name }, id),
        requester: await history.of({ requester }, id),
      },
    };
  }

  /** Of what is reserved, what it takes more than it has. */
  private async taken(
    reserved: Reservation | undefined,
  ): Promise<ResourceVector | null> {
    if (!reserved) {
      return null;
    }
    const [row] = reserved.ref
      ? await this.services.inventory.getMany([reserved.ref])
      : [];
    return row?.vector ? growth(row.vector, reserved.vector) : reserved.vector;
  }

  /** What an operation on something that is there is about. */
  private async held({ plan }: StoredOperation) {
    const [row] =
      typeof plan.ref === 'string'
        ? await this.services.inventory.getMany([plan.ref])
        : [];
    return row?.vector ?? null;
  }

  private price(
    holds: ResourceVector | null,
    days: number | null,
  ): DecisionContext['price'] {
    const { costs } = this.services.config;
    const monthly = holds && monthlyPrice(holds, costs);
    return costs && monthly !== null
      ? {
          currency: costs.currency,
          monthly,
          whole: days === null ? null : (monthly * days) / DAYS_OF_MONTH,
        }
      : null;
  }

  /** @param isReserved - whether it is among what is promised already */
  private async room(
    provider: string,
    takes: ResourceVector,
    isReserved: boolean,
  ): Promise<DecisionRoom | null> {
    const up = (await this.services.inventory.hosts()).filter(
      host => host.provider === provider && host.status === 'up',
    );
    if (up.length === 0) {
      return null;
    }
    const free = (host: (typeof up)[number]) =>
      subtractVectors(host.capacity.deliverable, host.capacity.allocated);
    const promised = await this.services.fit.promised(provider);
    const left = subtractVectors(sumVectors(up.map(free)), promised);
    const room = { ...takes, instances: 0 };
    const [before, after] = isReserved
      ? [sumVectors([left, room]), left]
      : [left, subtractVectors(left, room)];
    return {
      provider,
      deliverable: sumVectors(up.map(host => host.capacity.deliverable)),
      before,
      after,
      hosts: up.filter(
        host =>
          host.kind === 'hypervisor' &&
          // a disk may lie on a storage that hosts share
          shortfalls({ ...room, storageBytes: 0 }, free(host)).length === 0,
      ).length,
    };
  }

  private async granted(provider: string): Promise<ResourceVector> {
    return sumVectors(
      (await this.services.projects.grants())
        .filter(one => one.provider === provider)
        .map(one => one.quota),
    );
  }
}
