import type { IdentityApi } from '@backstage/core-plugin-api';
import { forgetPersona } from './personas';

/** The identity of a chosen persona; signing out also forgets the choice. */
export class PersonaIdentity implements IdentityApi {
  constructor(private readonly identity: IdentityApi) {}

  getProfileInfo() {
    return this.identity.getProfileInfo();
  }

  getBackstageIdentity() {
    return this.identity.getBackstageIdentity();
  }

  getCredentials() {
    return this.identity.getCredentials();
  }

  async signOut() {
    forgetPersona();
    await this.identity.signOut();
  }
}
