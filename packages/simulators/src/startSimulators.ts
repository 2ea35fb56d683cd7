import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { controlRouter } from './control/controlRouter';
import type { Estate } from './estate/model';
import { seedEstate } from './estate/seedEstate';
import { FaultBoard } from './faults/FaultBoard';
import { sendWithFaults } from './faults/faultMiddleware';
import { Clock } from './kernel/Clock';
import { Random } from './kernel/Random';
import type { Vendor, VendorWorld } from './kernel/Vendor';
import { MaasVendor, type MaasEndpoint } from './maas/MaasVendor';
import {
  OpenStackVendor,
  type OpenStackEndpoint,
} from './openstack/OpenStackVendor';
import { ProxmoxVendor, type ProxmoxEndpoint } from './proxmox/ProxmoxVendor';
import {
  resolveOptions,
  type ResolvedOptions,
  type SimulatorOptions,
} from './options';
import { StateFile, StateFileError } from './persistence/StateFile';
import type { EstateStats } from './stats/EstateStats';
import { RequestStats } from './stats/RequestStats';

/** A running simulated estate. */
export interface SimulatedEstate {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `http://127.0.0.1:<port>/_control` */
  readonly controlUrl: string;
  readonly openstack: OpenStackEndpoint;
  readonly maas: MaasEndpoint;
  /** One per cluster; none where the estate has no machines for it. */
  readonly proxmox: readonly ProxmoxEndpoint[];
  /** What was asked for, and defaults; sizes come from the state file if any. */
  readonly options: ResolvedOptions;
  /** Racks and machines. */
  readonly estate: Estate;
  /** Fault switches; the same as `/_control/faults`. */
  readonly faults: FaultBoard;
  /** Request counters; the same as `/_control/stats`. */
  readonly requests: RequestStats;
  /** Requests, logins, and what exists (servers by name and so on). */
  stats(): EstateStats;
  resetStats(): void;
  /** Ends every token issued so far; returns how many were alive. */
  expireTokens(): number;
  /** Stops or revives what runs on a host (its compute service is down). */
  setHostAlive(host: string, alive: boolean): boolean;
  /** What a machine was last deployed with, decoded; MAAS never tells. */
  machineUserData(hostname: string): string | undefined;
  /** Writes the state file, closes all ports and all timers. */
  stop(): Promise<void>;
}

/** One part per vendor; a part that a file lacks is seeded. */
type Stored = Record<string, unknown> & {
  options: Pick<ResolvedOptions, 'seed' | 'machines' | 'instances' | 'site'> &
    Partial<Pick<ResolvedOptions, 'bareMetal'>>;
};

function readStored(file: string | undefined): Stored | undefined {
  const state = file ? StateFile.load(file) : undefined;
  if (file && state !== undefined && !(state as Partial<Stored>).options) {
    throw new StateFileError(file, 'lacks the options it was made with');
  }
  return state as Stored | undefined;
}

function makeVendors(world: VendorWorld, stored: Stored | undefined) {
  try {
    return {
      openstack: new OpenStackVendor(world, stored?.openstack),
      maas: new MaasVendor(world, stored?.maas),
      proxmox: new ProxmoxVendor(world, stored?.proxmox),
    };
  } catch (error) {
    if (stored && world.options.stateFile) {
      throw new StateFileError(
        world.options.stateFile,
        `does not fit this version (${(error as Error).message})`,
      );
    }
    throw error;
  }
}

async function listen(app: express.Express, port: number) {
  const server = http.createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Loopback only: the demo secrets are in the documentation.
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return server;
}

function snapshot(options: ResolvedOptions, vendors: readonly Vendor[]) {
  const { seed, machines, bareMetal, instances, site } = options;
  const parts = vendors.map(vendor => [vendor.name, vendor.dump()] as const);
  return {
    options: { seed, machines, bareMetal, instances, site },
    ...Object.fromEntries(parts),
  };
}

/**
 * Starts the simulated estate: one loopback port for all vendors, and more
 * where a vendor needs its own.
 *
 * @throws StateFileError when the state file cannot be used; the message names
 *   the file and what to do. An error of a listening socket otherwise.
 */
export async function startSimulators(
  given: SimulatorOptions = {},
): Promise<SimulatedEstate> {
  const stored = readStored(given.stateFile);
  const options = resolveOptions({ ...given, ...stored?.options });
  const clock = new Clock(options.speed);
  const random = new Random(options.seed);
  const faults = new FaultBoard(() => random.next());
  const requests = new RequestStats();
  const estate = seedEstate(options);
  let stateFile: StateFile | undefined;
  let origin = '';
  const changed = () => stateFile?.touch();
  // Only events after the start can switch a machine: all vendors are there.
  let vendors: Vendor[] = [];
  const named = makeVendors(
    {
      estate,
      clock,
      faults,
      requests,
      options,
      publicOrigin: () => origin,
      changed,
      hostPowered: (host, on) =>
        vendors.forEach(vendor => vendor.setHostAlive(host, on)),
      hooks: {
        origin: () => origin,
        send: sendWithFaults,
        onRoute: (...route) => requests.routed(...route),
        onWrite: changed,
        onCrash: error => requests.crashed(error),
      },
    },
    stored,
  );
  vendors = Object.values(named);
  const { openstack, maas, proxmox } = named;

  const control = {
    faults,
    stats: (): EstateStats => ({
      totalRequests: requests.total,
      requests: requests.requests(),
      logins: openstack.cloud.tokens.logins,
      refusedLogins: openstack.cloud.tokens.refusedLogins,
      crashes: [...requests.crashes],
      openstack: openstack.stats(),
      maas: maas.stats(),
      proxmox: proxmox.stats(),
    }),
    resetStats() {
      requests.reset();
      vendors.forEach(vendor => vendor.resetStats());
    },
    expireTokens: () =>
      vendors.reduce((sum, vendor) => sum + vendor.expireTokens(), 0),
    machineUserData: (hostname: string) => maas.userDataOf(hostname),
    setHostAlive(host: string, alive: boolean) {
      const known = vendors.filter(vendor => vendor.setHostAlive(host, alive));
      changed();
      return known.length > 0;
    },
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/_control', controlRouter(control));
  vendors.forEach(vendor => vendor.mount?.(app));

  const server = await listen(app, options.port);
  const close = async () => {
    clock.stop();
    await Promise.all(vendors.map(vendor => vendor.close?.()));
    await new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await Promise.all(vendors.map(vendor => vendor.listen?.()));
  } catch (error) {
    await close();
    throw error;
  }
  if (options.stateFile) {
    stateFile = new StateFile(
      options.stateFile,
      () => snapshot(options, vendors),
      error => requests.crashed(error),
    );
    stateFile.touch();
  }

  return {
    url: origin,
    controlUrl: `${origin}/_control`,
    openstack: openstack.endpoint,
    maas: maas.endpoint,
    proxmox: proxmox.endpoints,
    options,
    estate,
    requests,
    ...control,
    async stop() {
      await close();
      stateFile?.close();
    },
  };
}
