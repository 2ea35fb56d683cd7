import { z } from 'zod';

const text = z.string().nullish();

const subnetSchema = z.object({
  cidr: z.string().optional(),
  name: z.string(),
});

const vlanSchema = z.object({
  vid: z.number(),
  name: z.string(),
  fabric: z.string(),
});

const interfaceSchema = z.object({
  name: z.string(),
  type: z.string().default('physical'),
  mac_address: text,
  vlan: vlanSchema.nullish(),
  links: z
    .array(
      z.object({
        ip_address: text,
        subnet: subnetSchema.nullish(),
      }),
    )
    .default([]),
  link_connected: z.boolean().nullish(),
  /** Mb/s */
  link_speed: z.number().nullish(),
});

const diskSchema = z.object({
  name: z.string(),
  type: z.string().default('physical'),
  model: text,
  serial: text,
  /** bytes */
  size: z.number().nullish(),
  id_path: text,
  tags: z.array(z.string()).default([]),
});

const numaSchema = z.object({
  index: z.number(),
  /** MiB */
  memory: z.number().nullish(),
  cores: z.array(z.number()).nullish(),
});

/** A machine as the list and the single read have it; versions add and drop keys. */
export const machineSchema = z.object({
  system_id: z.string(),
  hostname: z.string(),
  fqdn: text,
  description: text,
  status: z.number(),
  status_name: z.string().default(''),
  /** the latest event; lags behind */
  status_message: text,
  /** since 3.5 */
  error_description: text,
  owner: text,
  owner_data: z.record(z.string(), z.string()).nullish(),
  locked: z.boolean().default(false),
  osystem: text,
  distro_series: text,
  architecture: text,
  cpu_count: z.number().nullish(),
  /** MiB */
  memory: z.number().nullish(),
  /** MB (10^6) */
  storage: z.number().nullish(),
  power_type: text,
  power_state: z.string().nullish(),
  tag_names: z.array(z.string()).default([]),
  ip_addresses: z.array(z.string()).nullish(),
  zone: z.object({ name: z.string() }).nullish(),
  pool: z.object({ id: z.number(), name: z.string() }).nullish(),
  hardware_uuid: text,
  hardware_info: z.record(z.string(), z.string()).nullish(),
  interface_set: z.array(interfaceSchema).nullish(),
  physicalblockdevice_set: z.array(diskSchema).nullish(),
  numanode_set: z.array(numaSchema).nullish(),
  current_commissioning_result_id: z.number().nullish(),
});

/** {@inheritDoc machineSchema} */
export type WireMachine = z.infer<typeof machineSchema>;

/** Power parameters of many machines; all but the address are secrets and are not read. */
export const powerAddressesSchema = z.record(
  z.string(),
  z.object({ power_address: z.string().nullish() }),
);
