import { z } from 'zod';
import { orElse, someText } from '../../transport/fields';

/** Why a server is in ERROR. */
export const faultSchema = z.object({
  message: orElse(z.string(), ''),
  code: z.number().nullish(),
});

/**
 * A server of Nova at 2.47 and later as an administrator sees it.
 * Rows of a cell that is down carry hardly more than an id.
 */
export const serverSchema = z.object({
  id: z.string(),
  name: orElse(z.string(), ''),
  status: z.string(),
  tenant_id: z.string().nullish(),
  created: someText(),
  updated: someText(),
  /** embedded as it was when the server was made; has no id */
  flavor: z
    .object({
      original_name: z.string().nullish(),
      vcpus: z.number(),
      ram: z.number(),
      disk: z.number(),
      ephemeral: orElse(z.number(), 0),
      extra_specs: z.record(z.string(), z.string()).nullish(),
    })
    .nullish(),
  /** an empty text when booted from a volume */
  image: z.union([z.object({ id: z.string() }), z.literal('')]).nullish(),
  addresses: orElse(
    z.record(z.string(), z.array(z.object({ addr: z.string().nullish() }))),
    {},
  ),
  metadata: orElse(z.record(z.string(), z.string()), {}),
  /** the key pair it was made with, which may be gone */
  key_name: z.string().nullish(),
  tags: orElse(z.array(z.string()), []),
  fault: faultSchema.nullish().transform(value => value ?? undefined),
  locked: orElse(z.boolean(), false),
  'os-extended-volumes:volumes_attached': orElse(
    z.array(z.object({ id: z.string() })),
    [],
  ),
  /** ids; only of single servers, from 2.71 */
  server_groups: z.array(z.string()).nullish(),
  'OS-EXT-STS:vm_state': z.string().nullish(),
  'OS-EXT-STS:task_state': z.string().nullish(),
  'OS-EXT-SRV-ATTR:hypervisor_hostname': z.string().nullish(),
  'OS-EXT-AZ:availability_zone': z.string().nullish(),
});

/** {@inheritDoc serverSchema} */
export type WireServer = z.infer<typeof serverSchema>;
