import { checkParameters, type Complaints } from '../schema/checkParameters';
import { Contract } from './Contract';

/** A request as a client would send it. */
export interface ProxmoxRequest {
  method: string;
  /** below `/api2/json`, with names filled in */
  path: string;
  parameters: Record<string, string | string[]>;
}

/**
 * What a release of Proxmox VE would have against a request, by parameter; nothing when it takes it.
 *
 * @param release - `8.4` or `9.2`
 * @returns undefined when the release has no such endpoint
 */
export function checkProxmoxRequest(
  release: string,
  request: ProxmoxRequest,
): Complaints | undefined {
  const found = new Contract(release).find(request.method, request.path);
  return (
    found &&
    checkParameters(found.endpoint.parameters, found.endpoint.open, {
      ...request.parameters,
      ...found.path,
    }).complaints
  );
}
