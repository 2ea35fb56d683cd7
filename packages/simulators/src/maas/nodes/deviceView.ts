import { refuse } from '../http/reply';
import type { MaasContext } from '../MaasContext';
import type { NodeRow, PciRow } from '../rows';
import { blockDeviceView } from './blockDeviceView';
import { interfaceView } from './interfaceView';

const hardwareNames = ['Node', 'CPU', 'Memory', 'Storage', 'Network', 'GPU'];

/** An entry of `nodes/ID/devices/`: a network card carries its interface. */
export function deviceView(pci: PciRow, node: NodeRow, context: MaasContext) {
  const nic = pci.nic === undefined ? undefined : node.nics[pci.nic];
  const disk = pci.disk === undefined ? undefined : node.disks[pci.disk];
  const [, bus, device] = pci.address.split(/[:.]/);
  return {
    bus: 1,
    bus_name: 'PCIE',
    bus_number: parseInt(bus, 16),
    commissioning_driver: pci.driver,
    device_number: parseInt(device, 16),
    hardware_type: pci.hardwareType,
    hardware_type_name: hardwareNames[pci.hardwareType],
    id: pci.id,
    numa_node: pci.numa,
    pci_address: pci.address,
    physical_blockdevice: disk ? blockDeviceView(disk, node) : null,
    physical_interface: nic ? interfaceView(nic, node, context) : null,
    product_id: pci.productId,
    product_name: pci.productName,
    resource_uri: `/MAAS/api/2.0/nodes/${node.id}/devices/${pci.id}/`,
    system_id: node.id,
    vendor_id: pci.vendorId,
    vendor_name: pci.vendorName,
  };
}

/** 3.7 refuses a kind that it does not know (the wording is ours: it was not recorded); 3.4 finds nothing. */
export function checkKind(
  query: URLSearchParams,
  { release }: Pick<MaasContext, 'release'>,
): void {
  const kind = query.get('hardware_type')?.toLowerCase();
  const known = hardwareNames.some(
    (name, number) => kind === name.toLowerCase() || kind === String(number),
  );
  if (kind && !known && release.modern) {
    throw refuse(400, `Unknown hardware type: '${kind}'.`);
  }
}

/** The filters of `nodes/ID/devices/`; kinds by name or by number. */
export function isWanted(pci: PciRow, query: URLSearchParams): boolean {
  const bus = query.get('bus');
  const kind = query.get('hardware_type')?.toLowerCase();
  const kindName = hardwareNames[pci.hardwareType].toLowerCase();
  const texts: Array<[string, string]> = [
    ['vendor_id', pci.vendorId],
    ['product_id', pci.productId],
    ['vendor_name', pci.vendorName],
    ['product_name', pci.productName],
    ['commissioning_driver', pci.driver],
  ];
  return (
    (!bus || bus.toUpperCase() === 'PCIE' || bus === '1') &&
    (!kind || kind === kindName || kind === String(pci.hardwareType)) &&
    texts.every(([name, value]) => {
      const wish = query.get(name);
      return !wish || wish.toLowerCase() === value.toLowerCase();
    })
  );
}
