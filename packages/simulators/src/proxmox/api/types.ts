import type { Principal } from '../access/principal';
import type { ClusterContext } from '../ClusterContext';
import type { Parameters } from '../schema/checkParameters';

/** A request that passed permission and schema checks. */
export interface ApiCall {
  readonly ctx: ClusterContext;
  readonly principal: Principal;
  readonly param: Parameters;
  /** A file that came with the request. */
  readonly upload?: { filename: string; size: number };
}

/** What is returned becomes `data`; undefined becomes null. */
export type Handler = (call: ApiCall) => unknown;

/** By endpoint, e.g. `GET /nodes/{node}/qemu`. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A list with `total` beside `data`. */
export class WithTotal {
  constructor(readonly data: unknown, readonly total: number) {}
}

export function text(call: ApiCall, name: string): string | undefined {
  const value = call.param[name];
  return value === undefined ? undefined : String(value);
}

/** A parameter that the schema demands. */
export function need(call: ApiCall, name: string): string {
  const value = text(call, name);
  if (value === undefined) {
    throw new Error(`the schema should demand ${name}`);
  }
  return value;
}

export function number(call: ApiCall, name: string): number | undefined {
  const value = call.param[name];
  return value === undefined ? undefined : Number(value);
}

export function flag(call: ApiCall, name: string): boolean | undefined {
  const value = call.param[name];
  return value === undefined ? undefined : Number(value) === 1;
}

/** Items of a `…-list` parameter. */
export function list(call: ApiCall, name: string): string[] {
  return (text(call, name) ?? '').split(/[\s,;\0]+/).filter(Boolean);
}
