import { z } from 'zod';
import { orElse } from '../transport/fields';

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
  maintenance: orElse(z.boolean(), false),
  maintenance_reason: z.string().nullish(),
  retired: orElse(z.boolean(), false),
  last_error: secluded,
  fault: z.string().nullish(),
  instance_uuid: z.string().nullish(),
  allocation_uuid: z.string().nullish(),
  resource_class: z.string().nullish(),
  conductor_group: z.string().nullish(),
  driver: z.string().nullish(),
  lessee: z.string().nullish(),
  traits: orElse(z.array(z.string()), []),
  properties: z
    .object({
      cpus: figure,
      memory_mb: figure,
      local_gb: figure,
      cpu_arch: word,
      vendor: word,
      serial_number: word,
      system_uuid: word,
      accelerators: z
        .array(
          z.object({
            vendor_id: z.string(),
            device_id: z.string(),
            pci_address: word,
          }),
        )
        .nullish()
        .catch(null),
    })
    .partial()
    .nullish()
    .transform(found => found ?? {}),
  extra: z
    .object({ system_uuid: word, serial: word, rack: word })
    .partial()
    .nullish()
    .transform(found => found ?? {}),
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
    .nullish()
    .transform(found => found ?? {}),
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
  alive: orElse(z.boolean(), false),
  updated_at: z.string().nullish(),
});
