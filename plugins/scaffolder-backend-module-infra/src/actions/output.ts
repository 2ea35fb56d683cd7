import type { OperationDetails } from '@ironstage/plugin-infra-common';
// the scaffolder's actions describe themselves with this version
import type { z as Zod } from 'zod/v3';

const text = (z: typeof Zod) => z.string();

/** Schema of what {@link outputsOf} gives. */
export const outputSchema = {
  operationId: text,
  operationUrl: text,
  state: text,
  projectUrl: text,
  resourceRef: text,
};

/** What every action of ours gives to the steps after it. */
export function outputsOf(operation: OperationDetails) {
  return {
    operationId: operation.id,
    operationUrl: `/infra/operations/${operation.id}`,
    state: operation.state,
    projectUrl: `/infra/projects/${
      operation.result?.project ?? operation.project ?? ''
    }`,
    resourceRef: operation.result?.resources[0] ?? '',
  };
}
