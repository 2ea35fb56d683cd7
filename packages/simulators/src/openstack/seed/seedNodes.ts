import { stableUuid } from '../../kernel/ids';
import type { Estate, Machine } from '../../estate/model';
import type { NodeRow } from '../baremetal/rows';
import type { CloudTables } from '../CloudState';
import { demoCredentials, demoProjectId } from '../demo';
import type { OpenStackRelease } from '../release';

const DAY = 86_400_000;

/** What a node is like when the portal comes, in turn; the first is in use. */
const LIVES: Array<(projects: readonly string[]) => Partial<NodeRow>> = [
  ([first]) => ({
    provisionState: 'active',
    powerState: 'power on',
    lessee: demoProjectId(first),
    instanceInfo: {
      display_name: `${first}-metal-01`,
      image_type: 'whole-disk',
    },
  }),
  () => ({}),
  () => ({
    maintenance: true,
    maintenanceReason: 'Fan 3 is loud; waits for a spare part',
  }),
  () => ({}),
  () => ({ provisionState: 'manageable' }),
  () => ({
    provisionState: 'clean failed',
    targetProvisionState: 'available',
    maintenance: true,
    fault: 'clean failure',
    maintenanceReason: 'Timeout reached while cleaning the node.',
    lastError: 'Timeout reached while cleaning the node.',
  }),
  () => ({
    provisionState: 'enroll',
    powerState: null,
    properties: {},
    traits: [],
    resourceClass: null,
  }),
  () => ({ provisionState: 'manageable', retired: true, retiredReason: 'EOL' }),
];

function traitsOf(machine: Machine): string[] {
  const models = new Set(machine.gpus.map(gpu => gpu.model));
  return [
    'CUSTOM_NVME',
    ...[...models].map(
      model => `CUSTOM_GPU_${model.replace(/\W+/g, '_').toUpperCase()}`,
    ),
  ];
}

/**
 * As the inspection hook `accelerators` writes what its list of known devices has, which operators extend. Source:
 * ironic/drivers/modules/inspector/hooks/accelerators.py.
 */
function acceleratorsOf(machine: Machine) {
  return machine.gpus.map(gpu => ({
    vendor_id: gpu.vendorId,
    device_id: gpu.productId,
    type: 'GPU',
    device_info: `${gpu.vendorName} ${gpu.pciName}`,
    pci_address: gpu.pciAddress,
  }));
}

/** The estate's bare metal becomes nodes of Ironic, with a port for each network card. */
export function seedNodes(
  tables: CloudTables,
  estate: Estate,
  now: number,
  { openstackRelease }: { openstackRelease: OpenStackRelease },
): void {
  // of the project whose admin enrolled them; in 2026.2 an admin of the system did, and they are nobody's
  const owner = openstackRelease === 'zed' ? demoCredentials.projectId : null;
  estate.bareMetal.forEach((machine, index) => {
    const node = tables.nodes.insert({
      id: stableUuid('node', machine.id),
      name: machine.hostname,
      machineId: machine.id,
      driver: 'redfish',
      driverInfo: {
        redfish_address: `https://${machine.bmcAddress}`,
        redfish_system_id: '/redfish/v1/Systems/1',
        redfish_username: 'ironic',
        redfish_password: stableUuid('bmc', machine.id),
      },
      properties: {
        cpus: machine.threads,
        memory_mb: machine.memoryMib,
        local_gb: machine.diskGib,
        cpu_arch: 'x86_64',
        vendor: 'ironstage',
        ...(machine.gpus.length > 0 && {
          accelerators: acceleratorsOf(machine),
        }),
      },
      extra: {
        rack: machine.rack,
        serial: machine.serial,
        system_uuid: machine.systemUuid,
      },
      instanceInfo: {},
      traits: traitsOf(machine),
      resourceClass: machine.role === 'gpu' ? 'metal-gpu' : 'metal',
      description: null,
      owner,
      lessee: null,
      provisionState: 'available',
      targetProvisionState: null,
      steps: [],
      powerState: 'power off',
      power: null,
      maintenance: false,
      maintenanceReason: null,
      retired: false,
      retiredReason: null,
      fault: null,
      lastError: null,
      createdAt: now - 200 * DAY,
      updatedAt: now - DAY,
      provisionUpdatedAt: now - 30 * DAY,
      ...LIVES[index % LIVES.length](estate.projects),
    });
    machine.macs.forEach((address, card) =>
      tables.nodePorts.insert({
        id: stableUuid('node-port', machine.id, card),
        nodeId: node.id,
        address,
        pxe: card === 0,
        physicalNetwork: card === 0 ? 'provisioning' : null,
        createdAt: now - 200 * DAY,
      }),
    );
  });
}
