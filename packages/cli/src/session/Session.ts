import {
  DefaultInfraClient,
  type InfraClient,
} from '@ironstage/plugin-infra-common';
import { CliError } from '../CliError';
import { EXIT } from '../exitCodes';
import type { Io } from '../Io';
import { isFresh, renewSession, type BrowserSession } from './BrowserSession';
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

  constructor(
    readonly portal: Portal,
    private readonly signIn: SignIn,
    /** where a session that was renewed is kept */
    private readonly file?: ConfigFile,
  ) {}

  /**
   * Finds the portal and the sign-in: options before environment before what `login` saved.
   * A saved sign-in is only ever used at the portal it was made for.
   *
   * @throws CliError when there is none
   */
  static open(options: SessionOptions, io: Io, answerMs?: number): Session {
    const file = new ConfigFile(io);
    const config = file.read();
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
    return new Session(new Portal(url, io.signal, answerMs), signIn, file);
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
    const sent = await this.currentToken();
    const response = await this.send(path, init, sent);
    if (response.status === 401 && !('token' in this.signIn)) {
      // the token ran out, or the portal has begun to sign with another key
      this.token = this.newToken(sent);
      return this.send(path, init, await this.currentToken());
    }
    return response;
  }

  private send(path: string, init: RequestInit, token: string) {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return this.portal.fetch(path, { ...init, headers });
  }

  private async currentToken(): Promise<string> {
    this.token ??= this.newToken();
    try {
      return await this.token;
    } catch (error) {
      this.token = undefined;
      throw error;
    }
  }

  /** @param refused - a token that the portal no longer takes */
  private async newToken(refused?: string): Promise<string> {
    const { signIn, portal } = this;
    if ('token' in signIn) {
      return signIn.token;
    }
    return 'persona' in signIn
      ? fetchPersonaToken(portal, signIn.persona)
      : this.renewed(signIn.browser, refused);
  }

  private async renewed(
    known: BrowserSession,
    refused: string | undefined,
  ): Promise<string> {
    const isGood = (session: BrowserSession) =>
      isFresh(session) && session.accessToken !== refused;
    if (isGood(known) || !this.file) {
      return known.accessToken;
    }
    const { file, portal } = this;
    return file.alone(async () => {
      // another command may have renewed it meanwhile
      const config = file.read();
      const kept = config.portals[portal.url];
      const session = kept && 'browser' in kept ? kept.browser : known;
      if (isGood(session)) {
        return session.accessToken;
      }
      const browser = await renewSession(portal, session);
      file.write({
        ...config,
        portals: { ...config.portals, [portal.url]: { browser } },
      });
      return browser.accessToken;
    });
  }
}
