/**
 * Demo sign-in of Ironstage: pick a persona.
 *
 * @packageDocumentation
 */
export { authModulePersonas as default } from './module';
