import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { outputSchema, outputsOf } from './output';
import { runOperation, type ActionServices } from './runOperation';

/** `infra:quota:change` */
export function changeQuotaAction(services: ActionServices) {
  return createTemplateAction({
    id: 'infra:quota:change',
    description:
      'Asks for other limits of a project. More has to be approved by somebody else; the task ends with a link unless told to wait',
    examples: [
      {
        description: 'More vCPUs and a GPU',
        example: `steps:
  - id: quota
    action: infra:quota:change
    input:
      project: payments-dev
      vcpus: 64
      gpus:
        nvidia-l4: 1
      reason: Two more shops go live in May
`,
      },
    ],
    schema: {
      input: {
        project: z => z.string().describe('Name of the project'),
        vcpus: z => z.number().optional().describe('vCPUs in all'),
        memoryGiB: z => z.number().optional().describe('Memory in all, in GiB'),
        storageGiB: z =>
          z.number().optional().describe('Storage in all, in GiB'),
        instances: z => z.number().optional().describe('Instances in all'),
        gpus: z =>
          z.record(z.number()).optional().describe('GPUs in all, by model'),
        reason: z => z.string().describe('What it is for'),
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
        type: 'quota.change',
        input,
        wait,
      });
      for (const [name, value] of Object.entries(outputsOf(operation))) {
        ctx.output(name as keyof ReturnType<typeof outputsOf>, value);
      }
    },
  });
}
