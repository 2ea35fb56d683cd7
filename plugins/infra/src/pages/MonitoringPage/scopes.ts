import { ESTATE_SCOPE, projectOfScope } from '@ironstage/plugin-infra-common';

/** What people call a scope. */
export const scopeTitle = (scope: string) =>
  projectOfScope(scope) ?? 'Whole estate';

/** What there is to choose from, the estate first for those who may see it. */
export const scopesOf = (projects: string[], estate: boolean) => [
  ...(estate ? [ESTATE_SCOPE] : []),
  ...projects.map(name => `project:${name}`),
];
