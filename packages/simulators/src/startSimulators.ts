import http from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { controlRouter } from './control/controlRouter';
import type { Estate } from './estate/model';
import { seedEstate } from './estate/seedEstate';
import { FaultBoard } from './faults/FaultBoard';
import { faultMiddleware, sendWithFaults } from './faults/faultMiddleware';
import { Clock } from './kernel/Clock';
import { serviceRouter } from './kernel/http/serviceRouter';
import { Random } from './kernel/Random';
import { demoCredentials } from './openstack/demo';
import { OpenStackCloud } from './openstack/OpenStackCloud';
import {
  resolveOptions,
  type ResolvedOptions,
  type SimulatorOptions,
} from './options';
import { StateFile, StateFileError } from './persistence/StateFile';
import { RequestStats } from './stats/RequestStats';
import { describe, type EstateStats } from './stats/describe';

/** A running simulated estate. */
export interface SimulatedEstate {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `http://127.0.0.1:<port>/_control` */
  readonly controlUrl: string;
  readonly openstack: {
    /** Keystone's URL with version, as `auth_url` in a clouds.yaml. */
    readonly authUrl: string;
    readonly credentials: typeof demoCredentials;
    readonly regions: readonly string[];
  };
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
  /** Stops or revives the compute service of a host (state down). */
  setHostAlive(host: string, alive: boolean): boolean;
  /** Writes the state file, closes the port and all timers. */
  stop(): Promise<void>;
}

interface Stored {
  options: Pick<ResolvedOptions, 'seed' | 'machines' | 'instances' | 'site'>;
  openstack: unknown;
}

function readStored(file: string | undefined): Stored | undefined {
  const state = file ? StateFile.load(file) : undefined;
  if (file && state !== undefined && !(state as Partial<Stored>).options) {
    throw new StateFileError(file, 'lacks the options it was made with');
  }
  return state as Stored | undefined;
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

/**
 * Starts the simulated estate on one loopback port.
 *
 * @throws StateFileError when the state file cannot be used; the message names
 *   the file and what to do. An error of the listening socket otherwise.
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
  const changed = () => stateFile?.touch();

  let origin = '';
  let cloud: OpenStackCloud;
  try {
    cloud = new OpenStackCloud(
      estate,
      clock,
      faults,
      { ...options, publicOrigin: () => origin },
      changed,
      stored?.openstack,
    );
  } catch (error) {
    if (stored && options.stateFile) {
      throw new StateFileError(
        options.stateFile,
        `does not fit this version (${(error as Error).message})`,
      );
    }
    throw error;
  }

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const control = {
    faults,
    stats: () => describe(requests, cloud),
    resetStats() {
      requests.reset();
      cloud.tokens.logins = 0;
      cloud.tokens.refusedLogins = 0;
    },
    expireTokens: () => cloud.tokens.expireAll(),
    setHostAlive(host: string, alive: boolean) {
      const { computeServices } = cloud.state.tables;
      const rows = computeServices.by('host', host);
      rows.forEach(row =>
        computeServices.update(row, { alive, updatedAt: clock.now() }),
      );
      changed();
      return rows.length > 0;
    },
  };
  app.use('/_control', controlRouter(control));
  cloud.eachService(service => {
    app.use(
      service.prefix,
      (_req, _res, next) => {
        requests.arrived();
        next();
      },
      faultMiddleware(service.name, faults),
      express.raw({ type: () => true, limit: '64mb' }),
      serviceRouter(service, {
        origin: () => options.linkOrigin ?? origin,
        send: sendWithFaults,
        onRoute: (...route) => requests.routed(...route),
        onWrite: changed,
        onCrash: error => requests.crashed(error),
      }),
    );
  });

  const server = await listen(app, options.port);
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (options.stateFile) {
    stateFile = new StateFile(
      options.stateFile,
      (): Stored => ({
        options: {
          seed: options.seed,
          machines: options.machines,
          instances: options.instances,
          site: options.site,
        },
        openstack: cloud.state.dump(),
      }),
      error => requests.crashed(error),
    );
    stateFile.touch();
  }

  return {
    url: origin,
    controlUrl: `${origin}/_control`,
    openstack: {
      authUrl: `${origin}/identity/v3`,
      credentials: demoCredentials,
      regions: options.regions,
    },
    options,
    estate,
    requests,
    ...control,
    async stop() {
      clock.stop();
      await new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      stateFile?.close();
    },
  };
}
