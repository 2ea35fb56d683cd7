import { InfraApiError } from '@ironstage/plugin-infra-common';
import { z } from 'zod';
import type { Session } from './Session';

const userInfoSchema = z.object({
  claims: z.object({ sub: z.string(), ent: z.array(z.string()).default([]) }),
});

/** Who the portal thinks one is. */
export interface Me {
  portal: string;
  /** entity ref */
  user: string;
  /** entity refs one owns things through, oneself left out */
  memberOf: string[];
}

/** Asks the portal whom the token belongs to. */
export async function whoAmI(session: Session): Promise<Me> {
  const response = await session.fetch('/api/auth/v1/userinfo');
  if (!response.ok) {
    throw await InfraApiError.fromResponse(response);
  }
  const { sub, ent } = userInfoSchema.parse(await response.json()).claims;
  return {
    portal: session.portal.url,
    user: sub,
    memberOf: ent.filter(ref => ref !== sub),
  };
}
