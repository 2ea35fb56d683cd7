import {
  checkProjectName,
  type NamingRules,
  type Problem,
} from '@ironstage/plugin-infra-common';
import type { Requester } from '../operations/OperationDefinition';
import { problem } from '../operations/problem';

/** What is wrong with a project for a team and an environment that somebody asks for; empty when nothing is. */
export function checkTeam(
  input: { team: string; environment: string },
  requester: Requester,
  naming: NamingRules,
): Problem[] {
  const problems = checkProjectName(input.team, input.environment, naming);
  if (!/^group:[^/]+\/.+$/i.test(input.team)) {
    problems.push(
      problem(
        'team',
        `"${input.team}" is not a team; give its entity ref, such as group:default/payments.`,
      ),
    );
  } else if (
    !requester.ownership.includes(input.team.toLowerCase()) &&
    !requester.mayManageAll
  ) {
    problems.push(
      problem('team', `You are not a member of ${input.team}.`, 'policy'),
    );
  }
  return problems;
}
