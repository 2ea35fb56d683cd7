/**
 * People and groups of an LDAP directory in the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleDirectory as default } from './module';
