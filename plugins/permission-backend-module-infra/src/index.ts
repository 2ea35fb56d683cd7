/**
 * The permission policy Ironstage ships with.
 *
 * @packageDocumentation
 */
export { permissionModuleInfra as default } from './module';
