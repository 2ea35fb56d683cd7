import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { outputSchema, outputsOf } from './output';
import { runOperation, type ActionServices } from './runOperation';

/** `infra:gpu:request` */
export function requestGpuAction(services: ActionServices) {
  return createTemplateAction({
    id: 'infra:gpu:request',
    description:
      'Asks for GPUs in a project. Somebody else approves; the task ends with a link unless told to wait',
    examples: [
      {
        description: 'One GPU for a week',
        example: `steps:
  - id: gpu
    action: infra:gpu:request
    input:
      project: search-dev
      name: train-1
      model: a100
      count: 1
      days: 7
      purpose: Fine-tune the ranking model
      image: eu-gpu-2025.01
      sshPublicKey: ssh-ed25519 AAAA… dana@laptop
`,
      },
    ],
    schema: {
      input: {
        project: z => z.string().describe('Name of the project'),
        name: z => z.string().describe('Name of the instance'),
        provider: z => z.string().optional(),
        model: z => z.string().describe('GPU model'),
        count: z => z.number().describe('Number of GPUs'),
        days: z => z.number().describe('Days they are needed'),
        purpose: z => z.string().describe('What they are for'),
        image: z => z.string().describe('Name or ref of the image'),
        network: z => z.string().optional(),
        sshPublicKey: z => z.string().describe('Public SSH key, one line'),
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
        type: 'gpu.request',
        input,
        wait,
      });
      for (const [name, value] of Object.entries(outputsOf(operation))) {
        ctx.output(name as keyof ReturnType<typeof outputsOf>, value);
      }
    },
  });
}
