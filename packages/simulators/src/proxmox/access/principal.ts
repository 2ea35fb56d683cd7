/** Who calls. */
export interface Principal {
  /** `alice@pve`, or `alice@pve!ci` for a token: what permissions go by. */
  readonly authid: string;
  /** `alice@pve` */
  readonly user: string;
  readonly tokenid?: string;
}

export function principalOf(authid: string): Principal {
  const [user, tokenid] = authid.split('!');
  return tokenid === undefined ? { authid, user } : { authid, user, tokenid };
}

/** root@pam itself; a token of root is not. */
export function isRoot(principal: Principal): boolean {
  return principal.authid === 'root@pam';
}
