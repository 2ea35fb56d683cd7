/**
 * Scaffolder actions of Ironstage: thin clients of its REST API.
 *
 * @packageDocumentation
 */
export { scaffolderModuleInfra as default } from './module';
