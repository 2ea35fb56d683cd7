import type { MaasContext } from '../MaasContext';
import type { NicRow, NodeRow } from '../rows';
import { SubnetSpace } from '../network/SubnetSpace';

/** Gives every NIC in automatic mode an address, the machine's own if known. */
export function takeAddresses(node: NodeRow, context: MaasContext): void {
  const machine = context.estate.machines.find(m => m.id === node.machineId);
  const nics = node.nics.map((nic, i): NicRow => {
    const subnet = nic.subnetId && context.tables.subnets.get(nic.subnetId);
    if (!subnet || nic.ip) {
      return nic;
    }
    const wish = i === 0 ? machine?.managementAddress : undefined;
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
