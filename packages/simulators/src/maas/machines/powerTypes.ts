/** Drivers of MAAS 3.4, for the choice of a power type. */
export const powerTypes: readonly string[] = [
  'amt',
  'apc',
  'dli',
  'eaton',
  'hmc',
  'hmcz',
  'ipmi',
  'lxd',
  'manual',
  'moonshot',
  'mscm',
  'msftocs',
  'nova',
  'openbmc',
  'proxmox',
  'raritan',
  'recs_box',
  'redfish',
  'sm15k',
  'ucsm',
  'virsh',
  'vmware',
  'webhook',
  'wedge',
];

/** Parameters that a driver can't do without, of those that are common. */
export const neededParameters: Readonly<Record<string, readonly string[]>> = {
  ipmi: ['power_address'],
  redfish: ['power_address', 'power_user', 'power_pass'],
  virsh: ['power_address', 'power_id'],
  lxd: ['power_address'],
};

/** Collects `power_parameters_X` from a form. */
export function powerParameters(data: URLSearchParams): Record<string, string> {
  const prefix = 'power_parameters_';
  return Object.fromEntries(
    [...data]
      .filter(
        ([key]) =>
          // Says how to check the others, and is none itself.
          key.startsWith(prefix) && key !== `${prefix}skip_check`,
      )
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}
