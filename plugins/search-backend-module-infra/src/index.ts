/**
 * Search of Ironstage: hosts and machines beside the catalog, names as they are written.
 *
 * @packageDocumentation
 */
export { searchModuleInfra as default } from './module';
