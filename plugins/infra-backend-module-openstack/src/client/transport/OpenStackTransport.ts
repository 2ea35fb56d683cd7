import {
  isProviderError,
  ProviderError,
  type HttpEffect,
  type HttpMethod,
  type HttpResponse,
  type HttpTransport,
  type ProviderPart,
} from '@ironstage/plugin-infra-node';
import type { z } from 'zod';
import type { OpenStackConfig } from '../../config/types';
import {
  catalogIds,
  hasService,
  resolveEndpoint,
  type ServiceName,
} from './endpoints';
import { KeystoneSession, type Scope } from './KeystoneSession';
import {
  chooseVersion,
  readVersionDocument,
  type Microversion,
  type VersionRange,
} from './microversion';
import type { Token } from './token';

/** One call of one service. */
export interface ServiceCall {
  service: ServiceName;
  method: HttpMethod;
  /** below the service's address, with names for ids: `/servers/{id}` */
  path: string;
  /** the ids */
  params?: Record<string, string>;
  /** a list repeats the parameter */
  query?: Record<string, string | string[] | undefined>;
  body?: unknown;
  version?: Microversion;
  /** the portal's own project when left out */
  scope?: Scope;
  effect?: HttpEffect;
  signal: AbortSignal;
}

/** Header that asks for a microversion; Ironic (Zed) ignores the one that the others share. */
function versionHeader(service: ServiceName, version: string) {
  return service === 'baremetal'
    ? { 'x-openstack-ironic-api-version': version }
    : { 'openstack-api-version': `${service} ${version}` };
}

function addressOf(base: string, call: ServiceCall): string {
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(call.params?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        query.append(name, one);
      }
    }
  }
  const text = query.toString();
  return `${base}${path}${text && `?${text}`}`;
}

/**
 * Calls OpenStack's services: with a token of the right scope, at the address from the
 * catalog, with the microversion that the call needs.
 */
export class OpenStackTransport {
  readonly config: OpenStackConfig;
  readonly session: KeystoneSession;
  readonly #http: HttpTransport;
  readonly #ranges = new Map<string, VersionRange>();

  constructor(
    config: OpenStackConfig,
    http: HttpTransport,
    session: KeystoneSession = new KeystoneSession(config, http),
  ) {
    this.config = config;
    this.session = session;
    this.#http = http;
  }

  /** Calls a service and checks the shape of its answer. */
  async call<S extends z.ZodType>(
    call: ServiceCall,
    schema: S,
  ): Promise<z.output<S>> {
    return this.read(call, await this.send(call), schema);
  }

  /** What an answer to a call says, its shape checked. */
  read<S extends z.ZodType>(
    call: ServiceCall,
    { body }: HttpResponse,
    schema: S,
  ): z.output<S> {
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw this.error(
        call.method === 'GET' ? 'unexpected-answer' : 'unknown-outcome',
        `The ${call.service} service of ${this.config.id} answered in a form that is not understood.`,
        `${call.method} ${call.path}: ${issue.path.join('.')}: ${
          issue.message
        }`,
      );
    }
    return parsed.data;
  }

  /** Calls a service whose answer does not matter. */
  async send(call: ServiceCall): Promise<HttpResponse> {
    const scope = call.scope ?? 'portal';
    const token = await this.session.token(scope, call.signal);
    try {
      return await this.#send(call, token);
    } catch (error) {
      if (!isProviderError(error, 'unauthorized')) {
        throw error;
      }
    }
    // Nothing was done, so that a write may be sent again with a new token.
    this.session.refused(scope, token);
    const fresh = await this.session.token(scope, call.signal);
    try {
      return await this.#send(call, fresh);
    } catch (error) {
      if (isProviderError(error, 'unauthorized')) {
        throw this.error(
          'unauthorized',
          `The ${call.service} service of ${this.config.id} refuses a token that Keystone has just issued; it may look up tokens at another Keystone than ${this.config.configKey}.authUrl.`,
          error.detail,
          error,
        );
      }
      throw error;
    }
  }

  /** True when the cloud has the service. */
  async has(
    service: 'volume' | 'baremetal',
    signal: AbortSignal,
  ): Promise<boolean> {
    const token = await this.session.token('portal', signal);
    if (signal.aborted) {
      throw this.error('aborted', 'The request was given up.');
    }
    return hasService(this.config, token, service);
  }

  /** Ids of the service and of our region; undefined when the catalog has none. */
  async catalogEntry(
    service: Exclude<ServiceName, 'identity'>,
    signal: AbortSignal,
  ): Promise<{ serviceId: string; regionId: string } | undefined> {
    const token = await this.session.token('portal', signal);
    return catalogIds(this.config, token, service);
  }

  /** Checks that the service has an address and speaks a version that we need. */
  async probe(
    service: ServiceName,
    version: Microversion | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const token = await this.session.token('portal', signal);
    const base = resolveEndpoint(this.config, token, service);
    if (version) {
      await this.#versionFor(service, base, version, signal);
    }
  }

  error(
    kind: ProviderError['kind'],
    message: string,
    detail?: string,
    cause?: ProviderError,
  ): ProviderError {
    return new ProviderError({
      provider: this.config.id,
      kind,
      message,
      detail,
      cause,
      upstreamStatus: cause?.upstreamStatus,
    });
  }

  async #send(call: ServiceCall, token: Token): Promise<HttpResponse> {
    const base = resolveEndpoint(this.config, token, call.service);
    const headers: Record<string, string> = { 'x-auth-token': token.id };
    if (call.version) {
      const version = await this.#versionFor(
        call.service,
        base,
        call.version,
        call.signal,
      );
      Object.assign(headers, versionHeader(call.service, version));
    }
    return this.#http.send({
      method: call.method,
      url: addressOf(base, call),
      template: `${call.service} ${call.path}`,
      part: this.#part(call.service),
      effect: call.effect,
      headers,
      body: call.body,
      signal: call.signal,
    });
  }

  /** All but Keystone have their addresses from the catalog. */
  #part(service: ServiceName): ProviderPart | undefined {
    const { id, configKey } = this.config;
    return service === 'identity'
      ? undefined
      : {
          name: `the ${service} service of ${id}`,
          look: `its catalog, ${configKey}.region and ${configKey}.interface`,
        };
  }

  async #versionFor(
    service: ServiceName,
    base: string,
    wanted: Microversion,
    signal: AbortSignal,
  ): Promise<string> {
    const range = await this.#range(service, base, signal);
    const version = chooseVersion(wanted, range);
    if (!version) {
      throw this.error(
        'misconfigured',
        `The ${service} service of ${this.config.id} speaks the API versions ${range.min} to ${range.max}, and ${wanted.at} is needed.`,
      );
    }
    return version;
  }

  async #range(
    service: ServiceName,
    root: string,
    signal: AbortSignal,
  ): Promise<VersionRange> {
    const known = this.#ranges.get(root);
    if (known) {
      return known;
    }
    const answer = await this.#http.send({
      method: 'GET',
      url: `${root}/`,
      template: `${service} /`,
      part: this.#part(service),
      expect: [300],
      signal,
    });
    const range = readVersionDocument(answer.body);
    if (!range) {
      throw this.error(
        'misconfigured',
        `What answers at the address of the ${service} service of ${this.config.id} is something else; check its catalog, ${this.config.configKey}.region and ${this.config.configKey}.interface.`,
      );
    }
    this.#ranges.set(root, range);
    return range;
  }
}
