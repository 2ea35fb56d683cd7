import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { outputSchema, outputsOf } from './output';
import { runOperation, type ActionServices } from './runOperation';

/** `infra:project:create` */
export function createProjectAction(services: ActionServices) {
  return createTemplateAction({
    id: 'infra:project:create',
    description:
      'Creates a project: a team and an environment, with quota, network and firewall baseline',
    examples: [
      {
        description: 'A project for the payments team',
        example: `steps:
  - id: project
    action: infra:project:create
    input:
      team: group:default/payments
      environment: dev
      provider: os-eu1
`,
      },
    ],
    schema: {
      input: {
        team: z => z.string().describe('Entity ref of the owning team'),
        environment: z => z.string().describe('Environment, such as dev'),
        provider: z => z.string().describe('Id of the provider'),
        description: z => z.string().optional(),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe('Wait for an approval; default false'),
      },
      output: outputSchema,
    },
    async handler(ctx) {
      const { wait = false, ...input } = ctx.input;
      const operation = await runOperation(ctx, services, {
        type: 'project.create',
        input,
        wait,
      });
      for (const [name, value] of Object.entries(outputsOf(operation))) {
        ctx.output(name as keyof ReturnType<typeof outputsOf>, value);
      }
    },
  });
}
