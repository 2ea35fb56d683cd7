/**
 * The simulated estate: the vendors' APIs over HTTP on the loopback, for demo,
 * tests and drills.
 *
 * @packageDocumentation
 */
export { runCli } from './cli/program';
export { startSimulators, type SimulatedEstate } from './startSimulators';
export type { ResolvedOptions, SimulatorOptions } from './options';
export { StateFileError } from './persistence/StateFile';
export { faultKinds, type Fault, type FaultKind } from './faults/types';
export type { FaultBoard } from './faults/FaultBoard';
export type { RequestCount, RequestStats } from './stats/RequestStats';
export type { EstateStats } from './stats/EstateStats';
export type { Estate, Gpu, Machine, MachineRole, Rack } from './estate/model';
export { demoCredentials, demoProjectId } from './openstack/demo';
export type { OpenStackEndpoint } from './openstack/OpenStackVendor';
export { demoMaas } from './maas/demo';
export type { MaasEndpoint } from './maas/MaasVendor';
export type { MaasStats } from './maas/describeMaas';
export {
  checkProxmoxRequest,
  type ProxmoxRequest,
} from './proxmox/contract/checkRequest';
export { demoProxmox, portalPrivileges } from './proxmox/demo';
export type { ProxmoxEndpoint } from './proxmox/ProxmoxVendor';
export type { ProxmoxStats } from './proxmox/describeClusters';
