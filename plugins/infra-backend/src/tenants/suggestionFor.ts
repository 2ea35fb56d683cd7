import { projectName, type NamingRules } from '@ironstage/plugin-infra-common';

/** A stand-in for the team in the name of a project: no letter of a name. */
const TEAM = '\u0000';

/**
 * Which team and environment a tenant is by its name, if it is named as the portal names projects.
 *
 * @returns null when the name tells neither
 */
export function suggestionFor(
  name: string,
  naming: NamingRules,
): { team: string; environment: string } | null {
  const lower = name.toLowerCase();
  for (const environment of naming.environments) {
    const [before, after] = naming.project
      .replace('{environment}', environment)
      .replace('{team}', TEAM)
      .split(TEAM);
    const team = lower.slice(before.length, lower.length - after.length);
    if (
      team &&
      lower === `${before}${team}${after}` &&
      projectName(`group:default/${team}`, environment, naming) === lower
    ) {
      return { team, environment };
    }
  }
  return null;
}
