export interface Config {
  auth?: {
    providers?: {
      /**
       * Demo sign-in: whoever opens the portal picks one of `app.personas`, without a password.
       * The back end refuses to start with it unless it listens on loopback only.
       */
      persona?: {
        /** must be true; there is nothing else to set */
        enabled: boolean;
      };
    };
  };
}
