import type { Reply } from '../../kernel/http/types';

const JSON_TYPE = 'application/json; charset=utf-8';
const TEXT_TYPE = 'text/plain; charset=utf-8';

/** An answer, and how long the real server would have thought about it. */
export interface MaasReply extends Reply {
  delayMs?: number;
}

export function typed(
  status: number,
  contentType: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): MaasReply {
  return { status, body, headers: { 'Content-Type': contentType, ...headers } };
}

/** 200 with JSON, indented as MAAS does it. */
export function json(value: unknown, status = 200): MaasReply {
  return typed(status, JSON_TYPE, JSON.stringify(value, null, 4));
}

/** 200 with JSON that is rendered already. */
export function rendered(body: Buffer): MaasReply {
  return typed(200, JSON_TYPE, body);
}

export function text(
  status: number,
  sentence: string,
  headers?: Record<string, string>,
): MaasReply {
  return typed(status, TEXT_TYPE, sentence, headers);
}

/** 204 of a delete. */
export function deleted(): MaasReply {
  return { status: 204, headers: {} };
}

/** JSON as Python writes it on one line. */
export function pyJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(pyJson).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${pyJson(item)}`,
    );
    return `{${pairs.join(', ')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** A refusal: carries the whole answer. */
export class Refusal extends Error {
  constructor(readonly reply: MaasReply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
  }
}

/** A plain sentence with a status: 400, 409 and the like. */
export function refuse(
  status: number,
  sentence: string,
  headers?: Record<string, string>,
): Refusal {
  return new Refusal(text(status, sentence, headers));
}

/** 400 with messages by field. */
export function invalid(fields: Record<string, string[]>): Refusal {
  return new Refusal(typed(400, JSON_TYPE, pyJson(fields)));
}

/** 403 without a word. */
export function forbidden(sentence = ''): Refusal {
  return refuse(403, sentence);
}

/** 404 of an object; without a charset, as recorded. */
export function missing(sentence: string): Refusal {
  return new Refusal(typed(404, 'text/plain', sentence));
}

export function noMatch(model: string): Refusal {
  return missing(`No ${model} matches the given query.`);
}
