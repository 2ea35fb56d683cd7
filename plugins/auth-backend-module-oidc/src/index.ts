/**
 * Sign-in at an OpenID Connect server.
 *
 * @packageDocumentation
 */
export { authModuleOidc as default } from './module';
