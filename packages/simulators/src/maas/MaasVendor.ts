import type { Express } from 'express';
import { mountService } from '../kernel/http/mountService';
import type { Vendor, VendorWorld } from '../kernel/Vendor';
import { demoMaas } from './demo';
import { describeMaas, type MaasStats } from './describeMaas';
import { Dispatcher, SERVICE } from './http/Dispatcher';
import { MaasRegion } from './MaasRegion';

/** Where the region is, and who may enter. */
export interface MaasEndpoint {
  /** `http://127.0.0.1:<port>/MAAS`: what MAAS's own clients ask for. */
  readonly url: string;
  /** API key of an administrator: `consumer:token:secret`. */
  readonly apiKey: string;
  readonly credentials: typeof demoMaas;
}

/** MAAS's region API below `/MAAS` of the shared port. */
export class MaasVendor implements Vendor<MaasStats> {
  readonly name = 'maas';
  readonly region: MaasRegion;

  constructor(private readonly world: VendorWorld, stored?: unknown) {
    this.region = new MaasRegion(world, stored);
  }

  get endpoint(): MaasEndpoint {
    return {
      url: `${this.world.publicOrigin()}/MAAS`,
      apiKey: demoMaas.apiKey,
      credentials: demoMaas,
    };
  }

  mount(app: Express): void {
    const { resources, gate, context } = this.region;
    const dispatcher = new Dispatcher(
      resources,
      gate,
      this.world.hooks,
      context.release,
    );
    mountService(app, '/MAAS', SERVICE, this.world, dispatcher.handle);
  }

  stats(): MaasStats {
    return describeMaas(this.region);
  }

  resetStats(): void {
    this.region.gate.logins = 0;
    this.region.gate.refused = 0;
  }

  /** API keys don't expire. */
  expireTokens(): number {
    return 0;
  }

  setHostAlive(host: string, alive: boolean): boolean {
    return this.region.setControllerAlive(host, alive);
  }

  /** Decoded user data of a machine's deployment, for tests. */
  userDataOf(hostname: string): string | undefined {
    const [node] = this.region.state.tables.nodes.by('hostname', hostname);
    return node?.userData
      ? Buffer.from(node.userData, 'base64').toString()
      : undefined;
  }

  dump(): unknown {
    return this.region.state.dump();
  }
}
