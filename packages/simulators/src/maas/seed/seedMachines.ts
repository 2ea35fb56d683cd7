import type { Estate, Machine } from '../../estate/model';
import { stableHex } from '../../kernel/ids';
import { rebuild } from '../collections/tagResources';
import { startCommissioning } from '../machines/commission';
import type { MachineEngine } from '../machines/MachineEngine';
import { unownedDefaults } from '../machines/defaults';
import { hardwareOf, unknownInfo } from '../nodes/hardware';
import type { NodeRow } from '../rows';
import { scriptStatus, Status } from '../status';
import { demoMaas } from '../demo';
import { rolesOf, type MaasRole } from './roles';
import { seeded } from './seedShared';

const LETTERS = 'abcdefghkmnpqrstwxy3478';
const DAY = 86_400_000;

function systemId(machine: Machine, taken: (id: string) => boolean): string {
  for (let attempt = 0; ; attempt += 1) {
    const hex = stableHex('system_id', machine.id, attempt);
    const id = Array.from(
      { length: 6 },
      (_, i) =>
        LETTERS[parseInt(hex.slice(i * 4, i * 4 + 4), 16) % LETTERS.length],
    ).join('');
    if (!taken(id)) {
      return id;
    }
  }
}

function power(
  machine: Machine,
  { manual }: MaasRole,
): Pick<NodeRow, 'powerType' | 'powerParameters'> {
  if (manual) {
    return { powerType: 'manual', powerParameters: {} };
  }
  const secret = stableHex('bmc', machine.id).slice(0, 12);
  if (machine.role === 'gpu') {
    return {
      powerType: 'redfish',
      powerParameters: {
        node_id: '',
        power_address: machine.bmcAddress,
        power_pass: secret,
        power_user: 'maas',
      },
    };
  }
  return {
    powerType: 'ipmi',
    powerParameters: {
      cipher_suite_id: '3',
      k_g: '',
      mac_address: '',
      power_address: machine.bmcAddress,
      power_boot_type: 'auto',
      power_driver: 'LAN_2_0',
      power_pass: secret,
      power_user: 'maas',
      privilege_level: 'ADMIN',
      workaround_flags: ['opensesspriv'],
    },
  };
}

/** Nobody can ask how a machine is that is switched by hand. */
const offState = ({ manual }: MaasRole) => (manual ? 'unknown' : 'off');

/** Same host part in the storage network as in the management network. */
function addressesOf(machine: Machine): string[] {
  const host = machine.managementAddress.split('.').slice(2).join('.');
  return [machine.managementAddress, `10.230.${host}`];
}

function seedNode(machine: Machine, role: MaasRole, engine: MachineEngine) {
  const { tables, next } = engine.context;
  const hardware = hardwareOf(
    machine,
    [seeded.pxeVlan, seeded.storageVlan],
    [seeded.pxeSubnet, seeded.storageSubnet],
    next,
  );
  const fresh =
    role.status === Status.New || role.status === Status.Commissioning;
  const unseen: Partial<NodeRow> = fresh
    ? {
        cpuCount: 0,
        cpuSpeed: 0,
        memoryMib: 0,
        hardwareUuid: null,
        hardwareInfo: unknownInfo(),
        bootMethod: null,
        disks: [],
        pci: [],
      }
    : {};
  const ips = addressesOf(machine);
  const [osystem = '', series = ''] = role.image.split('/');
  // Controllers and storage are metal as well, but not for users.
  const isOurs = machine.role === 'infra' || machine.role === 'storage';
  const platform = isOurs ? [] : [machine.platform];
  const kind = machine.role === 'infra' ? 'controller' : machine.role;
  const isOn = role.status === Status.Deployed;
  return tables.nodes.insert({
    ...unownedDefaults,
    steps: [],
    ...hardware,
    ...unseen,
    ...power(machine, role),
    id: systemId(machine, id => tables.nodes.get(id) !== undefined),
    nodeType: role.nodeType,
    machineId: machine.id,
    hostname: machine.hostname,
    domainId: seeded.domain,
    description: `Rack ${machine.rack}, unit ${machine.unit}`,
    architecture: 'amd64/generic',
    status: fresh ? Status.New : role.status,
    previousStatus: Status.Ready,
    owner: role.owner,
    zoneId: tables.zones.by('name', machine.site)[0].id,
    poolId: tables.pools.by('name', role.pool)[0].id,
    tags: [...platform, kind, `rack-${machine.rack}`],
    annotations: role.annotations,
    nics: hardware.nics.map((nic, i) => ({
      ...nic,
      ip: role.image ? ips[i] : null,
    })),
    osystem,
    series,
    hweKernel: osystem === 'ubuntu' ? 'ga-22.04' : null,
    netboot: !isOn,
    powerState: isOn ? 'on' : offState(role),
    commissioned: !fresh,
    commissioningStatus: fresh ? -1 : scriptStatus.passed,
    testingStatus: fresh ? -1 : scriptStatus.passed,
  });
}

/** What the seeded machine went through, so that its timeline isn't empty. */
function seedHistory(node: NodeRow, index: number, engine: MachineEngine) {
  const { context, log } = engine;
  const days = 30 + ((index * 37) % 300);
  const at = (hours: number) =>
    context.clock.now() - days * DAY + hours * 3_600_000;
  const run = (type: 0 | 1 | 2, hours: number) => {
    const number = context.next('script set');
    context.tables.results.insert({
      id: String(number),
      node: node.id,
      type,
      status: scriptStatus.passed,
      startedAt: at(hours),
      endedAt: at(hours) + 240_000,
      scripts: ['maas-lshw', '/tmp/install.log', 'smartctl-validate'].slice(
        type,
        type + 1,
      ),
    });
    return number;
  };
  if (!node.commissioned) {
    log.add(node, 'INFO', 'New', '', 'unknown', at(0));
    return;
  }
  const patch: Partial<NodeRow> = {
    commissioningResult: run(0, 0),
    testingResult: run(2, 1),
  };
  log.add(node, 'INFO', 'Commissioning', '', 'unknown', at(0));
  log.add(node, 'INFO', 'Testing', '', 'unknown', at(1));
  log.add(node, 'INFO', 'Ready', '', 'unknown', at(2));
  if (node.osystem) {
    patch.installationResult = run(1, 3);
    const os = `${node.osystem}/${node.series}/${node.architecture}`;
    log.add(node, 'INFO', 'Deploying', '', 'unknown', at(3));
    if (node.status === Status.FailedDeployment) {
      log.add(
        node,
        'ERROR',
        'Marking node failed',
        'Installation failed (refer to the installation log for more information).',
        'unknown',
        at(4),
      );
    } else {
      log.add(
        node,
        'INFO',
        'Image Deployed',
        `deployed ${os}`,
        'unknown',
        at(4),
      );
      log.add(node, 'INFO', 'Deployed', '', 'unknown', at(4));
    }
  }
  if (node.status === Status.Broken) {
    log.add(
      node,
      'ERROR',
      'Marking node broken',
      'DIMM B7 reports uncorrectable errors',
      demoMaas.platformUsername,
      at(20),
    );
  }
  context.change(node, patch);
}

/** All machines of the estate, as MAAS knows them. */
export function seedMachines(estate: Estate, engine: MachineEngine): void {
  const { context } = engine;
  let index = 0;
  for (const [machine, role] of rolesOf(estate)) {
    const node = seedNode(machine, role, engine);
    seedHistory(node, index, engine);
    if (role.status === Status.Commissioning) {
      startCommissioning(node, demoMaas.platformUsername, true, engine);
    }
    index += 1;
  }
  const racks = context.tables.nodes.by('kind', 'controller');
  for (const vlan of context.tables.vlans.all()) {
    context.tables.vlans.update(vlan, {
      primaryRack: vlan.dhcpOn ? racks[0]?.id ?? null : null,
      secondaryRack: vlan.dhcpOn ? racks[1]?.id ?? null : null,
    });
  }
  for (const tag of context.tables.tags.all()) {
    if (tag.definition) {
      rebuild(tag, context);
    }
  }
}
