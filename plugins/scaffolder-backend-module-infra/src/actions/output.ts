import type { OperationDetails } from '@ironstage/plugin-infra-common';

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
