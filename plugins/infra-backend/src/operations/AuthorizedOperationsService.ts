import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  infraEstateReadPermission,
  infraOperationApprovePermission,
  infraOperationCancelPermission,
  infraOperationReadPermission,
  infraProjectManageAllPermission,
  infraProjectReadPermission,
  type Operation,
  type OperationQuery,
} from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { infraOperationRef } from '../permissions/rules';
import type { Caller } from '../http/Caller';
import { noSuchOperation } from './absent';
import { whyNotDecide } from './approvals';
import type { OperationCatalog } from './OperationCatalog';
import type { OperationRequest, OperationsService } from './OperationsService';

/** Guards an {@link OperationsService}: routes and actions are given this one. */
export class AuthorizedOperationsService implements OperationsService {
  constructor(
    private readonly inner: OperationsService,
    private readonly gatekeeper: Gatekeeper,
    private readonly catalog: OperationCatalog,
  ) {}

  async list(query: OperationQuery, caller: Caller) {
    const page = await this.inner.list(
      query,
      caller,
      await this.gatekeeper.visibility(
        caller.credentials,
        infraOperationReadPermission,
        infraOperationRef,
      ),
    );
    const detail = await this.mayReadDetail(caller);
    return { ...page, items: page.items.map(one => shown(one, detail)) };
  }

  async get(id: string, caller: Caller) {
    const operation = await this.inner.get(id, caller);
    await this.demandVisible(caller, id);
    const { approval } = operation;
    const mayDecide =
      approval !== null &&
      whyNotDecide({ ...operation, approval }, caller) === undefined &&
      (await this.allows(caller, infraOperationApprovePermission, id));
    const mayCancel = await this.allows(
      caller,
      infraOperationCancelPermission,
      id,
    );
    return {
      ...shown(operation, await this.mayReadDetail(caller)),
      actions: operation.actions.filter(action =>
        ['cancel', 'answer'].includes(action) ? mayCancel : mayDecide,
      ),
    };
  }

  async check(request: OperationRequest, caller: Caller) {
    return this.inner.check(request, await this.demandType(request, caller));
  }

  async submit(request: OperationRequest, caller: Caller) {
    return this.withoutDetail(
      await this.inner.submit(request, await this.demandType(request, caller)),
      caller,
    );
  }

  async decide(
    id: string,
    decision: { approve: boolean; comment: string },
    caller: Caller,
  ) {
    await this.demandOn(caller, infraOperationApprovePermission, id);
    return this.withoutDetail(
      await this.inner.decide(id, decision, caller),
      caller,
    );
  }

  async ask(id: string, text: string, caller: Caller) {
    await this.demandOn(caller, infraOperationApprovePermission, id);
    return this.withoutDetail(await this.inner.ask(id, text, caller), caller);
  }

  async delegate(
    id: string,
    delegation: { to: string; comment: string },
    caller: Caller,
  ) {
    await this.demandOn(caller, infraOperationApprovePermission, id);
    return this.withoutDetail(
      await this.inner.delegate(id, delegation, caller),
      caller,
    );
  }

  /** Who may take a request back may say more of it, too. */
  async answer(id: string, text: string, caller: Caller) {
    await this.demandOn(caller, infraOperationCancelPermission, id);
    return this.withoutDetail(
      await this.inner.answer(id, text, caller),
      caller,
    );
  }

  async cancel(id: string, caller: Caller) {
    await this.demandOn(caller, infraOperationCancelPermission, id);
    return this.withoutDetail(await this.inner.cancel(id, caller), caller);
  }

  /**
   * Demands the permission of an operation type, for the project the request names. A request for a
   * project that is not there, or that the caller may not see, gets through to the guardrails: they
   * refuse both with the same words.
   */
  private async demandType(
    request: OperationRequest,
    caller: Caller,
  ): Promise<Caller> {
    const { permission } = this.catalog.get(request.type);
    let hiddenProject: string | undefined;
    if (permission.type === 'basic') {
      await this.gatekeeper.demand(caller, permission);
    } else {
      const project = await this.projectOf(request);
      if (project !== undefined) {
        hiddenProject = (await this.gatekeeper.sees(
          caller,
          infraProjectReadPermission,
          project,
        ))
          ? undefined
          : project;
        if (hiddenProject === undefined) {
          await this.gatekeeper.demandFor(caller, permission, project);
        }
      }
    }
    return {
      ...caller,
      hiddenProject,
      mayManageAll: await this.gatekeeper.allows(
        caller.credentials,
        infraProjectManageAllPermission,
      ),
    };
  }

  /** @returns undefined when the request names no project that is there */
  private async projectOf(
    request: OperationRequest,
  ): Promise<string | undefined> {
    const definition = this.catalog.get(request.type);
    const parsed = definition.input.safeParse(request.input);
    const named = parsed.success
      ? await definition.projectOf(parsed.data)
      : request.input.project;
    return typeof named === 'string' &&
      (await this.catalog.projectExists(named))
      ? named
      : undefined;
  }

  private async demandOn(
    caller: Caller,
    permission: ResourcePermission,
    id: string,
  ) {
    await this.inner.get(id, caller);
    await this.demandVisible(caller, id);
    await this.gatekeeper.demandFor(caller, permission, id);
  }

  private demandVisible(caller: Caller, id: string) {
    return this.gatekeeper.demandVisible(
      caller,
      infraOperationReadPermission,
      id,
      noSuchOperation,
    );
  }

  private allows(caller: Caller, permission: ResourcePermission, id: string) {
    return this.gatekeeper.allowsFor(caller.credentials, permission, id);
  }

  private mayReadDetail(caller: Caller) {
    return this.gatekeeper.allows(
      caller.credentials,
      infraEstateReadPermission,
    );
  }

  private async withoutDetail(operation: Operation, caller: Caller) {
    return shown(operation, await this.mayReadDetail(caller));
  }
}

function shown<T extends Operation>(operation: T, detail: boolean): T {
  return detail || !operation.failure
    ? operation
    : { ...operation, failure: { ...operation.failure, detail: null } };
}
