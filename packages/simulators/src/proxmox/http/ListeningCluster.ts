import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { ProxmoxCluster } from '../ProxmoxCluster';
import type { KeyAndCertificate } from './certificate';

export interface WantedPorts {
  /** 0 picks a free one. */
  https: number;
  http: number;
  /** Taken ports are an error; otherwise others are picked. */
  fixed: boolean;
}

type Server = http.Server | https.Server;

/** As pveproxy: idle connections end after 5 s, each serves 100 requests. */
const KEEP_ALIVE_MS = 5000;
const REQUESTS_PER_CONNECTION = 100;
const HEADER_BYTES = 8192;

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Loopback only: the demo secrets are in the documentation.
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A cluster with its two ports, HTTPS and plain HTTP, on the loopback. */
export class ListeningCluster {
  httpsPort: number;
  httpPort: number;
  #servers: Server[] = [];

  constructor(
    readonly cluster: ProxmoxCluster,
    readonly keys: KeyAndCertificate,
    private readonly wanted: WantedPorts,
  ) {
    this.httpsPort = wanted.https;
    this.httpPort = wanted.http;
  }

  get url(): string {
    return `https://127.0.0.1:${this.httpsPort}`;
  }

  get httpUrl(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  async listen(): Promise<void> {
    const app = this.cluster.listener();
    const { keyPem, certPem } = this.keys;
    const options = { maxHeaderSize: HEADER_BYTES };
    this.httpsPort = await this.#open(this.wanted.https, () =>
      https.createServer({ ...options, key: keyPem, cert: certPem }, app),
    );
    this.httpPort = await this.#open(this.wanted.http, () =>
      http.createServer(options, app as Express),
    );
  }

  async close(): Promise<void> {
    const servers = this.#servers;
    this.#servers = [];
    await Promise.all(
      servers.map(
        server =>
          new Promise<void>(resolve => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  }

  async #open(port: number, make: () => Server): Promise<number> {
    const start = async (at: number) => {
      const server = make();
      server.keepAliveTimeout = KEEP_ALIVE_MS;
      server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
      const opened = await listenOn(server, at);
      this.#servers.push(server);
      return opened;
    };
    try {
      return await start(port);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (this.wanted.fixed || port === 0 || code !== 'EADDRINUSE') {
        throw error;
      }
      return start(0);
    }
  }
}
