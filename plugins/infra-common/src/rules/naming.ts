import { z } from 'zod';
import type { Problem } from '../model/operation';

/**
 * How things must be named. The same rules and the same code decide in forms,
 * on the command line and in the API.
 * @public
 */
export const namingRulesSchema = z.object({
  /** environments a project may be for */
  environments: z.array(z.string()).min(1),
  /** template of project names with `{team}` and `{environment}` */
  project: z.string(),
  /** regular expression an instance name matches as a whole */
  instance: z.string(),
  /** what the expression asks for, in words, for messages and forms */
  instanceHint: z.string(),
});

/** {@inheritDoc namingRulesSchema} @public */
export type NamingRules = z.infer<typeof namingRulesSchema>;

/** The rules that hold when the configuration has none. @public */
export const DEFAULT_NAMING_RULES: NamingRules = {
  environments: ['dev', 'staging', 'prod'],
  project: '{team}-{environment}',
  instance: '[a-z][a-z0-9-]{1,48}[a-z0-9]',
  instanceHint:
    '3 to 50 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash',
};

/** Longest project name: Keystone allows 64, an entity name 63. */
const PROJECT_NAME_MAX = 63;

/**
 * The bare name of a team: `payments` of `group:default/payments`.
 * @public
 */
export function teamName(teamRef: string): string {
  return teamRef
    .replace(/^[^:/]+:/, '')
    .replace(/^.*\//, '')
    .toLowerCase();
}

/**
 * The name of a team's project for an environment.
 *
 * @param team - entity ref or bare name of the team
 * @public
 */
export function projectName(
  team: string,
  environment: string,
  rules: NamingRules,
): string {
  const parts: Record<string, string> = { team: teamName(team), environment };
  return rules.project.replace(
    /\{(team|environment)\}/g,
    (_, part: string) => parts[part],
  );
}

/**
 * Checks what a `project.create` would be called.
 *
 * @returns problems, empty when the name is good
 * @public
 */
export function checkProjectName(
  team: string,
  environment: string,
  rules: NamingRules,
): Problem[] {
  if (!rules.environments.includes(environment)) {
    return [
      {
        field: 'environment',
        class: 'user',
        message: `The environment "${environment}" is not one of ${rules.environments.join(
          ', ',
        )}.`,
      },
    ];
  }
  const name = projectName(team, environment, rules);
  if (
    name.length > PROJECT_NAME_MAX ||
    !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name)
  ) {
    return [
      {
        field: 'team',
        class: 'user',
        message: `The project would be called "${name}"; a project name has up to ${PROJECT_NAME_MAX} lower-case letters, digits and dashes.`,
      },
    ];
  }
  return [];
}

/**
 * Checks the name of an instance.
 *
 * @returns problems of the field `name`, empty when the name is good
 * @public
 */
export function checkInstanceName(name: string, rules: NamingRules): Problem[] {
  if (new RegExp(`^(?:${rules.instance})$`).test(name)) {
    return [];
  }
  return [
    {
      field: 'name',
      class: 'user',
      message: `The name "${name}" does not follow the naming rule: ${rules.instanceHint}.`,
    },
  ];
}

/** What a snapshot may be called, in words. @public */
export const SNAPSHOT_NAME_HINT =
  '1 to 63 lower-case letters, digits and dashes, beginning with a letter and not ending with a dash';

/**
 * Checks the name of a snapshot. It may be shorter than an instance's, and is the same for every
 * company: it only has to be one that every provider takes.
 *
 * @returns problems of the field `name`, empty when the name is good
 * @public
 */
export function checkSnapshotName(name: string): Problem[] {
  if (/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    return [];
  }
  return [
    {
      field: 'name',
      class: 'user',
      message: `A snapshot can't be called "${name}": its name has ${SNAPSHOT_NAME_HINT}.`,
    },
  ];
}
