/**
 * Model, units, API contract, permissions and naming rules of Ironstage.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './client/DefaultInfraClient';
export * from './client/InfraApiError';
export * from './client/InfraClient';
export * from './contract/bodies';
export * from './contract/capacity';
export * from './contract/capacityFit';
export * from './contract/capacityHistory';
export * from './contract/queries';
export * from './contract/routes';
export * from './gpus/gpuModel';
export * from './gpus/gpuTitle';
export * from './gpus/pciDevice';
export * from './gpus/products';
export * from './model/audit';
export * from './model/approvals';
export * from './model/costs';
export * from './model/inputs';
export * from './model/events';
export * from './model/health';
export * from './model/images';
export * from './model/monitoring';
export * from './model/networks';
export * from './model/operation';
export * from './model/project';
export * from './model/quota';
export * from './model/tenant';
export * from './model/ref';
export * from './model/resource';
export * from './model/topology';
export * from './model/units';
export * from './model/vector';
export * from './permissions';
export * from './rules/auditChain';
export * from './rules/hostFacts';
export * from './rules/hostIdentity';
export * from './rules/imageNames';
export * from './rules/segmentRoles';
export * from './rules/hostIndex';
export * from './rules/naming';
export * from './rules/sshPublicKey';
