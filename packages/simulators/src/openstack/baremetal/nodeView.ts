import { asText, type Json } from '../../kernel/json';
import type { NodeRow } from './rows';

/** The conductor that looks after all nodes. */
export const CONDUCTOR = 'conductor-1';

/** Members of a node by the microversion that brought them. */
const MEMBERS_BY_MINOR: Record<number, readonly string[]> = {
  1: [
    'uuid created_at updated_at console_enabled driver driver_info extra',
    'instance_info instance_uuid last_error maintenance maintenance_reason',
    'power_state properties provision_state provision_updated_at reservation',
    'target_power_state target_provision_state links chassis_uuid ports',
  ],
  3: ['driver_internal_info'],
  5: ['name'],
  6: ['inspection_finished_at inspection_started_at'],
  7: ['clean_step'],
  12: ['raid_config target_raid_config'],
  14: ['states'],
  20: ['network_interface'],
  21: ['resource_class'],
  24: ['portgroups'],
  31: [
    'boot_interface console_interface deploy_interface inspect_interface',
    'management_interface power_interface raid_interface vendor_interface',
  ],
  32: ['volume'],
  33: ['storage_interface'],
  37: ['traits'],
  38: ['rescue_interface'],
  40: ['bios_interface'],
  42: ['fault'],
  44: ['deploy_step'],
  46: ['conductor_group'],
  47: ['automated_clean'],
  48: ['protected protected_reason'],
  49: ['conductor'],
  50: ['owner'],
  51: ['description'],
  52: ['allocation_uuid'],
  61: ['retired retired_reason'],
  65: ['lessee'],
  66: ['network_data'],
  75: ['boot_mode secure_boot'],
  82: ['shard'],
};

const minorOf = new Map(
  Object.entries(MEMBERS_BY_MINOR).flatMap(([minor, lines]) =>
    lines
      .flatMap(line => line.split(' '))
      .map(name => [name, Number(minor)] as const),
  ),
);

/** The microversion that a member needs; undefined for what no node has. */
export const minorOfNodeMember = (name: string) => minorOf.get(name);

/** Ironic's form of a time: `2026-11-22T16:31:38+00:00`. */
export function nodeTime(time: number | null): string | null {
  return time === null
    ? null
    : `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}

export function linksTo(origin: string, path: string): Json[] {
  return [
    { href: `${origin}/baremetal/v1/${path}`, rel: 'self' },
    { href: `${origin}/baremetal/${path}`, rel: 'bookmark' },
  ];
}

/** Passwords never leave Ironic. */
function masked(info: Json): Json {
  return Object.fromEntries(
    Object.entries(info).map(([key, value]) => [
      key,
      /password|secret|token/i.test(key) && asText(value) ? '******' : value,
    ]),
  );
}

/** What the hardware type `redfish` works with. */
const INTERFACES: Json = {
  bios_interface: 'redfish',
  boot_interface: 'redfish-virtual-media',
  console_interface: 'no-console',
  deploy_interface: 'direct',
  inspect_interface: 'redfish',
  management_interface: 'redfish',
  network_interface: 'noop',
  power_interface: 'redfish',
  raid_interface: 'redfish',
  rescue_interface: 'no-rescue',
  storage_interface: 'noop',
  vendor_interface: 'redfish',
};

function everything(node: NodeRow, minor: number, origin: string): Json {
  const path = `nodes/${node.id}`;
  const working = node.steps.length > 0 || node.power !== null;
  const nameless = node.provisionState === 'available' && minor < 2;
  return {
    uuid: node.id,
    name: node.name,
    created_at: nodeTime(node.createdAt),
    updated_at: nodeTime(node.updatedAt),
    driver: node.driver,
    driver_info: masked(node.driverInfo),
    driver_internal_info: {},
    properties: node.properties,
    extra: node.extra,
    instance_info: node.instanceInfo,
    instance_uuid: null,
    allocation_uuid: null,
    chassis_uuid: null,
    ...INTERFACES,
    // the state had no name before
    provision_state: nameless ? null : node.provisionState,
    target_provision_state: node.targetProvisionState,
    provision_updated_at: nodeTime(node.provisionUpdatedAt),
    power_state: node.powerState,
    target_power_state: node.power?.target ?? null,
    reservation: working ? CONDUCTOR : null,
    conductor: CONDUCTOR,
    conductor_group: '',
    maintenance: node.maintenance,
    maintenance_reason: node.maintenanceReason,
    fault: node.fault,
    last_error: node.lastError,
    retired: node.retired,
    retired_reason: node.retiredReason,
    protected: false,
    protected_reason: null,
    resource_class: node.resourceClass,
    traits: node.traits,
    owner: node.owner,
    lessee: node.lessee,
    description: node.description,
    console_enabled: false,
    clean_step: {},
    deploy_step: {},
    automated_clean: null,
    raid_config: {},
    target_raid_config: {},
    network_data: {},
    boot_mode: null,
    secure_boot: null,
    shard: null,
    inspection_started_at: null,
    inspection_finished_at: null,
    links: linksTo(origin, path),
    ports: linksTo(origin, `${path}/ports`),
    portgroups: linksTo(origin, `${path}/portgroups`),
    states: linksTo(origin, `${path}/states`),
    volume: linksTo(origin, `${path}/volume`),
  };
}

/** What stands where a lessee may not look. */
const REDACTED: Json = {
  driver_info: {
    content:
      '** Redacted - requires baremetal:node:get:driver_info permission. **',
  },
  driver_internal_info: {
    content:
      '** Redacted - Requires baremetal:node:get:driver_internal_info permission. **',
  },
  last_error:
    '** Value Redacted - Requires baremetal:node:get:last_error permission. **',
  reservation:
    '** Redacted - requires baremetal:node:get:reservation permission. **',
};

/** How much of a node is told. */
export interface NodeSight {
  minor: number;
  origin: string;
  /** Left out, there is everything that the microversion knows. */
  fields?: readonly string[];
  redacted?: boolean;
}

/** A node with what its microversion knows, or with the chosen members and its links. */
export function nodeView(
  node: NodeRow,
  { minor, origin, fields, redacted }: NodeSight,
): Json {
  const wanted = fields && new Set([...fields, 'links']);
  const all = {
    ...everything(node, minor, origin),
    ...(redacted && REDACTED),
  };
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name]) =>
        (minorOf.get(name) ?? Infinity) <= minor &&
        (!wanted || wanted.has(name)),
    ),
  );
}

/** All that there is to sort and to filter by. */
export function nodeMembers(node: NodeRow): Json {
  return everything(node, Infinity, '');
}

/** What `GET …/states` answers. */
export function statesView(node: NodeRow, minor: number): Json {
  const names =
    'console_enabled last_error power_state provision_state target_power_state target_provision_state provision_updated_at raid_config target_raid_config boot_mode secure_boot';
  const { links, ...states } = nodeView(node, {
    minor,
    origin: '',
    fields: names.split(' '),
  });
  return states;
}
