/**
 * Provider interface, extension point and HTTP kit of Ironstage.
 *
 * @packageDocumentation
 */
export * from './config/readProviderConfig';
export * from './errors/orUndefined';
export * from './errors/ProviderError';
export * from './errors/refusalSentence';
export * from './feed/RestChangesReader';
export * from './flow/inPages';
export * from './flow/KeyedQueue';
export * from './flow/mapLimited';
export * from './http';
export * from './identity/CatalogUserInfo';
export * from './identity/personId';
export * from './identity/readIdentityRules';
export * from './provider/extensionPoint';
export * from './provider/FloatingIpManager';
export * from './provider/GpuReader';
export * from './provider/HealthReader';
export * from './provider/InfraProvider';
export * from './provider/ProviderCallOptions';
export * from './provider/InstanceActions';
export * from './provider/InstanceManager';
export * from './provider/InventoryReader';
export * from './provider/MachineManager';
export * from './provider/NetworkManager';
export * from './provider/ProjectManager';
export * from './provider/QuotaManager';
export * from './reading/Reading';
export * from './reading/rows';
