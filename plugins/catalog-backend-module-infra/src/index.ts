/**
 * Feeds the inventory of Ironstage into the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleInfra as default } from './module';
