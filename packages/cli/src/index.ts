/**
 * `ironstage`: the command line of the portal.
 *
 * @packageDocumentation
 */
export { runCli } from './runCli';
