import type { Request, RequestHandler } from 'express';
import type { RouterHooks } from '../../kernel/http/serviceRouter';
import { readForm, type Form } from './form';
import { anonymous, type Gate } from './Gate';
import {
  forbidden,
  refuse,
  Refusal,
  text,
  typed,
  type MaasReply,
} from './reply';
import { hashOf } from './describe';
import type { MaasRelease } from '../version';
import { allowedMethods, handlerOf, type Resource } from './resource';

const BASE = '/MAAS/api/2.0/';
export const SERVICE = 'maas';

interface Matched {
  resource: Resource;
  params: Record<string, string>;
  /** From a path that ends in `/op-NAME`. */
  pathOp?: string;
}

function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.]/g, '\\.')
    // A subnet may be named by its CIDR, slash included.
    .replace('subnets/{id}', 'subnets/(?<id>[^/]+(?:/\\d{1,3})?)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return RegExp(`^${source}$`);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Finds the resource of a request, checks the caller, runs the handler. */
export class Dispatcher {
  readonly #table: Array<[RegExp, Resource]>;
  readonly #hash: string;

  constructor(
    readonly resources: readonly Resource[],
    private readonly gate: Gate,
    private readonly hooks: RouterHooks,
    private readonly release: MaasRelease,
  ) {
    this.#table = resources.map(resource => [
      patternOf(resource.path),
      resource,
    ]);
    this.#hash = hashOf(resources);
  }

  readonly handle: RequestHandler = (req, res) => {
    const answer = this.#dressed(this.#answer(req));
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      this.hooks.onWrite();
    }
    const send = () => this.hooks.send(req, res, answer);
    if (answer.delayMs) {
      setTimeout(send, answer.delayMs).unref();
    } else {
      send();
    }
  };

  /** Headers that 3.7 adds to everything, refusals too. */
  #dressed(answer: MaasReply): MaasReply {
    return this.release.modern
      ? {
          ...answer,
          headers: {
            ...answer.headers,
            Vary: 'Authorization, Cookie',
            'X-Frame-Options': 'DENY',
            'X-MAAS-API-Hash': this.#hash,
          },
        }
      : answer;
  }

  #answer(req: Request): MaasReply {
    try {
      return this.#run(req);
    } catch (error) {
      if (error instanceof Refusal) {
        return error.reply;
      }
      this.hooks.onCrash(error);
      return text(500, String((error as Error).message));
    }
  }

  #match(path: string): Matched | undefined {
    const withOp = /^(.*\/)op-([a-z_]+)$/.exec(path);
    const plain = withOp ? withOp[1] : path;
    for (const [pattern, resource] of this.#table) {
      const found = pattern.exec(plain);
      if (found) {
        const params = Object.fromEntries(
          Object.entries(found.groups ?? {}).map(([key, value]) => [
            key,
            decoded(value),
          ]),
        );
        return { resource, params, pathOp: withOp?.[2] };
      }
    }
    return undefined;
  }

  #run(req: Request): MaasReply {
    const [path, search = ''] = req.originalUrl.split(/\?(.*)/s);
    const matched = path.startsWith(BASE)
      ? this.#match(path.slice(BASE.length))
      : undefined;
    if (!matched) {
      this.hooks.onRoute(SERVICE, req.method, '(unknown)');
      return text(404, `Unknown API endpoint: ${path}.`);
    }
    const { resource, params } = matched;
    const query = new URLSearchParams(search);
    const contentType = req.headers['content-type'] ?? '';
    const raw = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const form = this.#form(contentType, raw);
    const op =
      query.get('op') || form.fields.get('op') || matched.pathOp || undefined;
    form.fields.delete('op');
    this.hooks.onRoute(
      SERVICE,
      req.method,
      `/${resource.path}${op ? `?op=${op}` : ''}`,
    );

    const origin = `http://${req.headers.host ?? '127.0.0.1'}`;
    const urlencoded = contentType.startsWith(
      'application/x-www-form-urlencoded',
    );
    const user = this.gate.enter({
      method: req.method,
      url: origin + path,
      header: req.headers.authorization ?? '',
      strict: this.release.modern,
      params: [
        ...query,
        ...(urlencoded ? new URLSearchParams(raw.toString()) : []),
      ],
    });
    const unrecognised = () =>
      refuse(
        400,
        `Unrecognised signature: method=${req.method} op=${op ?? 'None'}`,
      );
    if (!user && resource.anonymous !== 'open') {
      throw resource.anonymous === 'handler' ? unrecognised() : anonymous();
    }
    if (resource.adminOnly && !user?.admin) {
      throw forbidden('User is not allowed access to this API.');
    }
    const allowed = allowedMethods(resource);
    if (!allowed.includes(req.method)) {
      return typed(405, 'text/html; charset=utf-8', '', {
        Allow: allowed.join(', '),
      });
    }
    const handler = handlerOf(resource, req.method, op);
    if (!handler) {
      throw unrecognised();
    }
    const nobody = { id: '', seq: 0, email: '', admin: false, active: true };
    const answer = handler({
      params,
      query,
      form,
      data: form.fields,
      user: user ?? nobody,
      origin,
    });
    return {
      ...answer,
      headers: { ...answer.headers, 'X-MAAS-API-Hash': this.#hash },
    };
  }

  #form(contentType: string, raw: Buffer): Form {
    try {
      return readForm(contentType, raw);
    } catch {
      throw refuse(400, 'Bad Request');
    }
  }
}
