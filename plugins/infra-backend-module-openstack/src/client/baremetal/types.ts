import { z } from 'zod';

/** People write figures into the properties, as numbers or as texts. */
const figure = z.coerce.number().nullish().catch(null);
const word = z.string().nullish().catch(null);

/** Ironic puts a sentence where the caller lacks the right to read the value. */
const secluded = z
  .string()
  .nullish()
  .transform(text => (/^\*\* .*redacted/i.test(text ?? '') ? null : text));

/**
 * A node of Ironic, with what we read of it. Of `driver_info`, which has the passwords of the
 * management controllers (masked by default), only the addresses are kept.
 */
export const nodeSchema = z.object({
  uuid: z.string(),
  name: z.string().nullish(),
  provision_state: z.string().nullish(),
  target_provision_state: z.string().nullish(),
  power_state: z.string().nullish(),
  maintenance: z.boolean().default(false),
  maintenance_reason: z.string().nullish(),
  retired: z.boolean().default(false),
  last_error: secluded,
  fault: z.string().nullish(),
  instance_uuid: z.string().nullish(),
  allocation_uuid: z.string().nullish(),
  resource_class: z.string().nullish(),
  conductor_group: z.string().nullish(),
  driver: z.string().nullish(),
  lessee: z.string().nullish(),
  traits: z.array(z.string()).default([]),
  properties: z
    .object({
      cpus: figure,
      memory_mb: figure,
      local_gb: figure,
      cpu_arch: word,
      vendor: word,
      serial_number: word,
      system_uuid: word,
    })
    .partial()
    .default({}),
  extra: z
    .object({ system_uuid: word, serial: word, rack: word })
    .partial()
    .default({}),
  driver_info: z
    .object({
      ipmi_address: word,
      redfish_address: word,
      ilo_address: word,
      irmc_address: word,
      drac_address: word,
      xclarity_manager_ip: word,
    })
    .partial()
    .default({}),
  created_at: z.string().nullish(),
});

/** {@inheritDoc nodeSchema} */
export type WireNode = z.infer<typeof nodeSchema>;

/** A network card of a node. */
export const portSchema = z.object({
  address: z.string(),
  node_uuid: z.string(),
});

/** {@inheritDoc portSchema} */
export type WireNodePort = z.infer<typeof portSchema>;

/** A conductor of Ironic. */
export const conductorSchema = z.object({
  hostname: z.string(),
  alive: z.boolean(),
  updated_at: z.string().nullish(),
});
