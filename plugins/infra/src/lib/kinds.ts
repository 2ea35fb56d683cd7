import { humanize } from './format';

/** A kind of row for a person. A provider's project is called a tenant: a project is the portal's. */
export function kindLabel(kind: string): string {
  return kind === 'project' ? 'Tenant' : humanize(kind);
}
