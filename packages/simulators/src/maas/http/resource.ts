import type { UserRow } from '../rows';
import type { Form } from './form';
import { forbidden, type MaasReply } from './reply';

/** One request as a handler sees it. */
export interface MaasCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What was sent in the body. */
  readonly form: Form;
  /** Short for the fields of the form. */
  readonly data: URLSearchParams;
  readonly user: UserRow;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
}

export type MaasHandler = (call: MaasCall) => MaasReply;

/** A path with its CRUD methods and named operations. */
export interface Resource {
  /** As MAAS's API description names it: clients are built from it. */
  name: string;
  /** Below `/MAAS/api/2.0/`, e.g. `machines/{system_id}/`. */
  path: string;
  /**
   * Without credentials: `open` answers all the same, `handler` has nothing to
   * offer and says so with 400. Others answer 401.
   */
  anonymous?: 'open' | 'handler';
  /** The whole resource is for administrators. */
  adminOnly?: boolean;
  read?: MaasHandler;
  create?: MaasHandler;
  update?: MaasHandler;
  remove?: MaasHandler;
  /** Operations by name: reading ones, and the others. */
  get?: Record<string, MaasHandler>;
  post?: Record<string, MaasHandler>;
}

/** Wraps a handler that only administrators may call. */
export function admin(handler: MaasHandler): MaasHandler {
  return call => {
    if (!call.user.admin) {
      throw forbidden();
    }
    return handler(call);
  };
}

/** Methods in the order of MAAS's `Allow` header. */
export function allowedMethods(resource: Resource): string[] {
  const { read, create, update, remove, get, post } = resource;
  return [
    ...(create || post ? ['POST'] : []),
    ...(read || get ? ['GET'] : []),
    ...(update ? ['PUT'] : []),
    ...(remove ? ['DELETE'] : []),
  ];
}

/** The handler of a method and an operation, if there is one. */
export function handlerOf(
  resource: Resource,
  method: string,
  op: string | undefined,
): MaasHandler | undefined {
  const own = (ops: Record<string, MaasHandler> | undefined) =>
    ops && op && Object.hasOwn(ops, op) ? ops[op] : undefined;
  switch (method) {
    case 'GET':
      return op ? own(resource.get) : resource.read;
    case 'POST':
      return op ? own(resource.post) : resource.create;
    case 'PUT':
      return op ? undefined : resource.update;
    case 'DELETE':
      return op ? undefined : resource.remove;
    default:
      return undefined;
  }
}
