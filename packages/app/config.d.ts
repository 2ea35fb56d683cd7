export interface Config {
  app?: {
    /**
     * People whose view a visitor of a demo may take. Setting this replaces the sign-in page
     * by one card per person; it works only together with the back end's `persona` provider
     * and must not be set where real data is.
     * @deepVisibility frontend
     */
    personas?: Array<{
      /** entity ref of the user, `user:default/dana` */
      id: string;
      /** name on the card, `Dana Okafor` */
      title: string;
      /** what this person does, in one sentence */
      role: string;
      /** the person's team, as people call it */
      team: string;
    }>;
    /**
     * Ways to sign in, in the order they are offered: `oidc`, `github`, `gitlab`, `microsoft`. Each one needs its
     * entry in `auth.providers`.
     * @deepVisibility frontend
     */
    signInProviders?: string[];
    /**
     * What people call a way to sign in, by its id: `oidc: Example SSO`.
     * @deepVisibility frontend
     */
    signInTitles?: { [provider: string]: string };
  };
}
