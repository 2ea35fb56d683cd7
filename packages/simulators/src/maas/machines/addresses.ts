import type { MaasContext } from '../MaasContext';
import type { NicRow, NodeRow, SubnetRow } from '../rows';
import { SubnetSpace } from '../network/SubnetSpace';

/** The same host part in another network: `10.240.1.7` → `10.230.1.7`. */
function hostIn(subnet: SubnetRow, address: string): string {
  const network = subnet.cidr.split('.').slice(0, 2);
  return [...network, ...address.split('.').slice(2)].join('.');
}

/** Gives every NIC in automatic mode an address, the machine's own if known. */
export function takeAddresses(node: NodeRow, context: MaasContext): void {
  const machine = context.estate.machines.find(m => m.id === node.machineId);
  const nics = node.nics.map((nic): NicRow => {
    const subnet = nic.subnetId && context.tables.subnets.get(nic.subnetId);
    if (!subnet || nic.ip) {
      return nic;
    }
    const wish = machine && hostIn(subnet, machine.managementAddress);
    return { ...nic, ip: new SubnetSpace(subnet, context).take(wish) };
  });
  context.change(node, { nics });
}

export function freeAddresses(node: NodeRow, context: MaasContext): void {
  if (node.nics.some(nic => nic.ip)) {
    context.change(node, {
      nics: node.nics.map(nic => ({ ...nic, ip: null })),
    });
  }
}
