import type { Problem, Resource } from '@ironstage/plugin-infra-common';
import type { OpenOperation } from '../../operations/OperationStore';
import { problem } from '../../operations/problem';

/** What an operation is doing to an instance, in words. */
const DOING: Record<string, string> = {
  'instance.create': 'created',
  'gpu.request': 'created',
  'instance.start': 'started',
  'instance.stop': 'stopped',
  'instance.reboot': 'rebooted',
  'instance.resize': 'resized',
  'instance.snapshot': 'copied into a snapshot',
  'instance.rebuild': 'rebuilt',
  'instance.delete': 'deleted',
};

/** The open operation that changes an instance, if one does. */
export function findBusy(
  row: Pick<Resource, 'ref' | 'attributes'>,
  open: OpenOperation[],
): OpenOperation | undefined {
  return open.find(
    ({ id, type, plan }) =>
      DOING[type] !== undefined &&
      (plan.ref === row.ref || id === row.attributes.operationId),
  );
}

/**
 * An instance has one operation at a time.
 *
 * @param open - operations of its project that have not ended, read in the admitting transaction
 */
export function checkNotBusy(
  row: Pick<Resource, 'ref' | 'name' | 'attributes'>,
  open: OpenOperation[],
): Problem[] {
  const busy = findBusy(row, open);
  return busy
    ? [
        problem(
          'ref',
          `${row.name} is being ${
            DOING[busy.type]
          } by another operation (/infra/operations/${busy.id}).`,
        ),
      ]
    : [];
}
