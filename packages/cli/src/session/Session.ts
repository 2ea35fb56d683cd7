import {
  DefaultInfraClient,
  type InfraClient,
} from '@ironstage/plugin-infra-common';
import { CliError } from '../CliError';
import { EXIT } from '../exitCodes';
import type { Io } from '../Io';
import { ConfigFile, type SignIn } from './ConfigFile';
import { fetchPersonaToken } from './personaToken';
import { parsePortalUrl, Portal } from './Portal';

/** Options every command has. */
export interface SessionOptions {
  url?: string;
  token?: string;
}

/** A portal and who one is there. */
export class Session {
  private token: Promise<string> | undefined;

  constructor(readonly portal: Portal, private readonly signIn: SignIn) {}

  /**
   * Finds the portal and the sign-in: options before environment before what `login` saved.
   * A saved sign-in is only ever used at the portal it was made for.
   *
   * @throws CliError when there is none
   */
  static open(options: SessionOptions, io: Io, answerMs?: number): Session {
    const config = new ConfigFile(io).read();
    const wanted = options.url ?? io.env.IRONSTAGE_URL ?? config.current;
    if (!wanted) {
      throw new CliError(
        EXIT.notSignedIn,
        'You are not signed in: run "ironstage login --url https://portal.example.com" first.',
      );
    }
    const url = parsePortalUrl(wanted);
    const token = options.token ?? io.env.IRONSTAGE_TOKEN;
    const signIn = token ? { token } : config.portals[url];
    if (!signIn) {
      throw new CliError(
        EXIT.notSignedIn,
        `You are not signed in to ${url}: run "ironstage login --url ${url}" first.`,
      );
    }
    return new Session(new Portal(url, io.signal, answerMs), signIn);
  }

  /** The API of the infra plugin. */
  client(): InfraClient {
    return new DefaultInfraClient({
      door: 'cli',
      fetch: (path, init) => this.fetch(`/api/infra${path}`, init),
    });
  }

  /** Sends a request as the one who is signed in. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.send(path, init);
    if (response.status === 401 && 'persona' in this.signIn) {
      // the token ran out, or the portal has begun to sign with another key
      this.token = undefined;
      return this.send(path, init);
    }
    return response;
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await this.currentToken()}`);
    return this.portal.fetch(path, { ...init, headers });
  }

  private currentToken(): Promise<string> {
    if (!('persona' in this.signIn)) {
      return Promise.resolve(this.signIn.token);
    }
    this.token ??= fetchPersonaToken(this.portal, this.signIn.persona).catch(
      error => {
        this.token = undefined;
        throw error;
      },
    );
    return this.token;
  }
}
