import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  HttpTransport,
  ProviderError,
  type ProviderCallOptions,
  type ProviderErrorKind,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { MaasConfig } from '../../config/types';
import { maasFailureDecoder } from './decodeFailure';
import { authorization } from './oauth';

/** A list of 2,000 machines has about 50 MB. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

/** Parameters; lists repeat the name, undefined ones are not sent. */
export type Parameters = Record<
  string,
  string | number | boolean | readonly string[] | undefined
>;

/** One call of the 2.0 API. */
export interface MaasCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** below `/api/2.0/`, with a slash at the end and names in braces: `machines/{id}/` */
  path: string;
  /** what stands for the names in the path */
  at?: Record<string, string | number>;
  /** operation beyond reading and writing */
  op?: string;
  /** sent in the query of GET, else as a form */
  parameters?: Parameters;
  signal: AbortSignal;
}

/** Told of what a list holds and can't be read. */
export type OnProblem = ProviderCallOptions['onProblem'];

/** How the rows of a list are read one by one. */
export interface RowReader<T extends z.ZodType> {
  schema: T;
  kind: ResourceKind;
  /** in a sentence: `the machine` */
  what: string;
  /** member that tells a row that does not parse */
  idKey: string;
  idOf(row: z.output<T>): unknown;
}

const idSchema = z.union([z.string(), z.number()]);

/** The last of each id: the same one twice would flip its row at every sync. */
const uniqueBy = <T>(rows: readonly T[], idOf: (row: T) => unknown): T[] => [
  ...new Map(rows.map(row => [idOf(row), row])).values(),
];

function toPairs(parameters: Parameters): Array<[string, string | string[]]> {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (value === undefined) {
      return [];
    }
    return [
      [name, typeof value === 'object' ? [...value] : String(value)] as [
        string,
        string | string[],
      ],
    ];
  });
}

/** Speaks with the API of one region. */
export class MaasTransport {
  readonly config: MaasConfig;
  readonly #http: HttpTransport;

  /** Contacts nobody. */
  constructor(config: MaasConfig, logger: LoggerService) {
    this.config = config;
    this.#http = new HttpTransport({
      provider: config.id,
      logger,
      decodeFailure: maasFailureDecoder(config.id, config.configKey),
      hints: {
        url: `${config.configKey}.url`,
        ca: `${config.configKey}.ca`,
        timeouts: `${config.configKey}.timeouts`,
      },
      ca: config.ca,
      concurrency: config.concurrency,
      connectTimeoutMs: config.timeouts.connectMs,
      requestTimeoutMs: config.timeouts.requestMs,
      readDeadlineMs: config.timeouts.readMs,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    this.#http.mask.add(config.apiKey.tokenSecret, config.apiKey.tokenKey);
  }

  /** Calls and reads the answer. @throws ProviderError */
  async call<T extends z.ZodType>(
    call: MaasCall,
    schema: T,
  ): Promise<z.output<T>> {
    const body = await this.#send(call);
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      throw this.error(
        'unexpected-answer',
        `${this.config.id} sent an answer that does not look like MAAS; check ${this.config.configKey}.url.`,
        `${call.method} ${call.path} ${call.op ?? ''}: ${z
          .prettifyError(parsed.error)
          .slice(0, 1000)}`,
      );
    }
    return parsed.data;
  }

  /**
   * Calls and reads the rows of a list: what does not parse is told and left out, the others stay. Where nobody
   * is there to be told, it fails: what is left out would be taken for gone.
   */
  async rows<T extends z.ZodType>(
    call: MaasCall,
    row: RowReader<T>,
    onProblem?: OnProblem,
  ): Promise<Array<z.output<T>>> {
    if (!onProblem) {
      return uniqueBy(await this.call(call, z.array(row.schema)), row.idOf);
    }
    const answers = await this.call(call, z.array(z.unknown()));
    const rows: Array<z.output<T>> = [];
    answers.forEach((answer, at) => {
      const parsed = row.schema.safeParse(answer);
      if (parsed.success) {
        rows.push(parsed.data);
        return;
      }
      const known = z.object({ [row.idKey]: idSchema }).safeParse(answer);
      const id = known.success ? String(known.data[row.idKey]) : undefined;
      onProblem({
        kind: row.kind,
        ...(id && { externalId: id }),
        message: `${this.config.id} tells ${row.what} ${
          id ?? `number ${at + 1} of its list`
        } in a way that the portal can't read; it is left out.`,
      });
    });
    return uniqueBy(rows, row.idOf);
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

  async #send(call: MaasCall): Promise<unknown> {
    const path = call.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(String(call.at?.[name])),
    );
    const url = new URL(`${this.config.url}/api/2.0/${path}`);
    if (call.op) {
      url.searchParams.set('op', call.op);
    }
    const pairs = toPairs(call.parameters ?? {});
    if (call.method === 'GET') {
      for (const [name, value] of pairs) {
        for (const one of [value].flat()) {
          url.searchParams.append(name, one);
        }
      }
    }
    const { body } = await this.#http.send({
      method: call.method,
      url: url.href,
      template: call.op ? `${call.path}?op=${call.op}` : call.path,
      headers: () => ({ authorization: authorization(this.config.apiKey) }),
      ...(call.method !== 'GET' &&
        call.method !== 'DELETE' && { form: Object.fromEntries(pairs) }),
      signal: call.signal,
    });
    return body;
  }
}
