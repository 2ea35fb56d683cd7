import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { operationOfTags } from '../../ownership';
import type { WireProject } from './types';

/** Keystone project → inventory row. */
export function toProjectItem(project: WireProject): InventoryItem {
  const operationId = operationOfTags(project.tags);
  return {
    kind: 'project',
    externalId: project.id,
    name: project.name,
    status: project.enabled ? 'active' : 'disabled',
    attributes: {
      ...(project.description && { description: project.description }),
      ...(operationId && { operationId }),
    },
  };
}
