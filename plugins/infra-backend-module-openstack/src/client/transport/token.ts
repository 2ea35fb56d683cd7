import { readRows } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { orElse } from './fields';

const named = z.object({ id: z.string(), name: z.string() });

const endpointSchema = z.object({
  interface: z.string(),
  region: z.string().nullish(),
  region_id: z.string().nullish(),
  url: z.string(),
});

/** Operators enter services and endpoints by hand: one that can't be read hides no other. */
const serviceSchema = z.object({
  id: z.string().nullish(),
  type: z.string(),
  endpoints: orElse(z.array(z.unknown()), []).transform(rows =>
    readRows(rows, endpointSchema),
  ),
});

/** Body of `POST /v3/auth/tokens`. */
export const tokenBodySchema = z.object({
  token: z.object({
    expires_at: z.string(),
    issued_at: z.string(),
    user: named,
    project: named.extend({ domain: named }).nullish(),
    system: z.object({ all: z.boolean() }).nullish(),
    roles: orElse(z.array(z.unknown()), []).transform(rows =>
      readRows(rows, named),
    ),
    catalog: orElse(z.array(z.unknown()), []).transform(rows =>
      readRows(rows, serviceSchema),
    ),
  }),
});

type TokenBody = z.infer<typeof tokenBodySchema>['token'];

/** Services and their endpoints, as a token lists them. */
export type Catalog = TokenBody['catalog'];

/** A login that has succeeded. */
export interface Token {
  /** a secret */
  id: string;
  userId: string;
  /** undefined in a token of the system */
  projectId?: string;
  projectDomainId?: string;
  roles: string[];
  catalog: Catalog;
  /** on the clock of `performance.now()`, so that a skewed clock on either side does not matter */
  renewAt: number;
}

/** A token that is bound to a project, as most are. */
export type ProjectToken = Token &
  Required<Pick<Token, 'projectId' | 'projectDomainId'>>;

/** Part of its life after which a token is renewed. */
const RENEW_AFTER = 0.8;

/**
 * Makes a token of Keystone's answer.
 * @returns undefined when the token is bound to nothing; services answer those with empty lists
 */
export function toToken(
  id: string,
  body: TokenBody,
  now: number,
): Token | undefined {
  if (!body.project && !body.system?.all) {
    return undefined;
  }
  const life = Date.parse(body.expires_at) - Date.parse(body.issued_at);
  return {
    id,
    userId: body.user.id,
    projectId: body.project?.id,
    projectDomainId: body.project?.domain.id,
    roles: body.roles.map(role => role.name),
    catalog: body.catalog,
    renewAt: now + Math.max(0, Number.isNaN(life) ? 0 : life) * RENEW_AFTER,
  };
}
