import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  HttpTransport,
  isProviderError,
  ProviderError,
  type HttpMethod,
  type ProviderErrorKind,
  readRows,
  type OnOddRow,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { ProxmoxConfig } from '../../config/types';
import { proxmoxFailureDecoder } from './decodeFailure';
import { listOf } from './lenient';

/** A value of a parameter; undefined ones are not sent. */
export type Parameter =
  | string
  | number
  | boolean
  | readonly string[]
  | undefined;

/** One call of the API. */
export interface ProxmoxCall {
  method: HttpMethod;
  /** path below `/api2/json` with names in braces: `/nodes/{node}/qemu` */
  path: string;
  /** what stands for the names in the path */
  at?: Record<string, string | number>;
  /** sent in the query of GET and DELETE, which may have no body, else as a form */
  parameters?: Record<string, Parameter>;
  /** a multipart body in place of parameters */
  bytes?: { type: string; data: Uint8Array };
  timeoutMs?: number;
  signal: AbortSignal;
}

function toText(value: Exclude<Parameter, undefined>): string | string[] {
  if (typeof value === 'boolean') {
    // a form takes 0 and 1 only
    return value ? '1' : '0';
  }
  return typeof value === 'object' ? [...value] : String(value);
}

function fill(path: string, at: Record<string, string | number>): string {
  return path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(at[name])),
  );
}

/** Speaks with the nodes of one cluster; the first one that answers will do. */
export class ProxmoxTransport {
  readonly config: ProxmoxConfig;
  readonly #nodes: Array<{ url: string; http: HttpTransport }>;
  /** index of the node that answered last */
  #current = 0;

  /** Contacts nobody. */
  constructor(config: ProxmoxConfig, logger: LoggerService) {
    this.config = config;
    this.#nodes = config.endpoints.map((endpoint, index) => {
      const key = `${config.configKey}.endpoints[${index}]`;
      const http = new HttpTransport({
        provider: config.id,
        logger,
        decodeFailure: proxmoxFailureDecoder(config.id, {
          config: config.configKey,
          url: `${key}.url`,
        }),
        hints: {
          url: `${key}.url`,
          ca: endpoint.fingerprint
            ? `${key}.fingerprint`
            : `${config.configKey}.ca or ${key}.fingerprint`,
          timeouts: `${config.configKey}.timeouts`,
        },
        ca: config.ca,
        fingerprint: endpoint.fingerprint,
        concurrency: config.concurrency,
        connectTimeoutMs: config.timeouts.connectMs,
        requestTimeoutMs: config.timeouts.requestMs,
        readDeadlineMs: config.timeouts.readMs,
      });
      http.mask.add(config.auth.secret);
      return { url: endpoint.url, http };
    });
  }

  /** Calls and reads `data` of the answer. @throws ProviderError */
  async call<T extends z.ZodType>(
    call: ProxmoxCall,
    schema: T,
  ): Promise<z.output<T>> {
    const answer = z
      .object({ data: z.unknown() })
      .safeParse(await this.#send(call));
    const parsed = schema.safeParse(answer.data?.data);
    if (!answer.success || !parsed.success) {
      throw this.error(
        'unexpected-answer',
        `${
          this.config.id
        } sent an answer that does not look like Proxmox VE; check ${this.#keyOfAnswer()}.`,
        `${call.method} ${call.path}: ${z.prettifyError(
          (answer.error ?? parsed.error)!,
        )}`,
      );
    }
    return parsed.data;
  }

  /**
   * Calls and reads a list row by row; a list of nothing comes as null.
   * @param onOdd - told of each row that can't be read and is left out
   * @throws ProviderError when the answer is no list at all
   */
  async list<T extends z.ZodType>(
    call: ProxmoxCall,
    row: T,
    onOdd?: OnOddRow,
  ): Promise<Array<z.output<T>>> {
    return readRows(await this.call(call, listOf(z.unknown())), row, onOdd);
  }

  /** An error of this provider. */
  error(
    kind: ProviderErrorKind,
    message: string,
    detail?: string,
  ): ProviderError {
    return new ProviderError({
      provider: this.config.id,
      kind,
      message,
      detail,
    });
  }

  #keyOfAnswer(): string {
    return `${this.config.configKey}.endpoints[${this.#current}].url`;
  }

  /** Tries the next node when one certainly has not been reached. */
  async #send(call: ProxmoxCall): Promise<unknown> {
    let last: unknown;
    for (let tried = 0; tried < this.#nodes.length; tried += 1) {
      const index = (this.#current + tried) % this.#nodes.length;
      try {
        const body = await this.#sendTo(this.#nodes[index], call);
        this.#current = index;
        return body;
      } catch (error) {
        if (!isProviderError(error, 'unreachable') || call.signal.aborted) {
          throw error;
        }
        last = error;
      }
    }
    throw last;
  }

  async #sendTo(
    node: { url: string; http: HttpTransport },
    call: ProxmoxCall,
  ): Promise<unknown> {
    const { auth } = this.config;
    const pairs = Object.entries(call.parameters ?? {}).flatMap(
      ([name, value]) =>
        value === undefined ? [] : [[name, toText(value)] as const],
    );
    const url = new URL(
      `${node.url}/api2/json${fill(call.path, call.at ?? {})}`,
    );
    const inQuery = call.method === 'GET' || call.method === 'DELETE';
    if (inQuery) {
      for (const [name, value] of pairs) {
        for (const one of [value].flat()) {
          url.searchParams.append(name, one);
        }
      }
    }
    const { body } = await node.http.send({
      method: call.method,
      url: url.href,
      template: call.path,
      headers: { authorization: `PVEAPIToken=${auth.tokenId}=${auth.secret}` },
      ...(!inQuery && !call.bytes && { form: Object.fromEntries(pairs) }),
      bytes: call.bytes,
      timeoutMs: call.timeoutMs,
      signal: call.signal,
    });
    return body;
  }
}
