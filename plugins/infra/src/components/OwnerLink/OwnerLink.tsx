import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

function isEntityRef(text: string): boolean {
  try {
    const { kind } = parseEntityRef(text);
    return ['user', 'group'].includes(kind.toLowerCase());
  } catch {
    return false;
  }
}

/** A person or team, as a link to its catalog page; anything else (`system`, a service) as it is. */
export function OwnerLink({ entityRef }: { entityRef: string }) {
  return isEntityRef(entityRef) ? (
    <EntityRefLink entityRef={entityRef} hideIcon />
  ) : (
    <>{entityRef}</>
  );
}
