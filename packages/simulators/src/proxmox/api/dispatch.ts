import { checkPermissions } from '../access/checkPermissions';
import type { Principal } from '../access/principal';
import type { ClusterContext } from '../ClusterContext';
import type { Contract, Found } from '../contract/Contract';
import { forbidden, invalid, PveError } from '../errors';
import { checkParameters, type RawParameters } from '../schema/checkParameters';
import type { ApiCall, Handlers } from './types';

export interface ApiRequest {
  method: string;
  /** Decoded, below `/api2/json`. */
  path: string;
  /** Query over body. */
  parameters: RawParameters;
  /** Null before login. */
  principal: Principal | null;
  upload?: ApiCall['upload'];
}

const NOBODY: Principal = { authid: '', user: '' };

export function notImplemented(method: string, path: string): PveError {
  return new PveError(501, `Method '${method} ${path}' not implemented`);
}

/** Parameters of path, query and body as one; a contradiction is refused. */
function merge(found: Found, given: RawParameters): RawParameters {
  for (const [name, value] of Object.entries(found.path)) {
    if (given[name] !== undefined && String(given[name]) !== value) {
      throw invalid({
        [name]:
          'duplicate parameter (already defined in URI) with conflicting values!',
      });
    }
  }
  return { ...given, ...found.path };
}

/** Calls that are open before login, by the declared permission. */
export function isOpen(found: Found | undefined): boolean {
  return found?.endpoint.permissions?.user === 'world';
}

/**
 * One API call in the order of the original: path, rights, node, schema, work.
 *
 * @throws PveError for every refusal
 */
export async function dispatch(
  ctx: ClusterContext,
  contract: Contract,
  handlers: Handlers,
  request: ApiRequest,
): Promise<unknown> {
  const { method, path } = request;
  const found = contract.find(method, path);
  const handler = found && handlers[found.endpoint.name];
  if (!found || !handler) {
    throw notImplemented(method, path);
  }
  const { endpoint } = found;
  const principal = request.principal ?? NOBODY;
  if (endpoint.ticketOnly && principal.tokenid !== undefined) {
    throw forbidden(
      `URI '${path}' not available with API token, need proper ticket.\n`,
    );
  }
  const merged = merge(found, request.parameters);
  if (endpoint.permissions?.user !== 'world') {
    checkPermissions(endpoint, {
      access: ctx.access,
      tables: ctx.tables,
      principal,
      parameters: merged,
    });
  }
  if (endpoint.proxyto === 'node' || 'node' in found.path) {
    merged.node = ctx.reachableNode(String(merged.node)).id;
  }
  const { values, complaints } = checkParameters(
    endpoint.parameters,
    endpoint.open,
    merged,
  );
  if (Object.keys(complaints).length > 0) {
    throw invalid(complaints);
  }
  if (method !== 'GET' && !path.startsWith('/access/ticket')) {
    ctx.demandQuorum();
  }
  return handler({ ctx, principal, param: values, upload: request.upload });
}
