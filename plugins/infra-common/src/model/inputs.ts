import { z } from 'zod';

const text = (max: number) => z.string().trim().max(max);
const required = (what: string, max = 255) =>
  text(max).min(1, { error: `${what} is missing.` });

const sshKeyText = text(16_384).min(1, {
  error: 'A public SSH key is missing: paste the content of your .pub file.',
});

/** Input of `project.create`. @public */
export const projectCreateInputSchema = z.strictObject({
  /** entity ref of the owning team */
  team: required('The team'),
  environment: required('The environment', 40),
  /** id of the provider that gets the project */
  provider: required('The provider', 63),
  description: text(500).default(''),
});

/** {@inheritDoc projectCreateInputSchema} @public */
export type ProjectCreateInput = z.infer<typeof projectCreateInputSchema>;

/** Input of `instance.create`. Flavor, image and network are names or refs. @public */
export const instanceCreateInputSchema = z.strictObject({
  project: required('The project'),
  name: required('The name'),
  /** may be left out when the project lives at one provider only */
  provider: text(63).optional(),
  flavor: required('The flavor'),
  image: required('The image'),
  /** the project's own network when left out */
  network: text(255).optional(),
  sshPublicKey: sshKeyText,
  /** days until the lease ends; the policy's default when left out */
  leaseDays: z.number().int().min(1).optional(),
});

/** {@inheritDoc instanceCreateInputSchema} @public */
export type InstanceCreateInput = z.infer<typeof instanceCreateInputSchema>;

/** Input of `gpu.request`. @public */
export const gpuRequestInputSchema = z.strictObject({
  project: required('The project'),
  name: required('The name'),
  provider: text(63).optional(),
  /** GPU model as the capacity page spells it */
  model: required('The GPU model'),
  count: z
    .number()
    .int({ error: 'The number of GPUs must be a whole number.' })
    .min(1, { error: 'Ask for at least one GPU.' }),
  days: z
    .number()
    .int({ error: 'The duration must be a whole number of days.' })
    .min(1, { error: 'The duration must be at least one day.' }),
  purpose: required('The purpose', 1000).min(10, {
    error: 'Say in a sentence what the GPU is for; the approver decides by it.',
  }),
  image: required('The image'),
  network: text(255).optional(),
  sshPublicKey: sshKeyText,
});

/** {@inheritDoc gpuRequestInputSchema} @public */
export type GpuRequestInput = z.infer<typeof gpuRequestInputSchema>;

/** Input of `instance.delete`. @public */
export const instanceDeleteInputSchema = z.strictObject({
  /** ref of the instance */
  ref: required('The instance', 512),
});

/** {@inheritDoc instanceDeleteInputSchema} @public */
export type InstanceDeleteInput = z.infer<typeof instanceDeleteInputSchema>;

/** Input schema of every operation type a person may ask for. @public */
export const OPERATION_INPUTS = {
  'project.create': projectCreateInputSchema,
  'instance.create': instanceCreateInputSchema,
  'instance.delete': instanceDeleteInputSchema,
  'gpu.request': gpuRequestInputSchema,
} as const;

/** An operation type a person may ask for. @public */
export type OperationType = keyof typeof OPERATION_INPUTS;

/** The input of an operation type as a caller sends it, before defaults. @public */
export type OperationInput<T extends OperationType> = z.input<
  (typeof OPERATION_INPUTS)[T]
>;
