import type {
  Operation,
  OperationDetails,
} from '@ironstage/plugin-infra-common';
import { facts, table } from '../output/table';
import { inputFacts } from './inputFacts';
import type { Paint } from '../output/style';

const words = (state: string) => state.replace('_', ' ');

/** The facts of an operation, without its steps. */
export function operationFacts(
  operation: Operation,
  portalUrl: string,
): string {
  const { approval, failure, result } = operation;
  return facts([
    ['operation', operation.id],
    ['what', operation.title],
    ['state', words(operation.state)],
    ['project', result?.project ?? operation.project],
    ['requester', operation.requester],
    ...inputFacts(operation.input),
    ['needs approval', approval?.reasons.join(' ')],
    ['fit', operation.state === 'pending_approval' ? approval?.fit : null],
    ['decided by', approval?.decidedBy],
    ['comment', approval?.comment],
    ['failure', failure?.message],
    ['detail', failure?.detail],
    ['left behind', failure?.leftovers.join(' ')],
    ['resources', result?.resources.join(', ')],
    ['page', `${portalUrl}/infra/operations/${operation.id}`],
  ]);
}

/** An operation with its steps and what one may do with it. */
export function operationText(
  operation: OperationDetails,
  portalUrl: string,
  paint: Paint,
): string {
  const parts = [operationFacts(operation, portalUrl)];
  if (operation.steps.length > 0) {
    parts.push(
      table(
        [
          { title: 'STEP', value: step => step.title },
          { title: 'STATE', value: step => step.state },
          { title: 'MESSAGE', value: step => step.message },
        ],
        operation.steps,
        paint,
      ),
    );
  }
  if (operation.actions.length > 0) {
    parts.push(
      `You may: ${operation.actions
        .map(action => `ironstage ${action} ${operation.id}`)
        .join('\n         ')}`,
    );
  }
  return parts.join('\n\n');
}

/** Operations, one a line. */
export function operationTable(operations: Operation[], paint: Paint): string {
  return table(
    [
      { title: 'OPERATION', value: one => one.id },
      { title: 'STATE', value: one => words(one.state) },
      { title: 'WHAT', value: one => one.title },
      { title: 'REQUESTER', value: one => one.requester.replace(/^.*\//, '') },
      {
        title: 'CREATED',
        value: one => one.createdAt.slice(0, 16).replace('T', ' '),
      },
    ],
    operations,
    paint,
  );
}
