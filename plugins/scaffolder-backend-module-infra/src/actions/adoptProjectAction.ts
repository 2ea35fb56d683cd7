import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { outputSchema, outputsOf } from './output';
import { runOperation, type ActionServices } from './runOperation';

/** `infra:project:adopt` */
export function adoptProjectAction(services: ActionServices) {
  return createTemplateAction({
    id: 'infra:project:adopt',
    description:
      'Makes a project of a tenant that was there before the portal; nothing is changed at the cloud. For a team of your own somebody else has to approve; the task ends with a link unless told to wait',
    examples: [
      {
        description: 'A tenant of OpenStack for the team checkout',
        example: `steps:
  - id: adopt
    action: infra:project:adopt
    input:
      provider: os-eu1
      tenant: checkout-staging
      team: group:default/checkout
      environment: staging
`,
      },
    ],
    schema: {
      input: {
        provider: z => z.string().describe('Id of the provider that has it'),
        tenant: z => z.string().describe('Its name there, or its id'),
        team: z => z.string().describe('Entity ref of the team that gets it'),
        environment: z => z.string().describe('Environment, such as prod'),
        description: z => z.string().optional().describe('What it is for'),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe('Wait for the approval; default false'),
      },
      output: outputSchema,
    },
    async handler(ctx) {
      const { wait = false, ...input } = ctx.input;
      const operation = await runOperation(ctx, services, {
        type: 'project.adopt',
        input,
        wait,
      });
      for (const [name, value] of Object.entries(outputsOf(operation))) {
        ctx.output(name as keyof ReturnType<typeof outputsOf>, value);
      }
    },
  });
}
