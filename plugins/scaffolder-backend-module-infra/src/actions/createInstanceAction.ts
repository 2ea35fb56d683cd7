import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { outputSchema, outputsOf } from './output';
import { runOperation, type ActionServices } from './runOperation';

/** `infra:instance:create` */
export function createInstanceAction(services: ActionServices) {
  return createTemplateAction({
    id: 'infra:instance:create',
    description: 'Provisions a VM in a project and waits until it is active',
    examples: [
      {
        description: 'A small VM',
        example: `steps:
  - id: vm
    action: infra:instance:create
    input:
      project: payments-dev
      name: checkout-1
      flavor: small
      image: eu-baseos-2025.01
      sshPublicKey: ssh-ed25519 AAAA… dana@laptop
`,
      },
    ],
    schema: {
      input: {
        project: z => z.string().describe('Name of the project'),
        name: z => z.string().describe('Name of the instance'),
        provider: z => z.string().optional(),
        flavor: z => z.string().describe('Name or ref of the flavor'),
        image: z => z.string().describe('Name or ref of the image'),
        network: z => z.string().optional(),
        sshPublicKey: z => z.string().describe('Public SSH key, one line'),
        leaseDays: z => z.number().optional().describe('Days until it ends'),
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
        type: 'instance.create',
        input,
        wait,
      });
      for (const [name, value] of Object.entries(outputsOf(operation))) {
        ctx.output(name as keyof ReturnType<typeof outputsOf>, value);
      }
    },
  });
}
