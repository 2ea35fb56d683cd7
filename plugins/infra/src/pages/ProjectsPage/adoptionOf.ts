import type { Policy, Tenant } from '@ironstage/plugin-infra-common';

/** Entity ref of a team that a tenant is named like: one of the reader's own, or that of the default namespace. */
export function suggestedTeam(
  tenant: Tenant,
  teams: Policy['teams'],
): string | undefined {
  const { suggestion } = tenant;
  return (
    (suggestion &&
      (teams.find(one => one.ref.endsWith(`/${suggestion.team}`))?.ref ??
        `group:default/${suggestion.team}`)) ??
    undefined
  );
}

/** Input of `project.adopt` for a tenant. */
export const adoptionOf = (
  { provider, externalId }: Tenant,
  to: { team: string; environment: string },
) => ({ provider, tenant: externalId, ...to });
