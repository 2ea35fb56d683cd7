import { z } from 'zod';

/** What no field has a use for: control characters but for tabs and line ends. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine(value => !CONTROL.test(value), {
      error: 'There is a control character in it; type it anew.',
    });
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

/** Input of `project.adopt`. @public */
export const projectAdoptInputSchema = z.strictObject({
  /** id of the provider that has the tenant */
  provider: required('The provider', 63),
  /** the tenant there: its name, or its id where names are not unique */
  tenant: required('The tenant'),
  /** entity ref of the team that gets it */
  team: required('The team'),
  environment: required('The environment', 40),
  description: text(500).default(''),
});

/** {@inheritDoc projectAdoptInputSchema} @public */
export type ProjectAdoptInput = z.infer<typeof projectAdoptInputSchema>;

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

/** The instance an operation acts on. */
const instanceRef = { ref: required('The instance', 512) };

/** Input of `instance.delete`, `ref` of the instance. @public */
export const instanceDeleteInputSchema = z.strictObject({
  ...instanceRef,
  /** not kept for a while: there is no way back */
  immediately: z.boolean().optional(),
});

/** {@inheritDoc instanceDeleteInputSchema} @public */
export type InstanceDeleteInput = z.infer<typeof instanceDeleteInputSchema>;

/** Input of `instance.undelete`: take back the deletion of what is still kept. @public */
export const instanceUndeleteInputSchema = z.strictObject(instanceRef);

/** {@inheritDoc instanceUndeleteInputSchema} @public */
export type InstanceUndeleteInput = z.infer<typeof instanceUndeleteInputSchema>;

/** Input of `instance.start`. @public */
export const instanceStartInputSchema = z.strictObject(instanceRef);

/** {@inheritDoc instanceStartInputSchema} @public */
export type InstanceStartInput = z.infer<typeof instanceStartInputSchema>;

/** Input of `instance.stop`: the guest is asked to shut down unless `force` pulls the plug. @public */
export const instanceStopInputSchema = z.strictObject({
  ...instanceRef,
  force: z.boolean().default(false),
});

/** {@inheritDoc instanceStopInputSchema} @public */
export type InstanceStopInput = z.infer<typeof instanceStopInputSchema>;

/** Input of `instance.reboot`: the guest is asked to reboot unless `force` resets it. @public */
export const instanceRebootInputSchema = z.strictObject({
  ...instanceRef,
  force: z.boolean().default(false),
});

/** {@inheritDoc instanceRebootInputSchema} @public */
export type InstanceRebootInput = z.infer<typeof instanceRebootInputSchema>;

/** Input of `instance.resize`. The flavor is a name or a ref. @public */
export const instanceResizeInputSchema = z.strictObject({
  ...instanceRef,
  flavor: required('The flavor'),
});

/** {@inheritDoc instanceResizeInputSchema} @public */
export type InstanceResizeInput = z.infer<typeof instanceResizeInputSchema>;

/** Input of `instance.snapshot`. @public */
export const instanceSnapshotInputSchema = z.strictObject({
  ...instanceRef,
  name: required('The name of the snapshot'),
});

/** {@inheritDoc instanceSnapshotInputSchema} @public */
export type InstanceSnapshotInput = z.infer<typeof instanceSnapshotInputSchema>;

/** Input of `instance.rebuild`, which replaces the disk. The image is a name or a ref. @public */
export const instanceRebuildInputSchema = z.strictObject({
  ...instanceRef,
  image: required('The image'),
  sshPublicKey: sshKeyText,
});

/** {@inheritDoc instanceRebuildInputSchema} @public */
export type InstanceRebuildInput = z.infer<typeof instanceRebuildInputSchema>;

/** Input of `lease.extend`. @public */
export const leaseExtendInputSchema = z.strictObject({
  ...instanceRef,
  /** days added to the end of the lease, or to today when it has ended */
  days: z
    .number()
    .int({ error: 'The extension must be a whole number of days.' })
    .min(1, { error: 'The extension must be at least one day.' }),
});

/** {@inheritDoc leaseExtendInputSchema} @public */
export type LeaseExtendInput = z.infer<typeof leaseExtendInputSchema>;

const limit = (what: string) =>
  z
    .number()
    .int({ error: `${what} must be a whole number.` })
    .min(0, { error: `${what} can not be below zero.` })
    .max(1_000_000, { error: `${what} is larger than any cloud.` });

/** Input of `quota.change`: the limits as they are to be; what is left out stays as it is. @public */
export const quotaChangeInputSchema = z
  .strictObject({
    project: required('The project'),
    vcpus: limit('The number of vCPUs').optional(),
    memoryGiB: limit('The memory').optional(),
    storageGiB: limit('The storage').optional(),
    instances: limit('The number of instances').optional(),
    /** by model, as the capacity page spells it */
    gpus: z.record(required('The GPU model'), limit('The GPUs')).optional(),
    reason: required('The reason', 1000).min(10, {
      error: 'Say in a sentence what it is for; the approver decides by it.',
    }),
  })
  .refine(
    ({ vcpus, memoryGiB, storageGiB, instances, gpus = {} }) =>
      [vcpus, memoryGiB, storageGiB, instances].some(
        value => value !== undefined,
      ) || Object.keys(gpus).length > 0,
    {
      error:
        'Say which limit is to change: vCPUs, memory, storage, instances or GPUs.',
    },
  );

/** {@inheritDoc quotaChangeInputSchema} @public */
export type QuotaChangeInput = z.infer<typeof quotaChangeInputSchema>;

/** The machine an operation acts on. */
const machineRef = { ref: required('The machine', 512) };

/** How much of a machine's disks is overwritten when it is given back. @public */
export const ERASURES = ['none', 'quick', 'secure', 'full'] as const;

/** {@inheritDoc ERASURES} @public */
export type Erasure = (typeof ERASURES)[number];

const erase = z
  .enum(ERASURES, {
    error: `The way to erase the disks must be one of ${ERASURES.join(', ')}.`,
  })
  .default('quick');

/** Input of operations on a machine that need nothing but the machine. @public */
export const machineInputSchema = z.strictObject(machineRef);

/** {@inheritDoc machineInputSchema} @public */
export type MachineInput = z.infer<typeof machineInputSchema>;

/** Input of `machine.mark-broken`. @public */
export const machineMarkBrokenInputSchema = z.strictObject({
  ...machineRef,
  /** what is wrong with it, for whoever repairs it */
  reason: required('The reason', 500),
});

/** {@inheritDoc machineMarkBrokenInputSchema} @public */
export type MachineMarkBrokenInput = z.infer<
  typeof machineMarkBrokenInputSchema
>;

/** Input of `machine.release`, after which everything on the machine is lost. @public */
export const machineReleaseInputSchema = z.strictObject({
  ...machineRef,
  erase,
});

/** {@inheritDoc machineReleaseInputSchema} @public */
export type MachineReleaseInput = z.infer<typeof machineReleaseInputSchema>;

/** Input of `machine.deploy`. The image is a name or a ref. @public */
export const machineDeployInputSchema = z.strictObject({
  ...machineRef,
  image: required('The image'),
  sshPublicKey: sshKeyText,
});

/** {@inheritDoc machineDeployInputSchema} @public */
export type MachineDeployInput = z.infer<typeof machineDeployInputSchema>;

/** Input of `machine.rebuild`: released, erased and deployed anew. @public */
export const machineRebuildInputSchema = z.strictObject({
  ...machineRef,
  image: required('The image'),
  sshPublicKey: sshKeyText,
  erase,
});

/** {@inheritDoc machineRebuildInputSchema} @public */
export type MachineRebuildInput = z.infer<typeof machineRebuildInputSchema>;

/** Input schema of every operation type a person may ask for. @public */
export const OPERATION_INPUTS = {
  'project.create': projectCreateInputSchema,
  'project.adopt': projectAdoptInputSchema,
  'quota.change': quotaChangeInputSchema,
  'instance.create': instanceCreateInputSchema,
  'instance.start': instanceStartInputSchema,
  'instance.stop': instanceStopInputSchema,
  'instance.reboot': instanceRebootInputSchema,
  'instance.resize': instanceResizeInputSchema,
  'instance.snapshot': instanceSnapshotInputSchema,
  'instance.rebuild': instanceRebuildInputSchema,
  'instance.delete': instanceDeleteInputSchema,
  'instance.undelete': instanceUndeleteInputSchema,
  'lease.extend': leaseExtendInputSchema,
  'gpu.request': gpuRequestInputSchema,
  'machine.deploy': machineDeployInputSchema,
  'machine.release': machineReleaseInputSchema,
  'machine.rebuild': machineRebuildInputSchema,
  'machine.commission': machineInputSchema,
  'machine.power-on': machineInputSchema,
  'machine.power-off': machineInputSchema,
  'machine.lock': machineInputSchema,
  'machine.unlock': machineInputSchema,
  'machine.mark-broken': machineMarkBrokenInputSchema,
  'machine.mark-fixed': machineInputSchema,
  'machine.abort': machineInputSchema,
} as const;

/** An operation type a person may ask for. @public */
export type OperationType = keyof typeof OPERATION_INPUTS;

/** Operation types that act on an instance and that not every provider can do. @public */
export const INSTANCE_ACTION_TYPES = [
  'instance.start',
  'instance.stop',
  'instance.reboot',
  'instance.resize',
  'instance.snapshot',
  'instance.rebuild',
] as const satisfies readonly OperationType[];

/** {@inheritDoc INSTANCE_ACTION_TYPES} @public */
export type InstanceActionType = (typeof INSTANCE_ACTION_TYPES)[number];

/** Operation types that act on a machine and that not every provider can do. @public */
export const MACHINE_ACTION_TYPES = [
  'machine.deploy',
  'machine.release',
  'machine.rebuild',
  'machine.commission',
  'machine.power-on',
  'machine.power-off',
  'machine.lock',
  'machine.unlock',
  'machine.mark-broken',
  'machine.mark-fixed',
  'machine.abort',
] as const satisfies readonly OperationType[];

/** {@inheritDoc MACHINE_ACTION_TYPES} @public */
export type MachineActionType = (typeof MACHINE_ACTION_TYPES)[number];

/** The input of an operation type as a caller sends it, before defaults. @public */
export type OperationInput<T extends OperationType> = z.input<
  (typeof OPERATION_INPUTS)[T]
>;
