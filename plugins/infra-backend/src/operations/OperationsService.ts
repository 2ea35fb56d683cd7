import type {
  Operation,
  OperationCheck,
  OperationDetails,
  OperationQuery,
  Page,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** A request to change the estate, as it came in. */
export interface OperationRequest {
  type: string;
  input: Record<string, unknown>;
  idempotencyKey?: string;
}

/** Takes requests to change the estate and tells what has become of them. */
export interface OperationsService {
  list(
    query: OperationQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<Page<Operation>>;

  /** @throws NotFoundError */
  get(id: string, caller: Caller): Promise<OperationDetails>;

  /** Says what a request would do, and changes nothing. */
  check(request: OperationRequest, caller: Caller): Promise<OperationCheck>;

  /**
   * Admits a request: guardrails, quota and capacity hold when this returns.
   *
   * @throws RefusedError with one problem a field when a guardrail says no
   * @throws ConflictError when the idempotency key was used for something else
   */
  submit(request: OperationRequest, caller: Caller): Promise<Operation>;

  /** @throws NotAllowedError for the requester's own operation; ConflictError when there is nothing to decide */
  decide(
    id: string,
    decision: { approve: boolean; comment: string },
    caller: Caller,
  ): Promise<Operation>;

  /**
   * Asks the requester something before it is decided.
   * @throws as `decide`
   */
  ask(id: string, text: string, caller: Caller): Promise<Operation>;

  /** Answers what was asked. @throws ConflictError when nothing is open */
  answer(id: string, text: string, caller: Caller): Promise<Operation>;

  /**
   * Asks somebody else to decide.
   * @throws as `decide`, and InputError when it would go to who asked for it
   */
  delegate(
    id: string,
    delegation: { to: string; comment: string },
    caller: Caller,
  ): Promise<Operation>;

  /** @throws ConflictError when it has begun */
  cancel(id: string, caller: Caller): Promise<Operation>;
}
