import { z } from 'zod';

/** Why a server is in ERROR. */
export const faultSchema = z.object({
  message: z.string(),
  code: z.number().optional(),
});

/**
 * A server of Nova at 2.47 and later as an administrator sees it.
 * Rows of a cell that is down carry hardly more than an id.
 */
export const serverSchema = z.object({
  id: z.string(),
  name: z.string().default(''),
  status: z.string(),
  tenant_id: z.string().nullish(),
  created: z.string().optional(),
  updated: z.string().optional(),
  /** embedded as it was when the server was made; has no id */
  flavor: z
    .object({
      original_name: z.string().optional(),
      vcpus: z.number(),
      ram: z.number(),
      disk: z.number(),
      ephemeral: z.number().default(0),
      extra_specs: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** an empty text when booted from a volume */
  image: z.union([z.object({ id: z.string() }), z.literal('')]).nullish(),
  addresses: z
    .record(z.string(), z.array(z.object({ addr: z.string() })))
    .default({}),
  metadata: z.record(z.string(), z.string()).default({}),
  /** the key pair it was made with, which may be gone */
  key_name: z.string().nullish(),
  tags: z.array(z.string()).default([]),
  fault: faultSchema.optional(),
  locked: z.boolean().default(false),
  'os-extended-volumes:volumes_attached': z
    .array(z.object({ id: z.string() }))
    .default([]),
  /** ids; only of single servers, from 2.71 */
  server_groups: z.array(z.string()).optional(),
  'OS-EXT-STS:vm_state': z.string().nullish(),
  'OS-EXT-STS:task_state': z.string().nullish(),
  'OS-EXT-SRV-ATTR:hypervisor_hostname': z.string().nullish(),
  'OS-EXT-AZ:availability_zone': z.string().nullish(),
});

/** {@inheritDoc serverSchema} */
export type WireServer = z.infer<typeof serverSchema>;
