import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_PROJECT,
  ANNOTATION_PROVIDER,
  ANNOTATION_RESOURCE_REF,
  ENTITY_TYPE_INSTANCE,
  ENTITY_TYPE_PROJECT,
  parseResourceRef,
  type Project,
  type Resource,
} from '@ironstage/plugin-infra-common';

const NAME_MAX = 63;
const READABLE_MAX = 50;
/** Names the catalog takes, but for capitals: it does not tell them from small letters. */
const VALID_NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;

/**
 * Entity name of an instance. It comes from the ref alone: instance names change and are
 * not unique, and a removed instance has nothing but its ref.
 *
 * @returns undefined for refs of other kinds, which have no entity
 */
export function instanceEntityName(ref: string): string | undefined {
  const parts = parseResourceRef(ref);
  if (parts?.kind !== 'instance') {
    return undefined;
  }
  const name = `${parts.provider}-${parts.externalId}`;
  if (name.length <= NAME_MAX && VALID_NAME.test(name)) {
    return name;
  }
  // what makes the name valid also makes different ids alike, so a hash tells them apart
  const readable = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-')
    .slice(0, READABLE_MAX);
  const hash = createHash('sha256').update(ref).digest('hex').slice(0, 12);
  return `${readable.replace(/-$/, '')}-${hash}`;
}

/** Entity of an instance of a project. Volatile facts stay out: each change is processed anew. */
export function instanceEntity(resource: Resource): Entity | undefined {
  const name = instanceEntityName(resource.ref);
  if (!name || !resource.project || !resource.owner) {
    return undefined;
  }
  const location = `infra:${resource.ref}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      title: resource.name,
      description: `Instance of ${resource.project} at ${resource.provider}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_RESOURCE_REF]: resource.ref,
        [ANNOTATION_PROJECT]: resource.project,
        [ANNOTATION_PROVIDER]: resource.provider,
      },
    },
    spec: {
      type: ENTITY_TYPE_INSTANCE,
      owner: resource.owner,
      system: resource.project,
    },
  };
}

/** Entity of a project: a System that its instances are part of. */
export function projectEntity(project: Project): Entity {
  const location = `infra:project/${project.name}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: project.name,
      // the owner stands beside it, by name
      description:
        project.description ||
        `Project for the environment ${project.environment}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_PROJECT]: project.name,
      },
    },
    spec: { type: ENTITY_TYPE_PROJECT, owner: project.owner },
  };
}
