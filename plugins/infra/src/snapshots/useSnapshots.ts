import type { Operation, Resource } from '@ironstage/plugin-infra-common';
import { useOperations, useResources } from '../hooks';

/** As many as anybody looks through. */
const LIMIT = 200;

/** A state of an instance that was kept. */
export interface Snapshot {
  name: string;
  /** ISO 8601 */
  takenAt: string | null;
  /** ref of the image it is; undefined where it is a point in the instance to go back to */
  image?: string;
  /** id of the operation that took it */
  operation?: string;
}

function ofImages(images: Resource[], instance: Resource): Snapshot[] {
  return images
    .filter(({ attributes }) => attributes.snapshotOf === instance.externalId)
    .map(({ name, createdAt, ref, attributes }) => ({
      name,
      takenAt: createdAt,
      image: ref,
      operation:
        typeof attributes.operationId === 'string'
          ? attributes.operationId
          : undefined,
    }));
}

/** Snapshots that are no images: no cloud lists them, so what took them tells. */
function ofOperations(operations: Operation[], instance: Resource): Snapshot[] {
  return operations
    .filter(
      ({ input, result }) =>
        input.ref === instance.ref &&
        !result?.resources.some(ref => ref.startsWith('image:')),
    )
    .map(({ id, input, updatedAt }) => ({
      name: String(input.name),
      takenAt: updatedAt,
      operation: id,
    }));
}

/** What was kept of an instance, the newest first; undefined while it is on its way. */
export function useSnapshots(instance: Resource): Snapshot[] | undefined {
  const { project, provider } = instance;
  const mine = instance.kind === 'instance' && project !== null;
  const images = useResources(
    mine
      ? {
          kind: ['image'],
          provider: [provider],
          project: [project],
          limit: LIMIT,
        }
      : undefined,
  ).value;
  const operations = useOperations(
    mine
      ? {
          type: ['instance.snapshot'],
          state: ['succeeded'],
          project: [project],
          limit: LIMIT,
        }
      : undefined,
  ).value;
  return (
    images &&
    operations &&
    [
      ...ofImages(images.items, instance),
      ...ofOperations(operations.items, instance),
    ].sort((a, b) => (b.takenAt ?? '').localeCompare(a.takenAt ?? ''))
  );
}
