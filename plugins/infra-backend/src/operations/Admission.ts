import { createHash, randomUUID } from 'node:crypto';
import { ConflictError, InputError } from '@backstage/errors';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Problem } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { InfraConfig } from '../config/InfraConfig';
import { stableJson } from '../database/json';
import type { AuditLog } from '../audit/AuditLog';
import type { ApprovalDemand, ApprovalPolicy } from './ApprovalPolicy';
import { approversOf, newApproval } from './approvals';
import type {
  AnyOperationDefinition,
  Decided,
  Requester,
} from './OperationDefinition';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { selfServiceProblems } from './selfService';
import { RefusedError } from './RefusedError';
import type { OperationStore, StoredOperation } from './OperationStore';

type AnyDecided = Decided<Record<string, unknown>, string | null>;

/** What was found out about a request that is let in. */
interface Admitted {
  decided: AnyDecided;
  demand: ApprovalDemand;
  input: unknown;
}

/** A request on its way in. */
export interface AdmissionRequest {
  definition: AnyOperationDefinition;
  input: Record<string, unknown>;
  requester: Requester;
  door: string;
  idempotencyKey?: string;
}

/** Fingerprint of all that was asked for, secrets and keys included, of which nothing is kept. */
function requestHash(input: unknown): string {
  return createHash('sha256').update(stableJson(input)).digest('hex');
}

/** Problems of an input that does not have the right shape, field by field. */
export function shapeProblems(error: z.ZodError): Problem[] {
  return error.issues.map(issue => ({
    field: issue.path.length > 0 ? String(issue.path[0]) : null,
    message:
      issue.code === 'invalid_type' && issue.input === undefined
        ? `${String(issue.path[0] ?? 'It')} is missing.`
        : issue.message,
    class: 'user',
  }));
}

/**
 * The one way in: every operation is checked, reserved for and recorded here,
 * in one transaction.
 */
export class Admission {
  constructor(
    private readonly services: {
      knex: Knex;
      store: OperationStore;
      audit: AuditLog;
      config: InfraConfig;
      providers: ProviderRegistry;
      policy: ApprovalPolicy;
      now?: () => Date;
    },
  ) {}

  /**
   * @returns the operation, and whether it is new or was asked for before with the same key
   * @throws RefusedError with nothing reserved or recorded but an audit row
   */
  async admit(
    request: AdmissionRequest,
  ): Promise<{ operation: StoredOperation; created: boolean }> {
    const before = await this.askedBefore(request);
    if (before) {
      return { operation: before, created: false };
    }
    const { problems, decided, demand, input } = await this.prepare(request);
    const id = randomUUID();
    const refused =
      problems.length > 0 || !decided || !demand
        ? problems
        : await this.tryRecord(id, request, { decided, demand, input });
    if (decided && refused.length === 0) {
      return {
        operation: (await this.services.store.find(id)) as StoredOperation,
        created: true,
      };
    }
    // the same request may have been admitted in the meantime and be what is in the way now
    const meanwhile = await this.askedBefore(request);
    return meanwhile
      ? { operation: meanwhile, created: false }
      : this.refuse(request, refused);
  }

  /** Parses and checks a request without changing anything. */
  async prepare(request: AdmissionRequest) {
    const parsed = request.definition.input.safeParse(request.input, {
      reportInput: true,
    });
    if (!parsed.success) {
      return {
        problems: shapeProblems(parsed.error),
        decided: null,
        demand: null,
        input: null,
      };
    }
    const prepared = await request.definition.prepare(
      parsed.data,
      request.requester,
    );
    const decided = prepared.decided as AnyDecided | null;
    return {
      problems: [
        ...prepared.problems,
        ...selfServiceProblems(
          prepared.decided?.provider,
          request.requester,
          this.services.providers,
        ),
      ],
      decided,
      demand:
        decided &&
        (await this.services.policy.demand(request.definition.type, decided)),
      input: parsed.data,
    };
  }

  /** @returns problems, empty when the operation is on record */
  private async tryRecord(
    id: string,
    request: AdmissionRequest,
    found: Admitted,
  ): Promise<Problem[]> {
    try {
      await this.record(id, request, found);
      return [];
    } catch (error) {
      if (error instanceof RefusedError) {
        return error.problems;
      }
      if (isDatabaseConflictError(error) && request.idempotencyKey) {
        return [
          {
            field: null,
            message: 'The request was sent twice at once; send it again.',
            class: 'platform',
          },
        ];
      }
      throw error;
    }
  }

  private async record(
    id: string,
    request: AdmissionRequest,
    { decided, demand, input }: Admitted,
  ): Promise<void> {
    const { knex, store, audit } = this.services;
    const { definition, requester, door } = request;
    const now = this.services.now?.() ?? new Date();
    const waits = demand.rules.length > 0;
    await knex.transaction(async tx => {
      const problems =
        (await definition.admit?.(decided, {
          operationId: id,
          requester,
          tx,
        })) ?? [];
      if (problems.length > 0) {
        // thrown, so that the transaction takes back what was written
        throw new RefusedError(problems);
      }
      await store.insert(
        {
          id,
          type: definition.type,
          title: decided.title,
          state: waits ? 'pending_approval' : 'queued',
          project: decided.project,
          provider: decided.provider,
          owner: decided.owner,
          requester: requester.ref,
          door,
          input: definition.describe(input),
          plan: decided.plan,
          approval: newApproval(demand, decided, now),
          idempotencyKey: request.idempotencyKey ?? null,
          requestHash: requestHash(input),
          requesterPerson: requester.person ?? null,
          createdAt: now.toISOString(),
          steps: definition.steps.map(({ name, title }) => ({ name, title })),
        },
        {
          actor: requester.ref,
          type: 'submitted',
          step: null,
          message: waits
            ? `Waits for an approval: ${demand.rules
                .map(one => one.reason)
                .join(' ')}`
            : [decided.title, demand.waived].filter(Boolean).join('. '),
        },
        tx,
      );
      if (waits) {
        await store.setApprovers(id, approversOf(demand.rules), tx);
      }
      await audit.append(
        {
          actor: requester.ref,
          door,
          action: 'operation-submit',
          target: id,
          outcome: 'succeeded',
          data: {
            type: definition.type,
            project: decided.project,
            provider: decided.provider,
            input: definition.describe(input),
            ...(demand.waived && { approvedBy: demand.waived }),
            ...(waits && { rules: demand.rules.map(one => one.name) }),
          },
        },
        tx,
      );
    });
  }

  private async askedBefore({
    definition,
    input,
    requester,
    idempotencyKey,
  }: AdmissionRequest) {
    if (!idempotencyKey) {
      return undefined;
    }
    if (idempotencyKey.length > 200) {
      throw new InputError('The idempotency key is longer than 200 characters');
    }
    const operation = await this.services.store.findByIdempotencyKey(
      requester.ref,
      idempotencyKey,
    );
    if (!operation) {
      return undefined;
    }
    const parsed = definition.input.safeParse(input);
    const same =
      operation.type === definition.type &&
      parsed.success &&
      // of those from before hashes were kept, the key is all there is to go by
      (operation.requestHash ?? requestHash(parsed.data)) ===
        requestHash(parsed.data);
    if (!same) {
      throw new ConflictError(
        `The idempotency key "${idempotencyKey}" was used for another request, ${operation.id}`,
      );
    }
    return operation;
  }

  private async refuse(
    request: AdmissionRequest,
    problems: Problem[],
  ): Promise<never> {
    await this.services.audit.append({
      actor: request.requester.ref,
      door: request.door,
      action: 'operation-submit',
      target: request.definition.type,
      outcome: 'refused',
      data: { type: request.definition.type, problems },
    });
    throw new RefusedError(problems);
  }
}
