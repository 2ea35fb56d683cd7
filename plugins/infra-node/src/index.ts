/**
 * Provider interface, extension point and HTTP kit of Ironstage.
 *
 * @packageDocumentation
 */
export * from './errors/ProviderError';
export * from './http';
export * from './provider/extensionPoint';
export * from './provider/InfraProvider';
export * from './provider/InstanceManager';
export * from './provider/InventoryReader';
export * from './provider/ProjectManager';
