import type { Express } from 'express';
import { mountService } from '../kernel/http/mountService';
import { serviceRouter } from '../kernel/http/serviceRouter';
import type { Vendor, VendorWorld } from '../kernel/Vendor';
import { demoCredentials } from './demo';
import { describeCloud, type OpenStackStats } from './describeCloud';
import { OpenStackCloud } from './OpenStackCloud';

/** Where the cloud is, and who may enter. */
export interface OpenStackEndpoint {
  /** Keystone's URL with version, as `auth_url` in a clouds.yaml. */
  readonly authUrl: string;
  readonly credentials: typeof demoCredentials;
  readonly regions: readonly string[];
}

/** OpenStack's services, each below its own prefix of the shared port. */
export class OpenStackVendor implements Vendor<OpenStackStats> {
  readonly name = 'openstack';
  readonly cloud: OpenStackCloud;

  constructor(private readonly world: VendorWorld, stored?: unknown) {
    this.cloud = new OpenStackCloud(
      world.estate,
      world.clock,
      world.faults,
      { ...world.options, publicOrigin: () => world.publicOrigin() },
      () => world.changed(),
      stored,
    );
  }

  get endpoint(): OpenStackEndpoint {
    return {
      authUrl: `${this.world.publicOrigin()}/identity/v3`,
      credentials: demoCredentials,
      regions: this.world.options.regions,
    };
  }

  mount(app: Express): void {
    const { world } = this;
    this.cloud.eachService(service => {
      const router = serviceRouter(service, {
        ...world.hooks,
        origin: () => world.options.linkOrigin ?? world.publicOrigin(),
      });
      mountService(app, service.prefix, service.name, world, router);
    });
  }

  stats(): OpenStackStats {
    return describeCloud(this.cloud);
  }

  resetStats(): void {
    this.cloud.tokens.logins = 0;
    this.cloud.tokens.refusedLogins = 0;
  }

  expireTokens(): number {
    return this.cloud.tokens.expireAll();
  }

  setHostAlive(host: string, alive: boolean): boolean {
    const { computeServices } = this.cloud.state.tables;
    const rows = computeServices.by('host', host);
    rows.forEach(row =>
      computeServices.update(row, { alive, updatedAt: this.world.clock.now() }),
    );
    return rows.length > 0;
  }

  dump(): unknown {
    return this.cloud.state.dump();
  }
}
