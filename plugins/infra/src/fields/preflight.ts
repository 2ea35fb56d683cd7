import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  OPERATION_INPUTS,
  type InfraClient,
  type OperationCheck,
  type OperationType,
  type Problem,
} from '@ironstage/plugin-infra-common';
import { infraClientApiRef } from '../api/infraClientApi';
import { isTransient, toError } from '../lib/errors';
import { operationOf, type FormData } from './formData';

/** Input fields that have a form field of ours, which then shows their problems itself. */
const OWN_FIELDS = [
  'team',
  'environment',
  'provider',
  'project',
  'name',
  'flavor',
  'image',
  'network',
  'model',
  'count',
  'purpose',
  'description',
  'sshPublicKey',
  'leaseDays',
  'days',
];

/** The fields of one page are checked one after the other; they share one question that is this old at most. */
const FRESH_MS = 3_000;

interface Round {
  key: string;
  check: Promise<OperationCheck>;
  settledAt?: number;
  /** which field tells which problem that belongs to none of ours */
  claims: Map<string, string>;
}

const rounds = new WeakMap<InfraClient, Round>();

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The part of the form that is input of the operation. */
export function operationInput(
  type: OperationType,
  formData: FormData,
): FormData {
  const known = Object.keys(OPERATION_INPUTS[type].shape);
  return Object.fromEntries(
    Object.entries(formData).filter(
      ([name, value]) => known.includes(name) && !isEmpty(value),
    ),
  );
}

function ask(client: InfraClient, type: OperationType, formData: FormData) {
  const input = operationInput(type, formData);
  const key = JSON.stringify([type, input]);
  const last = rounds.get(client);
  const fresh =
    last?.key === key &&
    (last.settledAt === undefined || Date.now() - last.settledAt < FRESH_MS);
  if (last && fresh) {
    return last;
  }
  const round: Round = {
    key,
    check: client.checkOperation(type, input),
    claims: new Map(),
  };
  const settle = () => {
    round.settledAt = Date.now();
  };
  round.check.then(settle, settle);
  rounds.set(client, round);
  return round;
}

function isTold(
  problem: Problem,
  field: string,
  formData: FormData,
  claims: Map<string, string>,
): boolean {
  if (problem.field === field) {
    return true;
  }
  if (problem.field !== null) {
    // What is still empty comes on a later page, or the form itself asks for it.
    if (
      OWN_FIELDS.includes(problem.field) ||
      isEmpty(formData[problem.field])
    ) {
      return false;
    }
  }
  const claimedBy = claims.get(problem.message) ?? field;
  claims.set(problem.message, claimedBy);
  return claimedBy === field;
}

/**
 * The problems one field of the form has to tell: its own, and those that belong to
 * no field of ours when no other field told them first.
 *
 * @param options - onlyOwn: leaves out what belongs to no field; it is told when the form is sent
 * @throws whatever the back end refuses the question with
 */
export async function problemsOf(
  client: InfraClient,
  field: string,
  type: OperationType,
  formData: FormData,
  options: { onlyOwn: boolean } = { onlyOwn: false },
): Promise<string[]> {
  const { check, claims } = ask(client, type, formData);
  const { problems } = await check;
  return problems
    .filter(problem =>
      options.onlyOwn
        ? problem.field === field
        : isTold(problem, field, formData, claims),
    )
    .map(problem => problem.message);
}

/** What a field can say about its value without asking, or asking little. */
export type LocalCheck<T> = (
  value: T,
  client: InfraClient,
) => Problem[] | Promise<Problem[]>;

type Options = { operation?: OperationType };

/**
 * Makes the validation of a field: its own check first, then what the back end says about the
 * whole request. When the back end can not be asked the form goes on; the request is checked
 * again when it is submitted.
 *
 * @param fieldOf - name of the input field, by the form
 */
export function preflight<T extends string | number>(
  fieldOf: (formData: FormData) => string,
  local?: LocalCheck<T>,
): CustomFieldValidator<T, Options> {
  return async (value, validation, { apiHolder, formData, uiSchema }) => {
    const client = apiHolder.get(infraClientApiRef);
    if (!client || isEmpty(value)) {
      return;
    }
    const type = uiSchema?.['ui:options']?.operation ?? operationOf(formData);
    try {
      const own = (await local?.(value, client)) ?? [];
      const messages =
        own.length > 0
          ? own.map(problem => problem.message)
          : await problemsOf(client, fieldOf(formData), type, formData);
      messages.forEach(message => validation.addError(message));
    } catch (thrown) {
      const error = toError(thrown);
      if (!isTransient(error)) {
        validation.addError(error.message);
      }
    }
  };
}
