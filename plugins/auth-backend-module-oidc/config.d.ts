export interface Config {
  auth?: {
    providers?: {
      /** Sign-in at an OpenID Connect server; further keys are those of Backstage's own OIDC provider. */
      oidc?: {
        [environment: string]: {
          /**
           * what the server is asked to show: auto (default) leaves it to the server, none lets only people in who
           * have a session there, consent and login ask anew
           */
          prompt?: string;
          /**
           * where a person who signs out is signed out of: the portal only (default), or the server, too, at its
           * end_session_endpoint; the portal's address must then be a post-logout redirect URI of the client
           */
          signOutOf?: 'portal' | 'server';
        };
      };
    };
  };
}
